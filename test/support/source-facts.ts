import { isBuiltin } from 'node:module';
import ts from 'typescript';

/** One import of a source file, in whatever form it is written. */
export interface ImportUse {
  /** As written; `<computed>` when it is not a plain string. */
  specifier: string;
  /** The import disappears when the file is compiled. */
  typeOnly: boolean;
}

/** What the rules of the house ask about one source file. */
export interface SourceFacts {
  imports: ImportUse[];
  lines: number;
  /** Uses of the present time or of chance, as written: `Date.now`, `new Date()`, `Math.random`. */
  hiddenInputs: string[];
  /** The file reads `process.env`. */
  readsEnvironment: boolean;
  /** Node's globals used as values: `process`, `Buffer` and the like. */
  nodeGlobals: string[];
}

const NODE_GLOBALS = new Set(['process', 'Buffer', '__dirname', '__filename', 'setImmediate', 'global']);

/** Without one of these words only what stands outermost in a file can matter: its imports and exports. */
const WORTH_A_LOOK =
  /\bimport\s*\(|\b(require|Date|Math|process|Buffer|__dirname|__filename|setImmediate|global)\b|\\u/;

/** What is known of a text: several rules ask about the same file. */
const known = new Map<string, SourceFacts>();

export function sourceFacts(path: string, text: string): SourceFacts {
  const facts = known.get(text) ?? readFacts(path, text);
  known.set(text, facts);
  return facts;
}

export function linesOf(text: string): number {
  return text.replace(/\n$/, '').split('\n').length;
}

function readFacts(path: string, text: string): SourceFacts {
  const isWorthALook = WORTH_A_LOOK.test(text);
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, isWorthALook, ts.ScriptKind.TS);
  const facts: SourceFacts = {
    imports: [],
    lines: linesOf(text),
    hiddenInputs: [],
    readsEnvironment: false,
    nodeGlobals: [],
  };
  const note = (node: ts.Node): void => {
    const found = importOf(node);
    if (found) facts.imports.push(found);
    const hidden = hiddenInputOf(node);
    if (hidden) facts.hiddenInputs.push(hidden);
    if (readsEnvironment(node, found)) facts.readsEnvironment = true;
    if (ts.isIdentifier(node) && NODE_GLOBALS.has(node.text) && isFreeValue(node))
      facts.nodeGlobals.push(node.text);
  };
  const visit = (node: ts.Node): void => {
    note(node);
    ts.forEachChild(node, visit);
  };
  if (isWorthALook) visit(source);
  else source.statements.forEach(note);
  return facts;
}

export function isNodeBuiltin(specifier: string): boolean {
  return isBuiltin(specifier);
}

function importOf(node: ts.Node): ImportUse | undefined {
  if (ts.isImportDeclaration(node)) return use(node.moduleSpecifier, isTypeImport(node.importClause));
  if (ts.isExportDeclaration(node) && node.moduleSpecifier)
    return use(node.moduleSpecifier, isTypeExport(node));
  if (ts.isImportTypeNode(node)) {
    return use(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
  }
  if (ts.isExternalModuleReference(node)) {
    return use(node.expression, ts.isImportEqualsDeclaration(node.parent) && node.parent.isTypeOnly);
  }
  if (ts.isCallExpression(node) && isLoadingCall(node.expression)) return use(node.arguments[0], false);
  return undefined;
}

function use(specifier: ts.Node | undefined, typeOnly: boolean): ImportUse {
  const plain = specifier !== undefined && ts.isStringLiteralLike(specifier);
  return { specifier: plain ? specifier.text : '<computed>', typeOnly };
}

function isTypeImport(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const bindings = clause.namedBindings;
  if (clause.name || !bindings || !ts.isNamedImports(bindings)) return false;
  return bindings.elements.length > 0 && bindings.elements.every((element) => element.isTypeOnly);
}

function isTypeExport(node: ts.ExportDeclaration): boolean {
  if (node.isTypeOnly) return true;
  const clause = node.exportClause;
  if (!clause || !ts.isNamedExports(clause)) return false;
  return clause.elements.length > 0 && clause.elements.every((element) => element.isTypeOnly);
}

/** `import(…)`, `require(…)` and `require.resolve(…)`. */
function isLoadingCall(callee: ts.Expression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  if (ts.isIdentifier(callee)) return callee.text === 'require';
  return isMember(callee, 'require', 'resolve');
}

function hiddenInputOf(node: ts.Node): string | undefined {
  if (isMember(node, 'Date', 'now')) return 'Date.now';
  if (isMember(node, 'Math', 'random')) return 'Math.random';
  const isDate = (callee: ts.Expression): boolean => ts.isIdentifier(callee) && callee.text === 'Date';
  if (ts.isNewExpression(node) && isDate(node.expression) && !node.arguments?.length) return 'new Date()';
  if (ts.isCallExpression(node) && isDate(node.expression)) return 'Date()';
  return undefined;
}

/** `process.env`, `const { env } = process`, or anything imported from `node:process`. */
function readsEnvironment(node: ts.Node, found: ImportUse | undefined): boolean {
  if (isMember(node, 'process', 'env')) return true;
  if (ts.isVariableDeclaration(node) && node.initializer && ts.isObjectBindingPattern(node.name)) {
    const isEnv = (element: ts.BindingElement): boolean =>
      (element.propertyName ?? element.name).getText() === 'env';
    return isNamed(node.initializer, 'process') && node.name.elements.some(isEnv);
  }
  return /^(node:)?process$/.test(found?.specifier ?? '');
}

/** `object.name`, `object?.name` or `object['name']`, also through `globalThis`. */
function isMember(node: ts.Node, object: string, name: string): boolean {
  if (ts.isPropertyAccessExpression(node)) return isNamed(node.expression, object) && node.name.text === name;
  if (!ts.isElementAccessExpression(node) || !isNamed(node.expression, object)) return false;
  return ts.isStringLiteralLike(node.argumentExpression) && node.argumentExpression.text === name;
}

function isNamed(node: ts.Expression, name: string): boolean {
  if (ts.isIdentifier(node)) return node.text === name;
  return (
    ts.isPropertyAccessExpression(node) && isNamed(node.expression, 'globalThis') && node.name.text === name
  );
}

/** An identifier used as a value, and not as the name of a property, a declaration or a type. */
function isFreeValue(node: ts.Identifier): boolean {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isTypeNode(parent) || ts.isQualifiedName(parent)) return false;
  if ('name' in parent && parent.name === node) return false;
  return !ts.isImportSpecifier(parent) && !ts.isExportSpecifier(parent);
}
