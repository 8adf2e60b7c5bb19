import preset from '../../tools/presets/jest.js';

/** What comes as ES modules alone, which jest does not read as they are. */
const modules = 'node_modules/(?:string-width|strip-ansi|ansi-regex|get-east-asian-width)/';

const [[, toCommonJs]] = Object.entries(preset.transform);

export default {
  ...preset,
  transform: { ...preset.transform, [`${modules}.*\\.js$`]: toCommonJs },
  transformIgnorePatterns: [
    `/node_modules/(?!\\.pnpm/|(?:string-width|strip-ansi|ansi-regex|get-east-asian-width)/)`,
  ],
};
