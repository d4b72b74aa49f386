import { createInstance } from 'i18next';
import fc from 'fast-check';
import { botEn } from '../../../../shared/i18n/bot/en';
import { botZhCn } from '../../../../shared/i18n/bot/zh-CN';
import { FAQ } from '../../../../shared/i18n/bot/faq';
import { fillText } from '../../../../shared/i18n/format';
import { phoneEn } from '../../../../shared/i18n/phone/en';
import { phoneZhCn } from '../../../../shared/i18n/phone/zh-CN';
import { render } from '../../../../bot/replies/render';
import type { TextKey } from '../../../../shared/i18n/keys';

const ZH: Record<string, string> = { ...phoneZhCn, ...botZhCn };
const EN: Record<string, string> = { ...phoneEn, ...botEn };

const placeholders = (text: string): string[] => [...new Set(text.match(/\{\{\w+\}\}/gu))].sort();

describe('The texts', () => {
  it('have the same placeholders in both languages', () => {
    const dates = (key: string): boolean => key.startsWith('date.');
    const different = Object.keys(ZH).filter(
      (key) => !dates(key) && String(placeholders(ZH[key]!)) !== String(placeholders(EN[key]!)),
    );
    expect(different).toEqual([]);
    expect(
      FAQ.filter(({ answer }) => String(placeholders(answer.zh)) !== String(placeholders(answer.en))),
    ).toEqual([]);
  });

  it('are complete: nothing empty, no Chinese in English but the way back', () => {
    expect(Object.keys(ZH).filter((key) => ZH[key] === '' || EN[key] === '')).toEqual([]);
    const mixed = Object.keys(EN).filter((key) => /\p{Script=Han}/u.test(EN[key]!));
    expect(mixed.sort()).toEqual(['entry.other_language', 'help.text', 'welcome.new']);
  });

  it('avoid names that i18next reads as plural or context', () => {
    const texts = [...Object.values(ZH), ...Object.values(EN)];
    expect(texts.filter((text) => /\{\{(count|context|lng|ns|defaultValue)\}\}/u.test(text))).toEqual([]);
  });

  it('keep the wordings of the handbook', () => {
    expect(botZhCn['promise.words']).toBe('我保证以上信息是真实和准确的');
    expect(botZhCn['w1.words']).toBe('照片未上传！如未在报考考点网报截止日期前传照片，则无法支付');
    expect(botZhCn['action.submit']).toBe('提交信息审核');
    expect(botZhCn['action.delete']).toBe('删除报考信息');
    expect(botZhCn['w5.words']).toContain('在缴费前请核对所有信息，一旦缴费成功，所有信息不能修改');
    expect(botZhCn['payment.pay']).toContain('去支付');
    expect([phoneZhCn['state.pending'], phoneZhCn['state.rejected'], phoneZhCn['state.approved']]).toEqual([
      '待审核',
      '审核不通过',
      '审核通过',
    ]);
  });
});

describe('fillText', () => {
  const i18next = createInstance();
  void i18next.init({
    initAsync: false,
    lng: 'zh-CN',
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: { 'zh-CN': { translation: ZH } },
  });

  it('fills every text as i18next does', () => {
    for (const [key, text] of Object.entries(ZH)) {
      const params = Object.fromEntries(
        placeholders(text).map((name, at) => [name.slice(2, -2), at % 2 ? at : `值${at}`]),
      );
      expect(fillText(text, params)).toBe(i18next.t(key, params));
    }
  });

  it('takes any value as it is, like i18next', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (value, other) => {
        const params = { field: value, value: other };
        expect(fillText(ZH['summary.line']!, params)).toBe(
          render('zh-CN', 'summary.line' as TextKey, params),
        );
      }),
    );
  });

  it.each(['{{name}}', '$t(state.paid)', '$&', '<b>&'])('never reads the value %s as a text', (value) => {
    expect(fillText('a {{x}} b', { x: value })).toBe(`a ${value} b`);
    expect(render('zh-CN', 'summary.line', { field: value, value: '' })).toContain(value);
  });
});
