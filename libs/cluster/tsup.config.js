export { library as default } from '../../tools/presets/tsup.js';
