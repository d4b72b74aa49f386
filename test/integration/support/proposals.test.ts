import type { Page } from '../../platform/hands/browser';
import { personaOf } from '../../platform/hands/particulars';
import { createRegistrant, type Registrant } from '../../platform/hands/registrant';
import { idPicture } from '../../support/pictures';
import { startStage, type Stage } from '../../support/stage';
import { deskUrl } from './support-desk';

const REASON = '职业和学生证不一致';

describe('A correction that support proposes', () => {
  let stage: Stage;
  let person: Registrant;
  let handoffId = '';
  let people = 0;
  beforeAll(async () => {
    stage = await startStage({ season: { policies: { chatCollects: 'all' } } });
  });
  afterAll(() => stage.stop());

  /** Somebody in the middle of the information page who asks for a person, whom the servicer takes. */
  beforeEach(async () => {
    people += 1;
    const candidate = stage.platform.candidate({ nickname: `考生${people}` });
    const particulars = personaOf(people, await idPicture());
    person = createRegistrant({ candidate, particulars, settle: () => stage.settle() });
    await candidate.entersChat();
    await stage.settle();
    await person.goesOnUntil('field.education');
    await person.says('人工');
    await stage.push(2_000);
    await stage.servicer.takes(candidate);
    await stage.settle();
    handoffId = (await handoff()).id;
  });

  const read: Stage['app']['context']['unitOfWork']['read'] = (work) =>
    stage.app.context.unitOfWork.read(work);
  const accountId = () =>
    read(async (tx) => {
      const { externalUserid } = person.candidate;
      return (await tx.identities.find('external_userid', externalUserid))?.accountId ?? '';
    });
  const handoff = async () => {
    const id = await accountId();
    return (await read((tx) => tx.handoffs.openOf(id)))!;
  };
  const registration = async () => {
    const id = await accountId();
    return (await read((tx) => tx.registrations.listOf(id)))[0]!;
  };
  const desk = (path: string) => stage.servicer.wecom.opens(`${deskUrl(stage, handoffId)}/proposals${path}`);
  const submit = async (page: Page, button: string, fields: Record<string, string | string[]> = {}) => {
    const shown = await stage.servicer.wecom.browser.submit(page, { button, fields });
    await stage.settle();
    return shown;
  };
  /** As the servicer does it on the page: choose, put in, look, send. */
  const proposes = async (value = 'teacher') => {
    const form = await submit(await desk(''), '下一步', { field: 'occupation' });
    const preview = await submit(form, '预览', { 'value.occupation': value, reason: REASON });
    return { preview, sent: await submit(preview, '发给考生确认') };
  };
  const linkOf = async () => {
    const made = await submit(await desk(''), '生成确认链接');
    return /https?:\/\/\S+\/pages\/proposal\?t=[\w-]{43}/u.exec(made.text)?.[0] ?? '';
  };
  const numberEnd = () => person.particulars.fields.documentNumber.slice(-6);
  const presses = async (url: string, button: string, proof = numberEnd()) => {
    const { browser } = person.candidate;
    const page = await browser.submit(await browser.open(url), { button, fields: { proof } });
    await stage.settle();
    return page;
  };
  const last = () => JSON.stringify(person.candidate.lastMessage());

  it('is confirmed by the link while a person serves, and the chat goes on at the pending question', async () => {
    const { preview, sent } = await proposes();
    expect(preview.text).toContain('职业：企业职员 → 教师');
    expect(sent.text).toContain('等考生确认');
    expect(sent.html).toContain('staff-done');
    expect(sent.html).not.toContain('staff-alert');
    expect(sent.text).toContain('助手现在不能在聊天里发消息');
    const before = person.candidate.messages().length;
    const url = await linkOf();
    const opened = await person.candidate.opens(url);
    expect(opened.text).toContain(REASON);
    expect(opened.text).toContain('企业职员 → 教师');
    expect((await registration()).answers.occupation).toBe('office_staff');
    expect((await presses(url, '改')).text).toContain('您已同意');
    expect((await registration()).answers.occupation).toBe('teacher');
    // In state 3 the bot says nothing.
    expect(person.candidate.messages()).toHaveLength(before);
    expect((await desk('')).text).toContain('考生已同意，已修改');
    await stage.servicer.ends(person.candidate);
    await stage.settle();
    expect(last()).toContain('文化程度');
  });

  it('is asked in the chat before the pending question once the servicer ends', async () => {
    await proposes();
    await stage.servicer.ends(person.candidate);
    await stage.settle();
    expect(last()).toContain('工作人员建议您修改');
    await person.says('改');
    expect((await registration()).answers.occupation).toBe('teacher');
    expect(last()).toContain('已按您的确认修改');
    expect(last()).toContain('文化程度');
  });

  it('happens once for two presses of the link, and the late tap in the chat is told so', async () => {
    await proposes();
    const url = await linkOf();
    const both = await Promise.all([presses(url, '改'), presses(url, '改')]);
    for (const page of both) expect(page.text).toContain('您已同意');
    expect((await person.candidate.opens(url)).text).toContain('您已同意');
    const { id } = await registration();
    const events = (await read((tx) => tx.history.listOf(id))).map(({ event, actor }) => [event, actor.role]);
    expect(events.filter(([event]) => event?.startsWith('proposal.'))).toEqual([
      ['proposal.opened', 'support'],
      ['proposal.confirmed', 'candidate'],
    ]);
  });

  it('is not confirmed by whoever only holds the link, and by nobody after five wrong numbers', async () => {
    await proposes();
    for (const wrong of ['000000', '111111', '222222', '333333']) {
      const page = await presses(await linkOf(), '改', wrong);
      expect([page.status, page.text.includes('不一致')]).toEqual([422, true]);
    }
    const url = await linkOf();
    await presses(url, '改', '444444');
    const ended = await presses(url, '改');
    expect([ended.status, ended.text.includes('不能再用链接确认')]).toEqual([409, true]);
    expect((await registration()).answers.occupation).toBe('office_staff');
    await stage.servicer.ends(person.candidate);
    await stage.settle();
    await person.says('改');
    expect((await registration()).answers.occupation).toBe('teacher');
  });

  it('changes nothing when declined, and both sides see it', async () => {
    await proposes();
    const url = await linkOf();
    const { version } = await registration();
    expect((await presses(url, '不改')).text).toContain('您选择了不改');
    expect((await registration()).version).toBe(version);
    expect((await desk('')).text).toContain('考生选择不改');
  });

  it('tells the desk what is wrong with it, and keeps what was typed', async () => {
    const form = await submit(await desk(''), '下一步', { field: ['mobile', 'occupation'] });
    const wrong = await submit(form, '预览', {
      ...{ 'value.mobile': '1380', 'value.occupation': 'teacher', reason: REASON },
    });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('有的内容不符合规定');
    expect(wrong.html).toContain('1380');
    const { particulars } = person;
    for (const value of [particulars.mobile, particulars.fields.name, particulars.fields.documentNumber])
      expect(wrong.html).not.toContain(value);
  });

  it('is shown to nobody by a link that is not one', async () => {
    const page = await person.candidate.opens(`${stage.publicUrl}/pages/proposal?t=${'A'.repeat(43)}`);
    expect([page.status, page.text.includes(REASON)]).toEqual([404, false]);
  });

  it('leaves photo, name and number to the person’s own page, by a link of theirs', async () => {
    const links = `${deskUrl(stage, handoffId)}/links`;
    const made = await submit(await stage.servicer.wecom.opens(links), '生成链接', { page: 'name' });
    expect(made.text).toContain('请打开下面的链接，直接到“填写：姓名”');
    const url = /https?:\/\/[^\s：]+/u.exec(made.text.split('直接到')[1] ?? '')?.[0] ?? '';
    expect(person.candidate.followsAppLink(url)).toMatchObject({ path: 'pages/open/index' });
    expect((await stage.reviewer().opens(links)).status).toBe(403);
  });
});
