import type { Act } from '../../../../bot/ports';
import { newSession } from '../../../../bot/session';
import { REVIEWING_SITE } from '../../../support/season';
import { ask, itemsOf, say, tap } from '../../../support/chat-turn';
import { COMPLETE, SAFE_SEASON, situation, without } from '../../../support/situations';

const saved = (act: Act): unknown => (act.kind === 'save_answers' ? act.answers : act);

describe('Fields of the information page', () => {
  it.each([
    ['sex', '男', { sex: 'male' }],
    ['name', '姓名：王小明', { name: '王小明', pinyinSubstitute: false }],
    ['ethnicity', '满', { ethnicity: '11' }],
    ['ethnicity', '壮族', { ethnicity: '08' }],
    ['occupation', '1', { occupation: 'student' }],
    ['education', '本科', { education: 'bachelor' }],
    ['mobile', '电话13900139000', { mobile: '13900139000' }],
    ['email', '是', { email: 'wang@example.com' }],
    ['student', '不是', { student: false }],
    ['siteCode', '闽江学院', { siteCode: '359105' }],
    ['subjects', '65和15', { subjects: ['65', '15'] }],
    ['subjects', '二级Python', { subjects: ['66'] }],
  ] as const)('%s takes %s', (field, text, answers) => {
    const base = field === 'siteCode' ? without('siteCode', 'subjects') : without(field);
    const at = situation({ answers: base });
    expect(ask(at).session.asked?.step).toBe(`field.${field}`);
    expect(saved(say(at, text).act)).toEqual(answers);
  });

  it('takes phone and e-mail of one sentence together', () => {
    const at = situation({ answers: without('mobile', 'email') });
    expect(saved(say(at, '13900139000 li@example.com').act)).toEqual({
      mobile: '13900139000',
      email: 'li@example.com',
    });
  });

  it('masks the name and tells its length (S23, S25)', () => {
    const heard = say(situation({ answers: without('name') }), '欧阳小明');
    expect(heard.text).toContain('欧阳**（共4个字');
    expect(heard.transcript).not.toContain('小明');
  });

  it('asks back a single character, and takes no greeting or question for a name', () => {
    const at = situation({ answers: without('name') });
    const single = say(at, '李');
    expect(single.act).toEqual({ kind: 'none' });
    expect(saved(say(at, '是', { session: single.session }).act)).toMatchObject({ name: '李' });
    for (const text of ['你好', '报名费多少钱', '为什么要填姓名', '好的'])
      expect(say(at, text).act).toEqual({ kind: 'none' });
  });

  it('narrows a long list by a fragment and turns its pages', () => {
    const at = situation({ answers: without('ethnicity') });
    const next = tap(at, ask(at), '下一页');
    expect(next.text).toContain('布依族');
    const narrowed = say(at, '哈', { session: next.session });
    expect(narrowed.text).toContain('哈尼族');
    expect(narrowed.text).not.toContain('汉族');
    expect(saved(tap(at, narrowed, '哈萨克族').act)).toEqual({ ethnicity: '17' });
  });
});

