import fc from 'fast-check';
import type { Act } from '../../../../bot/ports';
import { newSession } from '../../../../bot/session';
import { understand } from '../../../../bot/engine/hear';
import { FAQ } from '../../../../shared/i18n/bot/faq';
import { chatPlaces } from '../../../support/chat-steps';
import { ask, itemsOf, say, tap, turn, type Turned } from '../../../support/chat-turn';
import { inState, RESIDENT_ID, SAFE_SEASON, SEASON, situation, without } from '../../../support/situations';

it('A session that speaks another language follows the account, which was changed on the phone', () => {
  const said = say(situation({ locale: 'zh-CN' }), '帮助', { session: newSession('en') });
  expect(said.session.locale).toBe('zh-CN');
  expect(said.text).toMatch(/\p{Script=Han}/u);
  expect(said.text).not.toMatch(/Any time you can reply/);
});

const PLACES = [
  ...chatPlaces(),
  ...chatPlaces(SEASON, 'en'),
  ...chatPlaces(SAFE_SEASON).map((place) => ({ ...place, name: `safe ${place.name}` })),
].map((place): [string, typeof place] => [`${place.name} (${place.session.locale})`, place]);

/** What plain text may do anywhere; everything else needs a tap or an explicit yes. */
const HARMLESS: Act['kind'][] = [
  'none',
  'set_locale',
  'give_address',
  'resend_link',
  'save_answers',
  'give_guardian',
  'check_payment',
  'hand_off',
  'choose_season',
  'tick_notice',
  'register_again',
];

