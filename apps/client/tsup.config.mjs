export { program as default } from '../../tools/presets/tsup.js';
