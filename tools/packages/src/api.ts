import ts from 'typescript';

/** The entries of a package's declarations: `.` and the like, with the files that declare them. */
export type Entries = Readonly<Record<string, string>>;

/** What a package offers, entry by entry: each export's declaration, without its comments, by name. */
export function describeApi(entries: Entries): string {
  const program = ts.createProgram(Object.values(entries), {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    types: [],
  });
  const checker = program.getTypeChecker();
  const parts = Object.entries(entries).map(([entry, file]) => {
    const source = program.getSourceFile(file);
    const module = source && checker.getSymbolAtLocation(source);
    if (module === undefined) throw new Error(`${file} exports nothing`);
    const symbols = checker.getExportsOfModule(module);
    const texts = symbols.map((symbol) => describe(checker, symbol)).sort();
    return `// ${entry}\n\n${texts.join('\n')}`;
  });
  return parts.join('\n');
}

const printer = ts.createPrinter({ removeComments: true });

function describe(checker: ts.TypeChecker, symbol: ts.Symbol): string {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return (target.declarations ?? [])
    .map((declaration) => {
      // A constant's statement says that it is one.
      const node = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
      return `${printer.printNode(ts.EmitHint.Unspecified, node, node.getSourceFile())}\n`;
    })
    .join('');
}