describe.each(PLACES)('Global words at %s', (_name, { at, session }) => {
  const english = session.locale === 'en';
  const hear = (zh: string, en: string): Turned => say(at, english ? en : zh, { session });

  it('help, status and summary inform and ask again', () => {
    for (const [zh, en] of [
      ['帮助', 'help'],
      ['进度', 'status'],
      ['核对', 'summary'],
    ] as const) {
      const said = hear(zh, en);
      expect(said.act).toEqual({ kind: 'none' });
      expect(said.session.asked?.step).toBe(ask(at, session).session.asked?.step);
      expect(said.text).not.toMatch(/\{\{|undefined|NaN/u);
    }
  });

  it('a person is called at once', () => {
    expect(hear('人工', 'agent').act.kind).toBe('hand_off');
  });

  it('the language changes and the question stays', () => {
    const said = english ? say(at, '中文', { session }) : say(at, 'English', { session });
    expect(said.act).toEqual({ kind: 'set_locale', locale: english ? 'zh-CN' : 'en' });
    expect(said.session.locale).toBe(english ? 'zh-CN' : 'en');
    expect(said.session.asked?.step).toBe(ask(at, session).session.asked?.step);
  });

  it('back, change, restart, delete, submit and pay do nothing by themselves', () => {
    const pairs = [
      ['上一步', 'back'],
      ['改', 'change'],
      ['改姓名', 'change my name'],
      ['重来', 'restart'],
      ['删除报考信息', 'delete registration'],
      ['去支付', 'pay now'],
      ['放弃修改', 'drop changes'],
      ['照片', 'photo'],
      ['准考证', 'ticket'],
      ['继续', 'continue'],
    ] as const;
    for (const [zh, en] of pairs) {
      const { act, session: after, replies } = hear(zh, en);
      expect(HARMLESS).toContain(act.kind);
      expect(act.kind === 'save_answers').toBe(false);
      expect(after.turn).toBeNull();
      expect(replies.length).toBeGreaterThan(0);
    }
  });

  it('an old tap changes nothing and asks the present question again', () => {
    const old = turn(at, { kind: 'tap', id: 'old:yes', caption: 'x' }, { session });
    expect(old.act).toEqual({ kind: 'none' });
    expect(old.session.asked?.step).toBe(ask(at, session).session.asked?.step);
  });

  it('numbers, labels and taps mean the same', () => {
    const shown = ask(at, session);
    const taps = itemsOf(shown.replies).filter((item) => item.kind === 'tap');
    for (const [index, item] of taps.entries()) {
      const message = { kind: 'tap', id: item.id, caption: item.caption } as const;
      const tapped = turn(at, message, { session: shown.session });
      const numbered = say(at, String(index + 1), { session: shown.session });
      expect(numbered.act).toEqual(tapped.act);
      expect(numbered.session).toEqual(tapped.session);
    }
  });
});

describe('understand', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.constantFrom(...FAQ.flatMap((entry) => [entry.question.zh, ...entry.examples])),
    fc.constantFrom(
      '是',
      '确认',
      '不',
      '1',
      '9',
      '10',
      RESIDENT_ID,
      '13800138000',
      '改',
      '福州',
      '65',
      '$t(a)',
      '{{x}}',
      '<b>',
      '__proto__',
      'constructor',
    ),
  );

  it('never throws, and text that is no explicit answer does nothing final', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PLACES), texts, ([, { at, session }], text) => {
        const { act, replies, session: after } = say(at, text, { session });
        const confirms = session.confirming !== null || /^(是|确认|1|9|10|改)$/u.test(text);
        if (!confirms) expect(HARMLESS).toContain(act.kind);
        if (['submit_for_review', 'delete', 'clear_draft', 'discard_changes'].includes(act.kind)) {
          expect(session.confirming).not.toBeNull();
        }
        expect(replies.length).toBeGreaterThan(0);
        expect(after.turn).toBeNull();
      }),
      { numRuns: 1500 },
    );
  });

  it('survives any tap and any stored session', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PLACES), fc.string(), fc.object(), ([, { at }], id, stored) => {
        const heard = understand(at, { ...newSession('zh-CN'), ...stored } as never, {
          kind: 'tap',
          id,
          caption: id,
        });
        expect(heard.act).toEqual({ kind: 'none' });
      }),
      { numRuns: 500 },
    );
  });

  it('lets no personal number through into transcript or replies (PR6)', () => {
    for (const [, { at, session }] of PLACES) {
      for (const text of [
        `我的号码${RESIDENT_ID}`,
        '电话 138 0013 8001',
        '６２２２０２０１１１１２２２２２２２６ 卡号',
        '密码是abc12345',
      ]) {
        const { transcript, text: said } = say(at, text, { session });
        expect(`${transcript}${said}`.replace(/\s/gu, '')).not.toMatch(
          new RegExp(`${RESIDENT_ID}|13800138001|abc12345`, 'u'),
        );
      }
    }
  });

  it('is silent while a person serves (promise 12)', () => {
    const at = inState('approved', { handoff: { state: 'served', answerBy: 0 } });
    const said = say(at, '提交');
    expect(said.replies).toEqual([]);
    expect(said.act).toEqual({ kind: 'none' });
    expect(say(at, RESIDENT_ID).transcript).not.toContain(RESIDENT_ID);
  });

  it('offers a person after three misses in a row', () => {
    const at = inState('pending');
    let said = say(at, 'qwrtzp');
    expect(said.session.misses).toBe(1);
    said = say(at, 'qwrtzp', { session: said.session });
    said = say(at, 'qwrtzp', { session: said.session });
    expect(said.session.asked?.step).toBe('confirm.hand_off');
    expect(tap(at, said, '转人工').act).toEqual({ kind: 'hand_off', trigger: 'misses' });
    expect(tap(at, said, '继续').session.asked?.step).toBe('review.pending');
  });

  it('starts counting again once something is understood', () => {
    const at = inState('pending');
    const missed = say(at, 'qwrtzp');
    expect(say(at, '进度', { session: missed.session }).session.misses).toBe(0);
  });

  it('asks for a typed word from two messages left on', () => {
    const at = situation({ answers: without('sex'), messagesLeft: 2 });
    const said = ask(at);
    expect(said.replies).toHaveLength(1);
    expect(itemsOf(said.replies).some((item) => item.kind === 'tap')).toBe(false);
    expect(said.text).toMatch(/1\. 男[^]*请直接回复数字或文字/u);
    expect(say(at, '1', { session: said.session }).act).toEqual({
      kind: 'save_answers',
      answers: { sex: 'male' },
    });
  });

  it('goes back answer by answer', () => {
    const at = situation({
      answers: without('education', 'mobile', 'email', 'student', 'siteCode', 'subjects'),
    });
    const once = say(at, '上一步');
    expect(once.session.asked?.step).toBe('field.occupation');
    expect(say(at, '上一步', { session: once.session }).session.asked?.step).toBe('field.ethnicity');
  });

  it('clears a draft after asking and never a saved registration', () => {
    const asked = say(situation(), '重来');
    expect(tap(situation(), asked, '确认清空').act).toEqual({ kind: 'clear_draft' });
    expect(say(inState('saved'), '重来').text).toContain('已保存的报名不会被清空');
  });

  it('asks which when two answers fit equally well', () => {
    const session = { ...newSession('zh-CN'), choosing: ['pay.fee', 'pay.how'] };
    const shown = ask(inState('approved'), session);
    expect(tap(inState('approved'), shown, '报名费').text).toContain('¥195.00');
  });

  it('tells that it reads text, options and photos only', () => {
    expect(turn(situation(), { kind: 'unsupported', what: 'voice' }).text).toContain('我只看得懂文字');
  });

  it('hands over once and says until when somebody answers', () => {
    const at = inState('approved');
    const after = { ...at, handoff: { state: 'queued' as const, answerBy: at.now + 1_800_000 } };
    const said = say(at, '人工', { after });
    expect(said.text).toContain('10:30');
    expect(say(after, '人工').act).toEqual({ kind: 'none' });
  });
});
