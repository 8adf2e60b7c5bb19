export { deliver as default } from './delivery';
