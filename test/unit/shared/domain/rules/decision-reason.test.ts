import { checkDecisionReason, checkDeletionReason } from '../../../../../shared/domain/rules/decision-reason';
import { sampleSeason } from '../../../../support/season';
import { residentIdOf } from '../../../../support/ids';

const season = sampleSeason({ now: Date.UTC(2026, 0, 10) });
const template = season.rejectReasons[0]!;
const judged = {
  ...season,
  rejectReasons: [
    { ...template, code: 'photo_quality', needsWords: false },
    { ...template, code: 'other', needsWords: true },
  ],
};

function check(code: string | null, words: string | null): unknown {
  const outcome = checkDecisionReason({ code, words }, judged);
  return outcome.ok ? [outcome.value.reasonCode, outcome.value.reasonWords] : outcome.code;
}

describe('checkDecisionReason', () => {
  it.each([
    ['photo_quality', null, ['photo_quality', null]],
    ['photo_quality', ' 照片太暗了 ', ['photo_quality', '照片太暗了']],
    [null, '照片太暗了', [null, '照片太暗了']],
    ['other', '照片\n太暗 了', ['other', '照片 太暗 了']],
    ['other', null, 'reason.words_needed'],
    ['other', ' ', 'reason.words_needed'],
    [null, null, 'reason.required'],
    ['nothing', null, 'reason.unknown_code'],
    [null, '太暗了吧', 'text.too_short'],
    [null, '暗'.repeat(200), [null, '暗'.repeat(200)]],
    [null, '暗'.repeat(201), 'text.too_long'],
    [null, '𬱖'.repeat(200), [null, '𬱖'.repeat(200)]],
    [null, '<b>照片太暗</b>', 'text.markup'],
    [null, '照片太暗\u202e了', 'text.forbidden_character'],
    [null, `证件号 ${residentIdOf({})} 有误`, 'reason.personal_number'],
    [null, '请致电 0591-87654321', [null, '请致电 0591-87654321']],
  ])('S40 judges %j with %j', (code, words, expected) => {
    expect(check(code, words)).toEqual(expected);
  });
});

describe('checkDeletionReason', () => {
  it('S32 needs some words', () => {
    expect(checkDeletionReason('  ')).toMatchObject({ code: 'reason.required' });
    expect(checkDeletionReason(' 不考了 ')).toMatchObject({ ok: true, value: '不考了' });
    expect(checkDeletionReason('长'.repeat(201))).toMatchObject({ code: 'text.too_long' });
  });
});
