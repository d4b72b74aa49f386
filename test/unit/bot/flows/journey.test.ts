import type { Act, Situation } from '../../../../bot/ports';
import { NOTICE_IDS, type NoticeId } from '../../../../shared/domain/season';
import { ask, itemsOf, say, tap, turn } from '../../../support/chat-turn';
import {
  CHILD_ID,
  inState,
  NOW,
  registration,
  RESIDENT_ID,
  SEASON,
  situation,
  without,
} from '../../../support/situations';

const unticked = (...ids: NoticeId[]): NoticeId[] => NOTICE_IDS.filter((id) => !ids.includes(id));
const account = (changes: Partial<Situation['account']>): Situation =>
  situation({ answers: {}, account: { ...situation().account, ...changes } });
const saved = (act: Act): unknown => (act.kind === 'save_answers' ? act.answers : act);
const NOBODY = situation({ registration: null });

describe('Entry', () => {
  it('offers the province with the state of its window (S1, S13)', () => {
    const shown = ask(NOBODY);
    expect(shown.text).toContain('福建');
    expect(shown.text).toMatch(/报名中，截止.*（周.）/u);
    expect(tap(NOBODY, shown, '福建').act).toEqual({ kind: 'choose_season', seasonId: SEASON.id });
    expect(say(NOBODY, '福建').act).toEqual({ kind: 'choose_season', seasonId: SEASON.id });
    expect(say(NOBODY, '开始报名').act).toEqual({ kind: 'choose_season', seasonId: SEASON.id });
  });

  it('says so when nothing is open', () => {
    expect(ask(situation({ registration: null, seasons: [] })).text).toContain('目前没有开放的报名');
  });
});

describe('Account', () => {
  it('asks for the general consent before the first address (PR1)', () => {
    const at = account({ email: null, emailVerified: false });
    expect(ask({ ...at, ticked: unticked('general_consent') }).session.asked?.step).toBe(
      'notice.general_consent',
    );
    expect(ask(at).session.asked?.step).toBe('account.email');
  });

  it('sends links to both addresses, mandatory each (S8, S10)', () => {
    const email = say(account({ email: null, emailVerified: false }), '我的邮箱是 Wang@Example.com');
    expect(email.act).toEqual({ kind: 'give_address', via: 'email', value: 'Wang@example.com' });
    expect(email.text).not.toContain('Wang@');
    expect(email.transcript).not.toContain('Wang@');
    const mobile = say(account({ mobile: null, mobileVerified: false }), '138 0013 8000');
    expect(mobile.act).toEqual({ kind: 'give_address', via: 'mobile', value: '13800138000' });
    expect(mobile.transcript + mobile.text).not.toContain('13800138000');
  });

  it('explains a wrong address and does nothing', () => {
    const wrong = say(account({ mobile: null, mobileVerified: false }), '1380013800');
    expect(wrong.act).toEqual({ kind: 'none' });
    expect(wrong.text).toContain('10位');
  });

  it('waits for the links, resends, takes another address, and wants no codes (S6)', () => {
    const at = account({ emailVerified: false });
    expect(ask(at).text).toContain('w***@example.com');
    expect(say(at, '重新发送邮件').act).toEqual({ kind: 'resend_link', via: 'email' });
    expect(say(at, 'li@example.com').act).toEqual({
      kind: 'give_address',
      via: 'email',
      value: 'li@example.com',
    });
    expect(say(at, '482913').text).toContain('请不要在聊天里发送验证码');
  });

  it('calls a known address good news and logs in by link (S7)', () => {
    expect(ask(account({ emailVerified: false, loginLinkSent: true })).text).toContain('不用重新注册');
  });
});

describe('Notices and consents', () => {
  it.each<[NoticeId, string]>([
    ['agreement', 'S14'],
    ['sitting_notice', 'S15'],
    ['province_notice', 'S16'],
    ['sensitive_consent', 'PR1'],
  ])('%s: the full text stands above the tick (%s)', (id) => {
    const at = situation({ answers: {}, ticked: unticked(id) });
    const shown = ask(at);
    expect(itemsOf(shown.replies)[0]).toMatchObject({
      kind: 'page',
      target: { open: 'notice', noticeId: id },
    });
    const notice = SEASON.notices.find((one) => one.id === id);
    expect(tap(at, shown, '同意').act).toEqual({
      kind: 'tick_notice',
      noticeId: id,
      textVersion: notice?.version,
    });
    expect(say(at, '同意', { session: shown.session }).act.kind).toBe('tick_notice');
  });

  it('does not take a typed yes for a text that was not shown', () => {
    const at = situation({ answers: {}, ticked: unticked('agreement') });
    expect(say(at, '好的').act).toEqual({ kind: 'none' });
  });

  it('keeps the order of the handbook and skips what the sitting has not (S15, S17)', () => {
    const season = { ...SEASON, notices: SEASON.notices.filter((notice) => notice.id !== 'sitting_notice') };
    const steps = ['agreement', 'province_notice', 'sensitive_consent'].map(
      (_id, at, all) =>
        ask(
          situation({
            season,
            answers: {},
            ticked: unticked('sitting_notice', ...(all.slice(at) as NoticeId[])),
          }),
        ).session.asked?.step,
    );
    expect(steps).toEqual(['notice.agreement', 'notice.province_notice', 'notice.sensitive_consent']);
  });

  it('collects nothing when declined', () => {
    const at = situation({ answers: {}, ticked: unticked('sensitive_consent') });
    expect(tap(at, ask(at), '不同意').act).toEqual({ kind: 'none' });
  });
});

