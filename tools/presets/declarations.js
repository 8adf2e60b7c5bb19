import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

/** What modules are imported by, at the end of an import or an export, or in a type. */
const RELATIVE_IMPORT = /((?:from |import\()['"])(\.{1,2}\/[^'"]+)/g;

/** For ES modules and for CommonJS: the ending of the declarations, and of what they declare. */
const ENDINGS = [
  ['.d.ts', '.js'],
  ['.d.cts', '.cjs'],
];

/** The workspace's other libraries are read from their source, but have declarations of their own. */
function programOf(folder) {
  const file = join(folder, 'tsconfig.json');
  const { config } = ts.readConfigFile(file, ts.sys.readFile);
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  return ts.createProgram(fileNames, {
    ...options,
    noEmit: false,
    declaration: true,
    declarationMap: true,
    emitDeclarationOnly: true,
  });
}

/**
 * Writes the declarations of a library's modules beside them, each with a map to its source.
 *
 * @param {string} folder the library's
 * @param {readonly string[]} sources relative to its `src`
 * @throws Error if a declaration cannot be made
 */
export function writeDeclarations(folder, sources) {
  const program = programOf(folder);
  for (const source of sources) {
    const path = resolve(folder, 'src', source);
    const target = join(folder, 'dist', source.replace(/\.ts$/, ''));
    mkdirSync(dirname(target), { recursive: true });
    const { diagnostics } = program.emit(program.getSourceFile(path), (name, text) => {
      for (const [ending, imported] of ENDINGS) {
        const written = name.endsWith('.map')
          ? mapOf(text, `${target}${ending}`, path)
          : text
              .replace(RELATIVE_IMPORT, (_, start, module) => `${start}${module}${imported}`)
              // The same, in words that TypeScript 5.6 knows too.
              .replaceAll('Uint8Array<ArrayBufferLike>', 'Uint8Array')
              .replace(/(?<=sourceMappingURL=).*/, (url) => url.replace(/\.d\.ts/, ending));
        writeFileSync(`${target}${ending}${name.endsWith('.map') ? '.map' : ''}`, written);
      }
    });
    if (diagnostics.length > 0) {
      const host = {
        getCanonicalFileName: String,
        getCurrentDirectory: () => folder,
        getNewLine: () => '\n',
      };
      throw new Error(ts.formatDiagnostics(diagnostics, host));
    }
  }
}

function mapOf(text, file, source) {
  const map = JSON.parse(text);
  const sources = [relative(dirname(file), source).replaceAll('\\', '/')];
  return JSON.stringify({ ...map, file: file.slice(dirname(file).length + 1), sources });
}
