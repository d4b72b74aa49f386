import path from 'node:path';
import { IMPORT_TABLE, type ImportRow } from './import-table';
import { isNodeBuiltin, linesOf, sourceFacts, type ImportUse, type SourceFacts } from './source-facts';

/** One broken rule of the house, as a sentence that names the file, what is wrong, and what would be right. */
export type Violation = string;

const MAX_LINES = 350;
/** Data, texts and migrations may be longer. */
const LONG_BY_NATURE = ['shared/domain/catalogue/', 'shared/i18n/', 'server/persistence/migrations/'];
const BANNED_IN_NAMES = /(^|[-._/])(utils?|helpers?|common|manager|impl)(?=[-._/]|$)|Manager|Impl/;
const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;

/** Languages keep the name the platforms give them. */
const LANGUAGE = /^zh-CN(\.test)?(\.ts)?$/;

/** Packages that one file alone may load, so that there is one instance of what they make. */
const LOADED_BY_ONE_FILE: Record<string, string> = { i18next: 'bot/replies/render.ts' };

const TIME_AND_CHANCE_ALLOWED = ['server/main.ts', 'scripts/', 'test/'];
const MINIPROGRAM_CLOCK = 'miniprogram/services/clock.ts';
const ENVIRONMENT_ALLOWED = ['server/config.ts', 'server/main.ts', 'scripts/', 'test/'];
const WITHOUT_NODE = ['shared/', 'bot/', 'miniprogram/'];

/** Every rule a source file breaks. `file` is its path from the root of the repository, with `/`. */
export function violationsOf(file: string, text: string): Violation[] {
  const outside = [...nameViolations(file), ...sizeViolations(file, linesOf(text))];
  // A test may import anything, and ask the system.
  if (file.startsWith('test/')) return outside;
  const facts = sourceFacts(file, text);
  return [
    ...importViolations(file, facts.imports),
    ...hiddenInputViolations(file, facts),
    ...environmentViolations(file, facts),
    ...outside,
  ];
}

function importViolations(file: string, imports: ImportUse[]): Violation[] {
  const row = IMPORT_TABLE.find(({ where }) => matchesAny(where, file));
  if (!row)
    return [`${file}: no row of the import table speaks about this place (test/support/import-table.ts)`];
  return imports.flatMap((used) => refusal(file, row, used) ?? []);
}

function refusal(file: string, row: ImportRow, used: ImportUse): Violation | undefined {
  const kind = used.typeOnly ? 'imports the types of' : 'imports';
  const sentence = `${file} ${kind} ${used.specifier}`;
  const target = targetOf(file, used.specifier);
  const owner = LOADED_BY_ONE_FILE[target];
  if (owner && owner !== file && !used.typeOnly) return `${sentence}: only ${owner} may load it`;
  if (isAllowed(row, target, used)) return undefined;
  return `${sentence}; allowed: ${allowedList(row)}`;
}

/** The path of an imported file from the root, or the specifier of a package as written. */
function targetOf(file: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  const joined = path.posix.join(path.posix.dirname(file), specifier);
  return /\.[a-z]+$/.test(joined) ? joined : `${joined}.ts`;
}

function isAllowed(row: ImportRow, target: string, used: ImportUse): boolean {
  if (isNodeBuiltin(target)) return row.node === 'all' || (row.node ?? []).includes(target);
  if (matchesAny(row.may, target)) return true;
  if (used.typeOnly && matchesAny(row.types ?? [], target)) return true;
  return row.anyPackage === true && !used.specifier.startsWith('.') && used.specifier !== '<computed>';
}

function allowedList(row: ImportRow): string {
  const types = (row.types ?? []).map((place) => `types of ${place}`);
  const node = row.node === 'all' ? ['Node built-ins'] : (row.node ?? []);
  const packages = row.anyPackage ? ['packages'] : [];
  return [...row.may, ...types, ...node, ...packages].join(', ');
}

function hiddenInputViolations(file: string, { hiddenInputs }: SourceFacts): Violation[] {
  if (matchesAny(TIME_AND_CHANCE_ALLOWED, file)) return [];
  const isOffset = (found: string): boolean => file === MINIPROGRAM_CLOCK && found !== 'Math.random';
  return hiddenInputs
    .filter((found) => !isOffset(found))
    .map((found) => `${file} uses ${found}; time and chance are passed in (allowed: ${placesFor()})`);
}

function placesFor(): string {
  return [...TIME_AND_CHANCE_ALLOWED, MINIPROGRAM_CLOCK].join(', ');
}

function environmentViolations(file: string, facts: SourceFacts): Violation[] {
  const found: Violation[] = [];
  if (facts.readsEnvironment && !matchesAny(ENVIRONMENT_ALLOWED, file)) {
    found.push(`${file} reads the environment; allowed: ${ENVIRONMENT_ALLOWED.join(', ')}`);
  }
  if (!matchesAny(WITHOUT_NODE, file)) return found;
  return [
    ...found,
    ...facts.nodeGlobals.map((name) => `${file} uses Node's ${name}; this code runs without Node`),
  ];
}

function nameViolations(file: string): Violation[] {
  const banned = BANNED_IN_NAMES.exec(file);
  const found = banned
    ? [`${file}: "${banned[0].replace(/^[-._/]/, '')}" says nothing about what is inside`]
    : [];
  const odd = file.split('/').filter((part) => !KEBAB_CASE.test(part) && !LANGUAGE.test(part));
  return [...found, ...odd.map((part) => `${file}: ${part} is not kebab-case`)];
}

function sizeViolations(file: string, lines: number): Violation[] {
  if (lines <= MAX_LINES || matchesAny(LONG_BY_NATURE, file)) return [];
  return [`${file} has ${lines} lines; the limit is ${MAX_LINES}`];
}

/** `folder/` matches what is inside, `@scope/*` and `begin*` what begins so, a package also its subpaths. */
function matchesAny(places: string[], target: string): boolean {
  return places.some((place) => {
    if (place.endsWith('/')) return target.startsWith(place);
    if (place.endsWith('*')) return target.startsWith(place.slice(0, -1));
    return target === place || (!place.endsWith('.ts') && target.startsWith(`${place}/`));
  });
}
