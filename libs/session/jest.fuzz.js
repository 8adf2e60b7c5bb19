import { fuzz } from '../../tools/presets/jest.fuzz.js';

export default fuzz(20_000);
