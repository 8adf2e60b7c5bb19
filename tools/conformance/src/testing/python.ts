import { spawnSync } from 'node:child_process';

export const PYTHON = 'python3';

export const PYTHON_IS_HERE = spawnSync(PYTHON, ['--version']).status === 0;

/** A test that takes Python; where there is none, it is reported as skipped. */
export const testWithPython = PYTHON_IS_HERE ? test : test.skip;
