import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { compileModule, compileStyle, compileTemplate, type Constants } from './compile';
import { componentsIn, referencesIn, type ComponentConfig, type Reference } from './references';

/** Where the sources of a build are. */
export interface Sources {
  /** Folder of `app.json`. */
  app: string;
  /** Folder of code that server and mini program share. */
  shared: string;
  /** Folder of TDesign's components. */
  tdesign: string;
  constants: Constants;
}

/** One file that the mini program needs. `target` of each reference is the path of its source. */
export interface SourceFile {
  path: string;
  extension: string;
  /** Compiled; the configuration of components is kept apart. */
  text: string;
  config?: ComponentConfig;
  references: (Reference & { target: string })[];
  components: { name: string; target: string }[];
}

const PARTS_OF_A_COMPONENT = ['.json', '.ts', '.js', '.wxml', '.wxss'];
const TDESIGN = 'tdesign-miniprogram/';

export interface AppConfig {
  pages: string[];
  subPackages?: { root: string; name?: string; pages: string[] }[];
  usingComponents?: Record<string, string>;
  [field: string]: unknown;
}

/** Paths of all pages, with the root of the package each belongs to (`''` is the main package). */
export function pagesOf(app: AppConfig): { path: string; root: string }[] {
  const inPackages = (app.subPackages ?? []).flatMap(({ root, pages }) =>
    pages.map((page) => ({ path: path.posix.join(root, page), root: withSlash(root) })),
  );
  return [...app.pages.map((page) => ({ path: page, root: '' })), ...inPackages];
}

export function withSlash(folder: string): string {
  return folder.endsWith('/') ? folder : `${folder}/`;
}

/** Every file that app and pages reach, by the path of its source. Unused files are never part of a package. */
export function collectSources(sources: Sources, app: AppConfig): Map<string, SourceFile> {
  const found = new Map<string, SourceFile>();
  const waiting = [
    ...partsOf(path.join(sources.app, 'app'), { required: ['.ts', '.json'] }),
    ...pagesOf(app).flatMap(({ path: page }) => componentParts(path.join(sources.app, page))),
  ];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    const read = readSource(sources, file);
    found.set(file, read);
    waiting.push(...read.references.map(({ target }) => target));
    waiting.push(...read.components.flatMap(({ target }) => componentParts(target)));
  }
  return found;
}

/** The files of a page or component, of which template, script and configuration must exist. */
export function componentParts(stem: string): string[] {
  return partsOf(stem, { required: ['.json', '.wxml'] });
}

function partsOf(stem: string, { required }: { required: string[] }): string[] {
  const parts = PARTS_OF_A_COMPONENT.map((extension) => stem + extension);
  const missing = required.filter((extension) => !existsSync(stem + extension));
  if (missing.length > 0) throw new Error(`${stem} has no ${missing.join(', no ')}`);
  return parts.filter((part) => existsSync(part));
}

function readSource(sources: Sources, file: string): SourceFile {
  const extension = path.extname(file);
  const source = readFileSync(file, 'utf8');
  if (extension === '.json') return configFile(sources, file, source);
  const text = compiled(sources, file, source);
  const outputKind = extension === '.ts' ? '.js' : extension;
  const references = referencesIn(outputKind, text).map((reference) => ({
    ...reference,
    target: resolveFile(sources, file, reference.name),
  }));
  return { path: file, extension: outputKind, text, references, components: [] };
}

function configFile(sources: Sources, file: string, source: string): SourceFile {
  const config = JSON.parse(source) as ComponentConfig;
  const components = componentsIn(config).map((name) => ({
    name,
    target: resolveComponent(sources, file, name),
  }));
  return { path: file, extension: '.json', text: '', config, references: [], components };
}

function compiled(sources: Sources, file: string, source: string): string {
  const extension = path.extname(file);
  if (extension === '.ts' || extension === '.js') return compileModule(file, source, sources.constants);
  if (extension === '.wxss') return compileStyle(file, source);
  return extension === '.wxml' ? compileTemplate(source) : source;
}

/** A component's path without its ending. */
function resolveComponent(sources: Sources, from: string, name: string): string {
  if (name.startsWith(TDESIGN)) return path.join(sources.tdesign, name.slice(TDESIGN.length));
  return name.startsWith('/') ? path.join(sources.app, name) : path.resolve(path.dirname(from), name);
}

function resolveFile(sources: Sources, from: string, name: string): string {
  const base = baseOf(sources, from, name);
  const candidates = ['', '.ts', '.js', '/index.js', '.wxml', '.wxs', '.wxss'].map((end) => base + end);
  const target = candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile());
  if (!target) throw new Error(`${from} names ${name}, which is not there`);
  return target;
}

function baseOf(sources: Sources, from: string, name: string): string {
  if (name.startsWith('.')) return path.resolve(path.dirname(from), name);
  if (name.startsWith('/')) return path.join(sources.app, name);
  if (name.startsWith(TDESIGN)) return path.join(sources.tdesign, name.slice(TDESIGN.length));
  if (!from.startsWith(sources.tdesign)) return path.resolve(path.dirname(from), name);
  if (name === 'tslib') return path.join(__dirname, 'tslib');
  // TDesign ships the packages it needs; in templates and style sheets a bare name is a neighbour.
  const own = path.join(sources.tdesign, 'miniprogram_npm', name);
  return /\.(?:wxml|wxs|wxss)$/.test(from) ? path.resolve(path.dirname(from), name) : own;
}
