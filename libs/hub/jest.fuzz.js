import { fuzz } from '../../tools/presets/jest.fuzz.js';

export default fuzz(45_000);
