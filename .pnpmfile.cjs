const { relative } = require('node:path');
const { author, bugs, homepage, repository } = require('./package.json');

/** Who makes the packages, and where: said once, in the workspace's manifest, and packed into each. */
function beforePacking(manifest, folder) {
  const directory = relative(__dirname, folder).replaceAll('\\', '/');
  return { ...manifest, author, homepage, bugs, repository: { ...repository, directory } };
}

module.exports = { hooks: { beforePacking } };
