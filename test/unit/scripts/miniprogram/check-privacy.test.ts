import { privacyProblems, type PrivacyEntry } from '../../../../scripts/miniprogram/check-privacy';
import type { ResultFiles } from '../../../../scripts/miniprogram/result-files';

function problems(texts: Record<string, string>, entries: Partial<PrivacyEntry>[]): string[] {
  const files: ResultFiles = { paths: new Set(Object.keys(texts)), read: (file) => texts[file] ?? '' };
  const whole = entries.map((entry) => ({ information: '相册', purpose: '上传证件照', apis: [], ...entry }));
  return privacyProblems(files, { entries: whole });
}

describe('privacyProblems', () => {
  it('accepts what is used and listed', () => {
    expect(problems({ 'a.js': 'wx.chooseMedia({})' }, [{ apis: ['chooseMedia'] }])).toEqual([]);
    expect(problems({}, [{ information: '姓名', typed: true }])).toEqual([]);
  });

  it.each([
    ['a.js', 'wx.chooseMedia({})', 'chooseMedia'],
    ['a.js', 'wx$1.setClipboardData({})', 'setClipboardData'],
    ['a.wxml', '<button open-type="getPhoneNumber"/>', 'getPhoneNumber'],
    ['a.wxml', '<camera mode="normal"/>', 'camera'],
  ])('finds a private interface that is not listed: %s %s', (file, text, name) => {
    expect(problems({ [file]: text }, [])).toEqual([
      `${file} uses ${name}, which privacy-guide.json does not list`,
    ]);
  });

  it('finds an entry that nothing uses', () => {
    expect(problems({ 'a.js': 'wx.request({})' }, [{ apis: ['chooseMedia'] }])).toEqual([
      'privacy-guide.json lists chooseMedia, which nothing uses',
    ]);
  });

  it('needs a purpose in Chinese, and a source of the information', () => {
    expect(problems({}, [{ purpose: 'upload', typed: true }])).toEqual([
      'privacy-guide.json: 相册 has no purpose in Chinese',
    ]);
    expect(problems({}, [{}])).toEqual([
      'privacy-guide.json: 相册 is neither typed nor given by an interface',
    ]);
  });
});
