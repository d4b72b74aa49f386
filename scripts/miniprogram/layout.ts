import path from 'node:path';
import { componentParts, pagesOf, type AppConfig, type SourceFile, type Sources } from './sources';

/** Where each source goes, from the root of the result. */
export type Layout = Map<string, string>;

/** A component's files go together, as their names in one another leave the ending out. */
const stemOf = (file: string): string => file.slice(0, file.length - path.extname(file).length);

/**
 * Places every file: what only one subpackage uses goes into that subpackage, what several use into the main package. A
 * main package may not load from a subpackage, nor one subpackage from another.
 */
export function layOut(sources: Sources, app: AppConfig, files: Map<string, SourceFile>): Layout {
  const users = usersByStem(sources, app, files);
  const layout: Layout = new Map();
  for (const file of files.keys()) {
    const roots = users.get(stemOf(file)) ?? new Set(['']);
    const root = roots.size === 1 ? ([...roots][0] ?? '') : '';
    layout.set(file, placeOf(sources, file, root));
  }
  return layout;
}

/** The packages (`''` is the main one) that reach each file, whatever its ending. */
function usersByStem(
  sources: Sources,
  app: AppConfig,
  files: Map<string, SourceFile>,
): Map<string, Set<string>> {
  const links = linksBetweenStems(files);
  const users = new Map<string, Set<string>>();
  const starts = [
    { stem: path.join(sources.app, 'app'), root: '' },
    ...pagesOf(app).map((page) => ({ stem: path.join(sources.app, page.path), root: page.root })),
  ];
  for (const { stem, root } of starts) {
    const waiting = [stem];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const known = users.get(next) ?? new Set<string>();
      users.set(next, known);
      if (known.has(root)) continue;
      known.add(root);
      waiting.push(...(links.get(next) ?? []));
    }
  }
  return users;
}

function linksBetweenStems(files: Map<string, SourceFile>): Map<string, Set<string>> {
  const links = new Map<string, Set<string>>();
  for (const [file, { references, components }] of files) {
    const known = links.get(stemOf(file)) ?? new Set<string>();
    links.set(stemOf(file), known);
    for (const { target } of references) known.add(stemOf(target));
    for (const { target } of components) known.add(target);
  }
  return links;
}

function placeOf(sources: Sources, file: string, root: string): string {
  const named = outputName(file);
  const inApp = relativeTo(sources.app, named);
  if (inApp !== null && (root === '' || inApp.startsWith(root))) return inApp;
  if (inApp !== null) return root + inApp;
  const inShared = relativeTo(sources.shared, named);
  if (inShared !== null) return `${root}shared/${inShared}`;
  return `${root}tdesign/${relativeTo(sources.tdesign, named) ?? path.basename(named)}`;
}

function outputName(file: string): string {
  return file.endsWith('.ts') ? `${stemOf(file)}.js` : file;
}

function relativeTo(folder: string, file: string): string | null {
  const relative = path.relative(folder, file);
  return relative.startsWith('..') ? null : relative.split(path.sep).join('/');
}

/** Files that the app itself and its first page load. */
export function firstScreenFiles(
  sources: Sources,
  app: AppConfig,
  files: Map<string, SourceFile>,
): Set<string> {
  const reached = new Set<string>();
  const starts = [path.join(sources.app, 'app'), path.join(sources.app, app.pages[0] ?? '')];
  const waiting = [...files.keys()].filter((file) => starts.includes(stemOf(file)));
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const known = files.get(file);
    if (!known || reached.has(file)) continue;
    reached.add(file);
    waiting.push(...known.references.map(({ target }) => target));
    waiting.push(...known.components.flatMap(({ target }) => componentParts(target)));
  }
  return reached;
}
