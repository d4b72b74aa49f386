import { structureProblems } from '../../../../scripts/miniprogram/check-structure';
import type { ResultFiles } from '../../../../scripts/miniprogram/result-files';

/** The smallest mini program that is whole. */
const WHOLE: Readonly<Record<string, string>> = {
  'app.js': 'require("./services/a.js")',
  'app.json': JSON.stringify({
    pages: ['pages/home/index'],
    subPackages: [
      { root: 'pages/one/', pages: ['index'] },
      { root: 'pages/two/', pages: ['index'] },
    ],
    sitemapLocation: 'sitemap.json',
  }),
  'sitemap.json': '{"rules":[]}',
  'services/a.js': '',
  'project.config.json': JSON.stringify({
    appid: 'wx1',
    projectname: 'a',
    libVersion: '3.8.0',
    compileType: 'miniprogram',
    miniprogramRoot: './',
  }),
  'components/line/line.js': '',
  'components/line/line.json': '{"component":true}',
  'components/line/line.wxml': '<view/>',
  ...page('pages/home/index', { usingComponents: { line: '../../components/line/line' } }),
  ...page('pages/one/index', {}),
  ...page('pages/two/index', {}),
  'pages/one/part.js': '',
};

function page(stem: string, json: object): Record<string, string> {
  return { [`${stem}.js`]: '', [`${stem}.json`]: JSON.stringify(json), [`${stem}.wxml`]: '<view/>' };
}

function problems(change: Record<string, string | null> = {}): string[] {
  const files = Object.entries({ ...WHOLE, ...change }).flatMap(([path, text]) =>
    text === null ? [] : [[path, text] as const],
  );
  const texts = new Map(files);
  const result: ResultFiles = { paths: new Set(texts.keys()), read: (file) => texts.get(file) ?? '' };
  return structureProblems(result);
}

describe('structureProblems', () => {
  it('finds nothing in a whole mini program', () => {
    expect(problems()).toEqual([]);
  });

  it.each<[string, Record<string, string | null>, string]>([
    ['a page without a template', { 'pages/home/index.wxml': null }, 'page pages/home/index has no .wxml'],
    [
      'a page of a subpackage without a script',
      { 'pages/one/index.js': null },
      'page pages/one/index has no .js',
    ],
    [
      'a component that is not there',
      { 'components/line/line.json': null },
      'component ../../components/line/line of pages/home/index.json: components/line/line has no .json',
    ],
    [
      'a script that is not there',
      { 'services/a.js': null },
      'app.js names ./services/a.js, which is missing',
    ],
    [
      'a template that is not there',
      { 'pages/home/index.wxml': '<import src="./part.wxml"/>' },
      'pages/home/index.wxml names ./part.wxml, which is missing',
    ],
    [
      'a style sheet that is not there',
      { 'app.wxss': '@import "./theme.wxss";' },
      'app.wxss names ./theme.wxss, which is missing',
    ],
    ['no app.json', { 'app.json': null }, 'app.json is missing or is no JSON'],
    ['broken JSON', { 'pages/one/index.json': '{' }, 'pages/one/index.json is no JSON'],
    [
      'no project.config.json',
      { 'project.config.json': null },
      'project.config.json is missing or is no JSON',
    ],
    [
      'a sitemap that is not there',
      { 'sitemap.json': null },
      'app.json names sitemap.json, which is missing',
    ],
    ['a file of another kind', { 'app.ts': '' }, 'app.ts is not a kind of file a mini program may have'],
    [
      'one subpackage that loads from another',
      { 'pages/two/index.js': 'require("../one/part.js")' },
      'pages/two/index.js loads pages/one/part.js of another package',
    ],
    [
      'a main package that loads from a subpackage',
      { 'services/a.js': 'require("../pages/one/part.js")' },
      'services/a.js loads pages/one/part.js of another package',
    ],
  ])('finds %s', (_what, change, problem) => {
    expect(problems(change)).toContain(problem);
  });

  it.each(['appid', 'projectname', 'libVersion', 'compileType', 'miniprogramRoot'])(
    'needs %s in project.config.json',
    (field) => {
      const project = { ...(JSON.parse(WHOLE['project.config.json']!) as object), [field]: 'nowhere/' };
      const without =
        field === 'miniprogramRoot' || field === 'compileType' ? project : { ...project, [field]: '' };
      expect(problems({ 'project.config.json': JSON.stringify(without) })[0]).toContain(field);
    },
  );
});
