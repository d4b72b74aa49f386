import { botEn } from '../../../shared/i18n/bot/en';
import { botZhCn } from '../../../shared/i18n/bot/zh-CN';
import { fillText } from '../../../shared/i18n/format';
import { questionIn, says } from '../../platform/hands/chat-questions';
import type { PhoneMessage } from '../../platform/kf/state';

const message = (text: string): PhoneMessage => ({ msgid: '1', at: 0, from: 'bot', type: 'text', text });

describe('questionIn', () => {
  it.each([
    ['ask.name', 'field.name'],
    ['ask.city', 'field.siteCode'],
    ['account.email', 'account.email'],
    ['notice.ask.read', 'notice'],
    ['w1.words', 'photo.leave'],
    ['w5.words', 'readback'],
    ['paid.title', 'paid'],
  ] as const)('knows %s in both languages', (key, name) => {
    for (const text of [botZhCn[key], botEn[key]]) {
      const filled = fillText(text, { title: 'X', max: 3, city: 'Y', field: 'Z' });
      expect(questionIn(message(`前面的话。\n\n${filled}\n1. 是`))?.name).toBe(name);
    }
  });

  it('takes the last of several', () => {
    const text = `${botZhCn['ask.name']}\n\n${botZhCn['ask.ethnicity']}`;
    expect(questionIn(message(text))?.name).toBe('field.ethnicity');
  });

  it('finds none in small talk', () => {
    expect(questionIn(message('好的。'))).toBeUndefined();
  });
});

describe('says', () => {
  it('hears a text whatever its gaps hold', () => {
    const text = fillText(botZhCn['photo.kept'], { width: 480, height: 640, kilobytes: 96 });
    expect(says([message(text)], 'photo.kept')).toBe(true);
    expect(says([message('别的话')], 'photo.kept')).toBe(false);
  });
});
