import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the npm package that a bundled file comes from; none for a file of this workspace. */
function packageFolder(file) {
  return /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

function notice(folder) {
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const licence = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  if (licence === undefined) throw new Error(`${name} ${version} is bundled but has no licence`);
  return `${name} ${version}\n\n${readFileSync(join(folder, licence), 'utf8').trim()}\n`;
}

/**
 * Writes `THIRD-PARTY-LICENSES.txt` beside the bundle: the licence of each npm package that has code
 * in it, as those licences ask.
 *
 * @type {import('esbuild').Plugin}
 */
export const thirdPartyLicenses = {
  name: 'third-party-licenses',
  setup(build) {
    build.onEnd(({ metafile }) => {
      if (metafile === undefined) return; // the build failed
      const files = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
      const folders = new Set(files.map(packageFolder).filter((folder) => folder !== undefined));
      const text = [...folders]
        .sort()
        .map(notice)
        .join(`\n${'-'.repeat(80)}\n\n`);
      const { outdir } = build.initialOptions;
      mkdirSync(outdir, { recursive: true });
      writeFileSync(join(outdir, 'THIRD-PARTY-LICENSES.txt'), text);
    });
  },
};
