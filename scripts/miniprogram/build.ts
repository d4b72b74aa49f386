import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { privacyProblems, type PrivacyGuide } from './check-privacy';
import { structureProblems } from './check-structure';
import { emit } from './emit';
import { drawUsedIcons, iconsNamedIn } from './icons';
import { firstScreenFiles, layOut } from './layout';
import { resultFilesIn } from './result-files';
import { measure, sizeProblems, type Part } from './sizes';
import { collectSources, withSlash, type AppConfig, type Sources } from './sources';
import { dropUnusedTokens } from './tokens';

const ROOT = path.join(__dirname, '../..');
const NPM = path.join(ROOT, 'node_modules');

export interface BuildInput {
  target: string;
  /** Origin of the server's API, without a path. */
  serverUrl: string;
  appId?: string;
  /** Folder of `app.json`; the product's own when left out. */
  app?: string;
}

export interface BuildOutcome {
  parts: Part[];
  problems: string[];
}

/** Builds the folder that WeChat's tools open, and checks it. Whoever calls decides what problems mean. */
export function buildMiniProgram({ target, serverUrl, appId, app: given }: BuildInput): BuildOutcome {
  const sources: Sources = {
    app: given ?? path.join(ROOT, 'miniprogram'),
    shared: path.join(ROOT, 'shared'),
    tdesign: path.join(NPM, 'tdesign-miniprogram/miniprogram_dist'),
    constants: { __SERVER_URL__: serverUrl },
  };
  const app = JSON.parse(readFileSync(path.join(sources.app, 'app.json'), 'utf8')) as AppConfig;
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const files = collectSources(sources, app);
  drawIcons(sources, files);
  dropUnusedTokens(files, (file) => file.startsWith(path.join(sources.tdesign, 'common/style/theme')));
  const layout = layOut(sources, app, files);
  const sizes = emit(target, files, layout);
  copyPlain(sources.app, target, appId);
  const first = [...firstScreenFiles(sources, app, files)].map((file) => layout.get(file) ?? '');
  const roots = (app.subPackages ?? []).map(({ root }) => withSlash(root));
  const parts = measure(sizes, { roots, firstScreen: new Set(first) });
  return { parts, problems: [...problemsOf(sources.app, target), ...sizeProblems(parts)] };
}

function drawIcons(sources: Sources, files: ReturnType<typeof collectSources>): void {
  const style = files.get(path.join(sources.tdesign, 'icon/icon.wxss'));
  if (!style) return;
  const folder = path.join(NPM, 'tdesign-icons-svg/src');
  const naming = [...files.values()].filter(
    (file) => file.path.startsWith(sources.app) || file.extension === '.wxml',
  );
  const drawn = drawUsedIcons(style.text, { used: iconsNamedIn(naming, folder), folder });
  // Names of other files stand before everything that was changed.
  files.set(style.path, { ...style, text: drawn });
}

/** Files that are taken as they are. */
function copyPlain(app: string, target: string, appId: string | undefined): void {
  const project = JSON.parse(readFileSync(path.join(app, 'project.config.json'), 'utf8')) as object;
  const named = { ...project, ...(appId && { appid: appId }) };
  writeFileSync(path.join(target, 'project.config.json'), `${JSON.stringify(named, null, 2)}\n`);
  cpSync(path.join(app, 'sitemap.json'), path.join(target, 'sitemap.json'));
}

function problemsOf(app: string, target: string): string[] {
  const result = resultFilesIn(target);
  const guide = JSON.parse(readFileSync(path.join(app, 'privacy-guide.json'), 'utf8')) as PrivacyGuide;
  return [...structureProblems(result), ...privacyProblems(result, guide)];
}
