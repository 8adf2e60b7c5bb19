export { discard as default } from './delivery';