describe('Policy safe (PR3)', () => {
  const at = situation({ season: SAFE_SEASON, answers: without('name') });

  it('opens that very question on a page', () => {
    expect(itemsOf(ask(at).replies)[0]).toMatchObject({
      kind: 'mini_program',
      target: { open: 'question', field: 'name' },
    });
  });

  it('understands a typed answer, tells that WeChat keeps it, and saves on yes', () => {
    const typed = say(at, '王小明');
    expect(typed.act).toEqual({ kind: 'none' });
    expect(typed.text).toContain('微信会保留');
    expect(typed.text + typed.transcript).not.toContain('小明');
    expect(saved(say(at, '对', { session: typed.session }).act)).toMatchObject({ name: '王小明' });
    expect(saved(say(at, '不对', { session: typed.session }).act)).toEqual({ kind: 'none' });
  });

  it.each([
    '正确，保存',
    '没错',
    '没错的',
    '没有错。',
    '没问题',
    '好的',
    '是的',
    'Right',
    "That's right",
    'Correct',
    'sure',
  ])('saves what was typed when %s confirms it', (yes) => {
    const { session } = say(at, '王小明');
    expect(saved(say(at, yes, { session }).act)).toMatchObject({ name: '王小明' });
  });

  it.each(['不对，重填', '不是', '算了', 'nope'])('asks again when %s takes it back', (no) => {
    const heard = say(at, no, { session: say(at, '王小明').session });
    expect(heard.act).toEqual({ kind: 'none' });
    expect(heard.session.unconfirmed).toBeNull();
  });

  it('saves a verified address that is chosen without asking back: nobody typed it', () => {
    const contact = situation({ season: SAFE_SEASON, answers: without('mobile', 'email') });
    const heard = tap(contact, ask(contact), '就用 138');
    expect(saved(heard.act)).toEqual({ mobile: '13800138000' });
    expect(heard.session.unconfirmed).toBeNull();
    expect(saved(say(contact, '是').act)).toEqual({ mobile: '13800138000' });
  });

  it('shows the choices that typed words fit, and takes one by tap, number or name', () => {
    const choosing = situation({ season: SAFE_SEASON, locale: 'en', answers: without('documentType') });
    const typed = say(choosing, 'resident');
    const offered = itemsOf(typed.replies).filter(({ kind }) => kind === 'tap');
    expect(offered).toHaveLength(4);
    expect(typed.text).not.toContain('Passport');
    for (const chosen of [tap(choosing, typed, 'ID card'), say(choosing, '1', { session: typed.session })]) {
      expect(chosen.session.unconfirmed?.answers).toEqual({ documentType: 'resident_id' });
    }
    const named = say(choosing, 'passport', { session: typed.session });
    expect(named.session.unconfirmed?.answers).toEqual({ documentType: 'passport' });
    expect(say(choosing, 'resident', { session: typed.session }).session.misses).toBe(0);
  });

  it('asks eligibility, site and subjects itself', () => {
    for (const field of ['student', 'siteCode', 'subjects'] as const) {
      const answers = field === 'siteCode' ? without('siteCode', 'subjects') : without(field);
      expect(
        itemsOf(ask(situation({ season: SAFE_SEASON, answers })).replies).some((item) => item.kind === 'tap'),
      ).toBe(true);
    }
  });
});

describe('Site and subjects (S20)', () => {
  const choosing = situation({
    answers: without('siteCode', 'subjects'),
    seats: [
      { siteCode: '359202', left: 0, bySubject: {} },
      { siteCode: '359601', left: 12, bySubject: { '65': 0 } },
    ],
  });

  it('shows seats, review and 示例, and keeps a full site from being chosen', () => {
    const shown = say(choosing, '漳州');
    expect(shown.text).toMatch(/厦门大学嘉庚学院（359601 示例） · 余12 · 不审核/u);
    const full = tap(choosing, say(choosing, '厦门'), '厦门大学');
    expect(full.act).toEqual({ kind: 'none' });
    expect(full.text).toContain('还有名额的考点');
  });

  it('keeps to the limit, warns of clashes, refuses repeats', () => {
    const one = situation({ answers: { ...COMPLETE, subjects: ['65'] } });
    const session = { ...newSession('zh-CN'), editing: 'subjects' as const };
    const two = say(one, '15', { session });
    expect(saved(two.act)).toEqual({ subjects: ['65', '15'] });
    expect(two.text).toContain('时间如有冲突');
    expect(say(one, '65', { session }).text).toContain('只能报一次');
    expect(say(one, '15 66 67', { session }).text).toContain('最多报3科');
    expect(say(one, '就这些', { session }).session.asked?.step).toBe('summary.promise');
  });

  it('tells what level 4 needs, and when a subject is full', () => {
    const site = situation({ answers: without('subjects') });
    expect(say(site, '41').text).toContain('35');
    const full = situation({
      answers: { ...without('subjects'), siteCode: '359601' },
      seats: choosing.seats,
    });
    expect(say(full, '65').act).toEqual({ kind: 'none' });
  });

  it('tells at once when the last seat has gone, with others', () => {
    const at = situation();
    const outcome = { ok: false, why: 'seats_full', siteCode: REVIEWING_SITE, subjectCode: null } as const;
    const gone = say(at, '我保证', { outcome });
    expect(gone.text).toMatch(/名额刚刚满了[^]*还有名额的考点/u);
    expect(gone.session.editing).toBe('siteCode');
  });
});
