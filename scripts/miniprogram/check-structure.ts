import path from 'node:path';
import { componentsIn, referencesIn, type ComponentConfig } from './references';
import type { ResultFiles } from './result-files';
import { pagesOf, withSlash, type AppConfig } from './sources';

const ALLOWED_KINDS = ['.js', '.json', '.wxml', '.wxss', '.wxs', '.png', '.jpg', '.svg'];

interface ProjectConfig {
  appid?: unknown;
  compileType?: unknown;
  projectname?: unknown;
  libVersion?: unknown;
  miniprogramRoot?: unknown;
  setting?: unknown;
  [field: string]: unknown;
}

/** Everything that would keep WeChat's tools from opening a built mini program; empty when it is whole. */
export function structureProblems(files: ResultFiles): string[] {
  const odd = [...files.paths].filter((file) => !ALLOWED_KINDS.includes(path.posix.extname(file)));
  const app = readJson<AppConfig>(files, 'app.json');
  if (!app) return ['app.json is missing or is no JSON'];
  return [
    ...odd.map((file) => `${file} is not a kind of file a mini program may have`),
    ...appProblems(files, app),
    ...projectProblems(files),
    ...[...files.paths].flatMap((file) => referenceProblems(files, app, file)),
  ];
}

function appProblems(files: ResultFiles, app: AppConfig): string[] {
  const pages = pagesOf(app);
  const problems = pages.flatMap(({ path: page }) => partProblems(files, page, 'page'));
  if (!files.paths.has('app.js')) problems.push('app.js is missing');
  if (app.pages.length === 0) problems.push('app.json lists no page in the main package');
  const repeated = pages.filter(({ path: page }, at) => pages.findIndex((one) => one.path === page) !== at);
  problems.push(...repeated.map(({ path: page }) => `app.json lists ${page} twice`));
  const roots = (app.subPackages ?? []).map(({ root }) => withSlash(root));
  problems.push(
    ...app.pages
      .filter((page) => roots.some((root) => page.startsWith(root)))
      .map((page) => `${page} is in the folder of a subpackage and listed in the main package`),
  );
  const sitemap = app['sitemapLocation'];
  if (typeof sitemap === 'string' && !files.paths.has(sitemap))
    problems.push(`app.json names ${sitemap}, which is missing`);
  return problems;
}

function projectProblems(files: ResultFiles): string[] {
  const project = readJson<ProjectConfig>(files, 'project.config.json');
  if (!project) return ['project.config.json is missing or is no JSON'];
  const problems: string[] = [];
  const filled = (field: string): boolean => typeof project[field] === 'string' && project[field] !== '';
  for (const field of ['appid', 'projectname', 'libVersion']) {
    if (!filled(field)) problems.push(`project.config.json has no ${field}`);
  }
  if (project.compileType !== 'miniprogram')
    problems.push('project.config.json: compileType is not miniprogram');
  const root = path.posix.join(textOf(project.miniprogramRoot), 'app.json');
  if (!files.paths.has(root)) problems.push(`project.config.json: miniprogramRoot leads to no ${root}`);
  return problems;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function partProblems(files: ResultFiles, stem: string, what: string): string[] {
  return ['.js', '.json', '.wxml']
    .filter((extension) => !files.paths.has(stem + extension))
    .map((extension) => `${what} ${stem} has no ${extension}`);
}

/** What one file names must be there, and must not lie in a package that may not be loaded from here. */
function referenceProblems(files: ResultFiles, app: AppConfig, file: string): string[] {
  const extension = path.posix.extname(file);
  if (extension === '.json') return configProblems(files, app, file);
  return referencesIn(extension, files.read(file)).flatMap(({ name }) => {
    const target = targetOf(file, name);
    const there = extension === '.js' && !target.endsWith('.js') ? `${target}.js` : target;
    if (!files.paths.has(there)) return [`${file} names ${name}, which is missing`];
    return packageProblems(app, file, there);
  });
}

function configProblems(files: ResultFiles, app: AppConfig, file: string): string[] {
  const config = readJson<ComponentConfig>(files, file);
  if (!config) return [`${file} is no JSON`];
  return componentsIn(config).flatMap((name) => {
    const target = targetOf(file, name);
    const missing = partProblems(files, target, `component ${name} of ${file}:`);
    return missing.length > 0 ? missing : packageProblems(app, file, target);
  });
}

function packageProblems(app: AppConfig, file: string, target: string): string[] {
  const rootOf = (place: string): string =>
    (app.subPackages ?? []).map(({ root }) => withSlash(root)).find((root) => place.startsWith(root)) ?? '';
  const root = rootOf(target);
  return root === '' || root === rootOf(file) ? [] : [`${file} loads ${target} of another package`];
}

function targetOf(file: string, name: string): string {
  return name.startsWith('/') ? name.slice(1) : path.posix.join(path.posix.dirname(file), name);
}

function readJson<Shape>(files: ResultFiles, file: string): Shape | null {
  if (!files.paths.has(file)) return null;
  try {
    return JSON.parse(files.read(file)) as Shape;
  } catch {
    return null;
  }
}