describe('Document', () => {
  it('takes type and number together when the number proves its type (S18)', () => {
    const heard = say(situation({ answers: {} }), `我的身份证号 ${RESIDENT_ID}`);
    expect(saved(heard.act)).toMatchObject({
      documentType: 'resident_id',
      documentNumber: RESIDENT_ID,
      birthDate: '2005-03-15',
    });
    expect(heard.transcript + heard.text).not.toContain(RESIDENT_ID);
  });

  it('names the likely slip and keeps nothing of a wrong number', () => {
    const at = situation({ answers: { documentType: 'resident_id' } });
    const heard = say(at, RESIDENT_ID.slice(0, 17));
    expect(heard.act).toEqual({ kind: 'none' });
    expect(heard.text).toContain('17位');
    expect(heard.text).not.toContain(RESIDENT_ID.slice(0, 17));
  });

  it('offers the type a number belongs to, and switches on yes', () => {
    const at = situation({ answers: { documentType: 'passport' } });
    const offered = say(at, RESIDENT_ID);
    expect(offered.act).toEqual({ kind: 'none' });
    expect(offered.text).toContain('居民身份证');
    expect(saved(say(at, '是', { session: offered.session }).act)).toMatchObject({
      documentType: 'resident_id',
      documentNumber: RESIDENT_ID,
    });
  });

  it('tells 14 to 17 in plain words, once (PR2)', () => {
    const at = situation({ answers: { documentType: 'passport', documentNumber: 'E12345678', sex: 'male' } });
    const young = say(at, '2011-01-02');
    expect(young.text).toContain('未满18周岁');
    expect(young.session.shown).toContain('minor');
  });
});

describe('Guardian (PR2)', () => {
  const needed = situation({
    answers: {},
    guardian: 'needed',
    heldAnswers: { documentType: 'resident_id', documentNumber: CHILD_ID },
  });

  it('asks name, relation and phone, then sends the link', () => {
    const name = say(needed, '王大明');
    expect(name.transcript).not.toContain('大明');
    const relation = tap(needed, name, '父亲');
    const phone = say(needed, '13900139000', { session: relation.session });
    expect(phone.act).toEqual({
      kind: 'give_guardian',
      name: '王大明',
      relation: '父亲',
      mobile: '13900139000',
    });
    expect(phone.session.guardian).toBeNull();
    expect(phone.transcript + phone.text).not.toContain('13900139000');
  });

  it('waits, asks anew, and clears the draft when the guardian refuses', () => {
    const waiting = { ...needed, guardian: 'waiting' as const };
    const shown = ask(waiting);
    expect(tap(waiting, shown, '重填').session.asked?.step).toBe('guardian.name');
    const refused = tap(waiting, shown, '监护人不同意');
    expect(refused.act).toEqual({ kind: 'none' });
    expect(tap(waiting, refused, '确认清空').act).toEqual({ kind: 'clear_draft' });
  });
});

describe('Resuming', () => {
  it('goes on at the exact question without its session', () => {
    const at = situation({ answers: without('occupation') });
    const shown = ask(at);
    expect(saved(tap(at, shown, '教师', { session: null }).act)).toEqual({ occupation: 'teacher' });
  });

  it('names what a page has filled', () => {
    const back = turn(situation(), { kind: 'resumed', filled: ['name', 'pinyinSubstitute', 'mobile'] });
    expect(back.text).toContain('姓名、联系电话');
    expect(back.text).not.toContain('王小明');
  });

  it('waits outside the window and keeps everything', () => {
    const late = SEASON.windows[0]!.closesAt + 1;
    const shown = ask(inState('draft', { now: late }));
    expect(shown.text).toContain('网报已于');
    expect(
      ask(inState('saved', { now: late, registration: registration({ state: 'saved' }) })).session.asked
        ?.step,
    ).toBe('blocked');
    expect(NOW).toBeLessThan(late);
  });
});
