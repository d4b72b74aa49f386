import type { Act, ChatMessage, Situation } from '../../../../bot/ports';
import { ask, say, tap, turn } from '../../../support/chat-turn';
import {
  COMPLETE,
  SAFE_SEASON,
  inState,
  registration,
  situation,
  without,
} from '../../../support/situations';

const saved = (act: Act): unknown => (act.kind === 'save_answers' ? act.answers : act);

/** The registration one save later. */
const later = (answers: typeof COMPLETE, season?: Situation['season']): Situation =>
  situation({ registration: registration({ answers, version: 9 }), ...(season && { season }) });

describe('A question answered on a page since the chat asked it', () => {
  const asked = ask(situation({ answers: without('name') }));

  it('shows both answers to one typed otherwise and lets the person choose', () => {
    const now = later(COMPLETE);
    const both = say(now, '李四', { session: asked.session });
    expect(both.act).toEqual({ kind: 'none' });
    expect(both.text).toContain('姓名有两个不同的答案');
    expect(both.text).toContain('小程序里填的：王**');
    expect(both.text).toContain('聊天里发的：李*');
    expect(both.transcript).not.toContain('李四');

    const kept = tap(now, both, '用小程序里的');
    expect(kept.act).toEqual({ kind: 'none' });
    expect(kept.session.unconfirmed).toBeNull();
    expect(kept.text).toContain('没有改动');
    expect(saved(tap(now, both, '用聊天里的').act)).toMatchObject({ name: '李四' });
  });

  it('tells two answers apart that look the same masked', () => {
    const both = say(later(COMPLETE), '王小红', { session: asked.session });
    expect(both.text).toContain('王**（第3个字是“明”）');
    expect(both.text).toContain('王**（第3个字是“红”）');
  });

  it('needs nothing more where both are the same', () => {
    const same = say(later(COMPLETE), '王小明', { session: asked.session });
    expect(same.act).toEqual({ kind: 'none' });
    expect(same.text).toContain('已经填好');
    expect(same.text).not.toContain('用聊天里的');
  });

  it('takes another answer in place of a choice', () => {
    const both = say(later(COMPLETE), '李四', { session: asked.session });
    expect(saved(say(later(COMPLETE), '赵六六', { session: both.session }).act)).toMatchObject({
      name: '赵六六',
    });
  });

  it('understands a number and a tap of the menu on the screen', () => {
    const shown = ask(situation({ answers: without('occupation') }));
    const now = later({ ...COMPLETE, occupation: 'student' });
    expect(say(now, '教师', { session: shown.session }).text).toContain('职业有两个不同的答案');
    expect(tap(now, shown, '教师').text).toContain('职业有两个不同的答案');
  });

  it('goes on from a city beside the site that was chosen on the page', () => {
    const shown = ask(situation({ answers: without('siteCode', 'subjects') }));
    const going = say(later(without('subjects')), '厦门', { session: shown.session });
    expect(going.text).toContain('现在的报考考点');
    expect(going.session.editing).toBe('siteCode');
  });

  it('asks about an answer that waits for its yes', () => {
    const safe = { season: SAFE_SEASON };
    const typed = say(situation({ answers: without('name'), ...safe }), '李四');
    expect(typed.session.unconfirmed).not.toBeNull();
    const now = later(COMPLETE, SAFE_SEASON);
    const both = tap(now, typed, '正确');
    expect(both.act).toEqual({ kind: 'none' });
    expect(both.text).toContain('姓名有两个不同的答案');
    const told = turn(now, { kind: 'resumed', filled: ['name'] }, { session: typed.session });
    expect(told.text).toContain('已收到您填写的：姓名');
    expect(told.text).toContain('姓名有两个不同的答案');
  });

  it('notices that an answer which was being changed here was changed there', () => {
    const before = later(COMPLETE);
    const editing = say(before, '改姓名');
    const now = later({ ...COMPLETE, name: '王大明' });
    expect(say(now, '李四', { session: editing.session }).text).toContain('姓名有两个不同的答案');
    expect(saved(say(before, '李四', { session: editing.session }).act)).toMatchObject({ name: '李四' });
  });

  it('still hears global words', () => {
    expect(say(later(COMPLETE), '进度', { session: asked.session }).text).not.toContain('两个不同的答案');
  });
});

describe('A question that stands while pages answer others', () => {
  it('takes the tap on its menu', () => {
    const shown = ask(situation({ answers: without('occupation', 'education') }));
    expect(saved(tap(later(without('occupation')), shown, '教师').act)).toEqual({ occupation: 'teacher' });
  });

  it('is followed by the groups of many pages, each once and in order', () => {
    const filled = ['photo', 'name', 'sex', 'ethnicity', 'mobile', 'email', 'siteCode'] as const;
    const told = turn(later(COMPLETE), { kind: 'resumed', filled: [...filled] });
    expect(told.text).toContain('已收到您填写的：身份信息、基本信息、联系信息、报考信息、照片。');
  });

  it('keeps an answer that waits for its yes', () => {
    const typed = say(situation({ answers: without('name', 'education'), season: SAFE_SEASON }), '李四');
    const now = later(without('name'), SAFE_SEASON);
    const told = turn(now, { kind: 'resumed', filled: ['education'] }, { session: typed.session });
    expect(told.text).toContain('文化程度');
    expect(saved(tap(now, told, '正确').act)).toMatchObject({ name: '李四' });
  });
});

describe('A picture sent after another one was uploaded on a page', () => {
  const asked = ask(inState('saved'));
  const now = inState('saved');
  const uploaded: Situation = {
    ...now,
    registration: now.registration && { ...now.registration, photoId: 'photo-of-the-page' },
  };
  const picture: ChatMessage = {
    kind: 'picture',
    result: { ok: true, photoId: 'photo-of-the-chat', width: 480, height: 640, bytes: 68_000, warnings: [] },
  };

  it('is not taken silently: the one from the page stays until it is sent once more', () => {
    expect(asked.session.asked?.step).toBe('photo');
    const both = turn(uploaded, picture, { session: asked.session });
    expect(both.act).toEqual({ kind: 'none' });
    expect(both.text).toContain('现在仍用小程序里的那张');
    expect(both.text).toContain('不换了');
    expect(turn(uploaded, picture, { session: both.session }).act.kind).toBe('keep_photo');
    expect(tap(uploaded, both, '不换了').session.editing).toBeNull();
  });

  it('is taken where the person asked to change that one', () => {
    const changing = say(uploaded, '换照片', { session: asked.session });
    expect(turn(uploaded, picture, { session: changing.session }).act.kind).toBe('keep_photo');
  });
});
