import { HOUR_MS } from '../../../shared/domain/time';
import type { Page, Submission } from '../../platform/hands/browser';
import type { Candidate } from '../../platform/hands/candidate';
import { activePhone, callApi } from '../../support/api-client';
import { PEOPLE, startStage, type Stage } from '../../support/stage';
import { deskUrl } from './support-desk';

/** After the desk has closed: whoever calls a person has a ticket, and the conversation stays the bot's. */
const EVENING = Date.parse('2026-12-28T20:00:00+08:00');
const NEXT_MORNING = Date.parse('2026-12-29T09:30:00+08:00');

describe('Writing to a candidate from the desk', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage({ now: EVENING });
  });
  afterAll(() => stage.stop());

  const submit = (page: Page, submission: Submission) =>
    stage.servicer.wecom.browser.submit(page, submission);
  const heard = (candidate: Candidate) => JSON.stringify(candidate.newMessages());
  const pageOf = async (candidate: Candidate) =>
    stage.servicer.wecom.opens(deskUrl(stage, await handoffOf(candidate)));

  async function handoffOf({ externalUserid }: Candidate): Promise<string> {
    return stage.app.context.unitOfWork.read(async (tx) => {
      const chat = await tx.chats.find(externalUserid);
      return (await tx.handoffs.latestOf(chat?.accountId ?? ''))?.id ?? '';
    });
  }

  /** Calls a person in the chat, and is taken by the servicer, who does not serve in the WeCom client. */
  async function ticket(): Promise<{ candidate: Candidate; page: Page }> {
    const candidate = stage.platform.candidate();
    await candidate.entersChat();
    await stage.settle();
    await candidate.types('人工');
    await stage.settle();
    await stage.servicer.stopsServing();
    await stage.settle();
    const page = await submit(await pageOf(candidate), { button: '接待' });
    candidate.newMessages();
    return { candidate, page };
  }

  it('stands in the chat of the mini program for whoever spoke there, and is told of once outside it while unread', async () => {
    const { candidate, token } = await activePhone(stage);
    const message = { kind: 'text', text: '人工' };
    const body = { clientId: 'call-a-person', message, since: null };
    await callApi(stage, '/chat/messages', { method: 'POST', token, body });
    await stage.settle();
    const desk = await stage.servicer.wecom.opens(deskUrl(stage));
    const page = await submit(desk, { button: '接待' });
    expect(page.text).toContain('将写入小程序的聊天');
    const sent = await submit(page, {
      button: '发送',
      fields: { text: '请在“我的报名”里看。', road: 'app' },
    });
    expect(sent.text).toContain('请在“我的报名”里看。\n已写入小程序聊天');
    const seen = await callApi<{ messages: { from: string; text: string }[] }>(stage, '/chat/messages', {
      token,
    });
    expect(seen.body.messages.at(-1)).toMatchObject({ from: 'person', text: '请在“我的报名”里看。' });
    /** What reaches the candidate of the next answer when they do not look. */
    const toldOf = async (answer: string | null) => {
      const [messages, mails] = [candidate.subscriptionMessages().length, stage.platform.mails.length];
      if (answer !== null) {
        const present = await stage.servicer.wecom.opens(page.url);
        await submit(present, { button: '发送', fields: { text: answer, road: 'app' } });
      }
      await stage.push(3 * 60_000);
      return {
        messages: candidate.subscriptionMessages().slice(messages),
        mails: stage.platform.mails.slice(mails).map(({ text }) => text),
      };
    };
    // The first was read where it stands.
    expect(await toldOf(null)).toEqual({ messages: [], mails: [] });
    await candidate.answersSubscription({ 'SAMPLE-SUPPORT-ANSWER': 'accept' });
    await stage.settle();
    const allowed = await toldOf('照片的事已经处理好。');
    expect(allowed.messages.map(({ page: path, data }) => [path, data.thing1])).toEqual([
      ['pages/chat/index', '客服回复了您，点开查看'],
    ]);
    expect(allowed.mails).toEqual([]);
    const mailed = await toldOf('还有问题请再来。');
    expect([mailed.messages, mailed.mails.length]).toEqual([[], 1]);
    expect(mailed.mails[0]).toContain('客服已经在报考助手小程序的聊天里回复您');
    expect(mailed.mails[0]).not.toContain('还有问题');
  });

  it('goes into the chat that the bot had, as long as it is open, and the bot is silent meanwhile (promise 12)', async () => {
    const { candidate, page } = await ticket();
    expect(page.text).toContain('将发到考生的微信客服聊天。');
    const sent = await submit(page, { button: '发送', fields: { text: '您好，我来帮您看一下。' } });
    expect(sent.text).toContain('正在发送');
    await stage.settle();
    expect(heard(candidate)).toContain('您好，我来帮您看一下。');
    expect((await pageOf(candidate)).text).toContain('您好，我来帮您看一下。\n已发送');
    await candidate.types('进度');
    await stage.settle();
    expect(candidate.newMessages()).toEqual([]);
  });

  it('says at the line that a message did not arrive, tells its writer, and offers to write again (promise 5)', async () => {
    const { candidate, page } = await ticket();
    stage.platform.kf.quirks.failNext = { failType: 10, left: 1 };
    await submit(page, { button: '发送', fields: { text: '请补传照片。' } });
    await stage.settle();
    expect(candidate.newMessages()).toEqual([]);
    const after = await pageOf(candidate);
    expect(after.text).toContain('没有送达。请换一种方式再发。');
    expect(stage.servicer.wecom.texts().join('\n')).toContain('您发给考生的消息没有送达');
    const again = after.links.find(({ text }) => text === '再写一次');
    const retyped = await stage.servicer.wecom.opens(again?.href ?? '');
    // The platform takes nothing more before they write: no other way is known of this candidate.
    expect(retyped.text).toContain('现在没有能送到考生的方式');
    expect(retyped.text).toContain('请补传照片。');
  });

  it('says that numbers are masked in what is written again, as our copy knows them no more (PR6)', async () => {
    const { candidate, page } = await ticket();
    stage.platform.kf.quirks.failNext = { failType: 10, left: 1 };
    const fields = { text: '请拨打13812345678。', sure: 'yes' };
    await submit(await submit(page, { button: '发送', fields: { text: fields.text } }), {
      button: '发送',
      fields,
    });
    await stage.settle();
    const again = (await pageOf(candidate)).links.find(({ text }) => text === '再写一次');
    // By now the candidate has written again, and the way is open.
    await candidate.types('在吗');
    await stage.settle();
    const retyped = await stage.servicer.wecom.opens(again?.href ?? '');
    expect(retyped.text).toContain('个人号码已打码');
    expect(retyped.html).toContain('138****5678');
  });

  it('offers nothing to type in once the window is over, and gives back what was typed before (kf.md 4.1)', async () => {
    const { candidate, page } = await ticket();
    stage.clock.at += 49 * HOUR_MS;
    const late = await submit(await signedIn(page), { button: '发送', fields: { text: '写了很久的回复' } });
    expect(late.status).toBe(409);
    expect(late.text).toContain('距考生上一条消息已超过48小时');
    expect(late.text).toContain('写了很久的回复');
    expect(late.html).not.toContain('<textarea class="staff-textarea" name="text" rows="5"');
    await stage.settle();
    expect(candidate.newMessages()).toEqual([]);
  });

  /** After days the session is over: the same page, drawn by the old form but sent by a new session. */
  async function signedIn(page: Page): Promise<Page> {
    const fresh = await stage.servicer.wecom.opens(deskUrl(stage));
    const csrf = fresh.forms.flatMap(({ fields }) => fields).find(({ name }) => name === 'csrf');
    const forms = page.forms.map((form) => ({
      ...form,
      fields: form.fields.map((field) => (field.name === 'csrf' && csrf ? csrf : field)),
    }));
    return { ...page, forms };
  }

  it('is for the WeCom client alone once the platform has given the conversation to a servicer', async () => {
    stage.clock.at = Math.max(stage.clock.at, NEXT_MORNING) + 7 * 24 * HOUR_MS;
    await stage.servicer.startsServing();
    await stage.settle();
    const candidate = stage.platform.candidate();
    await candidate.entersChat();
    await stage.settle();
    await candidate.types('人工');
    await stage.push(2_000);
    const page = await submit(await pageOf(candidate), { button: '接待' });
    await stage.settle();
    expect(page.text).toContain('请在企业微信的“微信客服”里发送');
    expect(page.forms.flatMap(({ buttons }) => buttons).map(({ text }) => text)).not.toContain('发送');
    await stage.servicer.writes(candidate, '您好，我是客服。');
    await stage.settle();
    expect((await pageOf(candidate)).text).toContain('您好，我是客服。');
    expect(stage.servicer.userid).toBe(PEOPLE.support);
  });
});
