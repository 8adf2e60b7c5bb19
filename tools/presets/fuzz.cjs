const fc = require('fast-check');

// Before each file of tests: how many inputs each of its properties has to stand.
fc.configureGlobal({ numRuns: globalThis.FUZZ });
