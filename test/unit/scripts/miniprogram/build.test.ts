import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildMiniProgram } from '../../../../scripts/miniprogram/build';
import { resultFilesIn, type ResultFiles } from '../../../../scripts/miniprogram/result-files';

describe('buildMiniProgram', () => {
  const target = mkdtempSync(path.join(tmpdir(), 'ncre-build-'));
  const { problems, parts } = buildMiniProgram({
    target,
    serverUrl: 'https://server.example',
    appId: 'wx123',
  });
  const files: ResultFiles = resultFilesIn(target);
  const scripts = [...files.paths].filter((file) => file.endsWith('.js'));

  afterAll(() => rmSync(target, { recursive: true, force: true }));

  it('builds the product without a problem, within its limits', () => {
    expect(problems).toEqual([]);
    expect(parts.map(({ name }) => name).slice(0, 2)).toEqual(['first screen', 'main package']);
  });

  it('writes the address of the server and the id of the app', () => {
    expect(files.read('services/request.js')).toContain('https://server.example');
    expect(JSON.parse(files.read('project.config.json'))).toMatchObject({ appid: 'wx123' });
  });

  it('leaves modules in the form that phones load, and zod out', () => {
    const asModules = scripts.filter((file) => /(^|;)(import|export)[\s{*]/.test(files.read(file)));
    expect(asModules).toEqual([]);
    expect(scripts.filter((file) => /ZodError|zod/.test(files.read(file)))).toEqual([]);
  });

  it('loads nothing from outside: icons are drawn by their own shapes', () => {
    const styles = [...files.paths].filter((file) => file.endsWith('.wxss'));
    const outside = styles.filter((file) => /url\(["']?https?:/.test(files.read(file)));
    expect(outside).toEqual([]);
    const icons = files.read('tdesign/icon/icon.wxss');
    expect(icons).toContain('.t-icon-chevron-right:before');
    expect(icons).not.toContain('.t-icon-ability-open:before');
  });

  it('keeps what one subpackage alone uses out of the main package', () => {
    expect(files.paths.has('pages/sites/shared/i18n/phone/sites/zh-CN.js')).toBe(true);
    expect(files.paths.has('shared/i18n/phone/sites/zh-CN.js')).toBe(false);
  });
});
