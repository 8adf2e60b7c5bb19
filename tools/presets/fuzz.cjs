const fc = require('fast-check');
const { env } = require('node:process');

// Before each file of tests: how many inputs each of its properties has to stand.
fc.configureGlobal({ numRuns: Number(env.FUZZ) });
