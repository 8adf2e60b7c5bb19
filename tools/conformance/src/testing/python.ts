import { spawnSync } from 'node:child_process';

export const PYTHON = 'python3';

/** A test that takes Python; where there is none, it is reported as skipped. */
export const testWithPython = spawnSync(PYTHON, ['--version']).status === 0 ? test : test.skip;
