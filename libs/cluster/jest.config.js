import preset from '../../tools/presets/jest.js';

/**
 * As every project, but the process ends when the tests have: Node 20, on its own way out, now and then waits for
 * ever for a request on a socket that was reset.
 */
export default { ...preset, forceExit: true };
