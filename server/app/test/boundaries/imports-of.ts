import ts from 'typescript'

/** One import of a source file: where from, whether only types cross, and the names taken (none where all are). */
export type Import = { readonly specifier: string; readonly typeOnly: boolean; readonly names: readonly string[] }

/** The scripts of a Svelte component, or a whole TypeScript file. */
function scriptOf(path: string, text: string): string {
  if (!path.endsWith('.svelte')) return text
  return [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, script]) => script ?? '').join('\n')
}

/** All imports of a source: static, re-exports, dynamic, and types by `import('…')`. */
export function importsOf(path: string, text: string): readonly Import[] {
  const source = ts.createSourceFile('file.ts', scriptOf(path, text), ts.ScriptTarget.ESNext, false)
  const found: Import[] = []
  const add = (specifier: ts.Node | undefined, typeOnly: boolean, names: readonly string[] = []) => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return
    found.push({ specifier: specifier.text, typeOnly, names })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, isTypeOnly(node.importClause), namesOf(node.importClause))
    } else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly || allTypes(node.exportClause))
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false)
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** The names of values, when an import takes nothing but named ones. */
function namesOf(clause: ts.ImportClause | undefined): readonly string[] {
  const bindings = clause?.namedBindings
  if (clause?.name !== undefined || bindings === undefined || !ts.isNamedImports(bindings)) return []
  return bindings.elements.filter((it) => !it.isTypeOnly).map(({ name, propertyName }) => (propertyName ?? name).text)
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  return clause.name === undefined && allTypes(clause.namedBindings)
}

function allTypes(bindings: ts.NamedImportBindings | ts.NamedExportBindings | undefined): boolean {
  if (bindings === undefined || !(ts.isNamedImports(bindings) || ts.isNamedExports(bindings))) return false
  return bindings.elements.length > 0 && bindings.elements.every((element) => element.isTypeOnly)
}
