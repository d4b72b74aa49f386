import type { Handoff } from '../../../server/use-cases/ports/chat';
import { HOUR_MS, MINUTE_MS } from '../../../shared/domain/time';
import { RESIDENT_ID } from '../../support/situations';
import type { Page, Submission } from '../../platform/hands/browser';
import { REVIEWING_SITE } from '../../support/season';
import { PEOPLE, startStage, type Stage } from '../../support/stage';
import { CLEAR_VALUES, submitted } from '../review/review-desk';
import { deskUrl, handedOver, reloadHandoff } from './support-desk';

describe('The support desk', () => {
  let stage: Stage;
  let last = 0;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage.stop());

  const open = (path = '') => stage.servicer.wecom.opens(deskUrl(stage) + path);
  /** Another candidate, with a number of their own. */
  const candidate = (name: string) => {
    last += 1;
    const documentNumber = RESIDENT_ID.replace(/...$/, `${10 + last}X`);
    return submitted(stage, { answers: { documentNumber, name } });
  };

  describe('its list', () => {
    it('says so when nobody waits', async () => {
      expect((await open()).text).toContain('这里没有会话');
    });

    it('orders by what the candidate stands to lose, then by the time left, masked (PR8)', async () => {
      const asked = await handedOver(stage, await candidate('李甲'));
      stage.clock.at += MINUTE_MS;
      const complains = await handedOver(stage, await candidate('王乙'), 'complaint');
      stage.clock.at += MINUTE_MS;
      const pays = await handedOver(stage, await candidate('赵丙'), 'payment_trouble');
      await stage.settle();
      const page = await open();
      const links = page.links.map(({ href }) => href.split('/').at(-1)).filter((end) => end?.length === 26);
      expect(links).toEqual([pays.id, complains.id, asked.id]);
      expect(page.text).toContain('赵*');
      expect(page.text).toContain('涉及缴费');
      expect(page.text).toContain('答应在这之前回复：2026年12月28日（周一）10:32（还剩30分钟）');
      for (const value of [...CLEAR_VALUES, '赵丙', '李甲']) expect(page.html).not.toContain(value);
    });

    it('gives a conversation to whoever takes it, and shows whose it is', async () => {
      const page = await open();
      const taken = await stage.servicer.wecom.browser.submit(page, { form: 0 });
      const id = taken.url.split('/').at(-1)?.split('?')[0] ?? '';
      expect(await reloadHandoff(stage, id)).toMatchObject({ state: 'served', trigger: 'payment_trouble' });
      expect((await open()).text).toContain('由您接待');
      expect((await open('?show=mine')).text).toContain('赵*');
      expect((await open('?show=waiting')).text).not.toContain('赵*');
    });

    it('tells that the promised time has passed', async () => {
      stage.clock.at += HOUR_MS;
      expect((await open()).text).toContain('已超过答应的回复时间');
    });

    it('comes back by itself until it is told to stand still, and says in its tab how many wait', async () => {
      const page = await open();
      expect(page.headers.get('refresh')).toBe('30');
      // Two that nobody has; the one of the member has waited for a word since it was taken.
      expect(page.title).toMatch(/^\(3\) 客服会话/);
      expect(page.text).toContain('其中2个在等人接待，1个在等您回复');
      const still = await open('?still=1');
      expect(still.headers.get('refresh')).toBeNull();
      expect(still.text).toContain('已停止自动刷新');
    });

    it('leads on to whoever waits for the member, then to whoever waits for anybody', async () => {
      const mine =
        (await open('?show=mine')).links.find(({ href }) => /\/[0-9a-z]{26}$/.test(href))?.href ?? '';
      const others = (await open('?show=waiting')).links.filter(({ href }) => /\/[0-9a-z]{26}$/.test(href));
      const [first, second] = others.map(({ href }) => href);
      const nextOf = async (href = '') => {
        const page = await stage.servicer.wecom.opens(href);
        const link = page.links.find(({ text }) => text.startsWith('下一个'));
        return [page.title.split(' · ')[0], link?.text, link?.href];
      };
      expect(await nextOf(first)).toEqual(['等人接待', '下一个等您回复的会话（1个） ›', mine]);
      expect(await nextOf(mine)).toEqual(['等您回复', '下一个等人接待的会话（2个） ›', first]);
      const written = await stage.servicer.wecom.browser.submit(await stage.servicer.wecom.opens(mine), {
        button: '发送',
        fields: { text: '已收到。' },
      });
      expect(written.title).toMatch(/^接待中 · /);
      expect(await nextOf(first)).toEqual(['等人接待', '下一个等人接待的会话（1个） ›', second]);
    });

    it('is closed to everybody else', async () => {
      expect((await stage.reviewer().opens(deskUrl(stage))).status).toBe(403);
      expect((await stage.reviewer(PEOPLE.administrator).opens(deskUrl(stage))).status).toBe(403);
    });
  });

  describe('a conversation', () => {
    const idIn = (url: string) => new URL(url).pathname.split('/').at(-1) ?? '';
    const submit = (page: Page, submission: Submission) =>
      stage.servicer.wecom.browser.submit(page, submission);
    /** Taken by the servicer, with its page. */
    async function taken(name: string, trigger: Handoff['trigger'] = 'asked'): Promise<Page> {
      const handoff = await handedOver(stage, await candidate(name), trigger);
      await stage.settle();
      return submit(await open(`/${handoff.id}`), { button: '接待' });
    }

    it('shows what happened on one line of time, masked, with what is missing and left', async () => {
      const page = await taken('陈丁');
      expect(page.text).toContain('陈*');
      expect(page.text).toContain('提交审核');
      expect(page.text).toContain('转人工：考生要求人工');
      expect(page.text).toContain('客服开始接待');
      for (const value of [...CLEAR_VALUES, '陈丁']) expect(page.html).not.toContain(value);
      const seen = await stage.app.context.unitOfWork.read((tx) =>
        tx.audit.list({ action: 'handoff.viewed', beforeSeq: null, limit: 50 }),
      );
      expect(seen.length).toBeGreaterThan(0);
    });

    it('says by which way a message goes, sends it, and shows that it was sent', async () => {
      const page = await taken('冯戊');
      expect(page.text).toContain('将用邮件发送');
      expect(page.text).toContain('考生没有用过微信客服');
      const sent = await submit(page, { button: '发送', fields: { text: '您好，请先不要付款。' } });
      expect(sent.text).toContain('正在发送');
      await stage.settle();
      const after = await open(`/${idIn(page.url)}`);
      expect(after.text).toContain('您好，请先不要付款。\n已发送');
      expect(JSON.stringify(stage.platform.mails)).toContain('您好，请先不要付款。');
    });

    it('sends the same form once, however often it comes', async () => {
      const page = await taken('褚己');
      for (let times = 0; times < 2; times += 1) {
        await submit(page, { button: '发送', fields: { text: '只发一次。' } });
      }
      await stage.settle();
      expect((await open(`/${idIn(page.url)}`)).text.split('只发一次。')).toHaveLength(2);
    });

    it('refuses an open placeholder and personal numbers, and gives the text back (PR6)', async () => {
      const page = await taken('卫庚');
      const open = await submit(page, { button: '发送', fields: { text: '费用是{{fee}}。' } });
      expect([open.status, open.text]).toEqual([422, expect.stringContaining('双花括号') as string]);
      const personal = await submit(open, { button: '发送', fields: { text: '您的手机是13812345678吗' } });
      expect(personal.status).toBe(422);
      expect(personal.html).toContain('您的手机是13812345678吗');
      const sure = await submit(personal, { button: '发送', fields: { sure: 'yes' } });
      expect(sure.text).toContain('您的手机是138****5678吗');
    });

    it('puts a prepared answer behind what is typed, or says what it lacks; nothing is sent by that', async () => {
      const page = await taken('蒋辛');
      const fill = (answer: string) =>
        submit(page, { button: '填入内容', fields: { answer, text: '您好，请看：' } });
      const filled = await fill('site_contact');
      const contact = String(stage.season.sites.find(({ code }) => code === REVIEWING_SITE)?.contact.zh);
      expect(filled.html).toMatch(new RegExp(`>您好，请看：\\n[^<]*${contact}`));
      const lacks = await fill('why_rejected');
      expect(lacks.text).toContain('这条常用回复还缺：审核不通过的原因。没有填入。');
      expect(lacks.html).toContain('>您好，请看：</textarea>');
      expect((await open(`/${idIn(page.url)}`)).text).not.toContain('您好，请看');
    });

    it('tells of every hand it went through, and why', async () => {
      const page = await taken('朱丑');
      stage.clock.at += MINUTE_MS;
      await submit(page, { button: '放回排队' });
      stage.clock.at += MINUTE_MS;
      const again = await submit(await open(`/${idIn(page.url)}`), { button: '接待' });
      const happened = again.text.replace(/\s+/g, ' ');
      expect(happened).toMatch(/客服开始接待 .{0,9}客服放回，等其他人接待 .{0,9}客服开始接待/);
    });

    it('keeps notes for the desk alone, on record by id only (PR6, PR10)', async () => {
      const page = await taken('沈壬');
      const noted = await submit(page, { button: '保存备注', fields: { text: '考生赶时间，明天回电' } });
      expect(noted.text).toContain('内部备注（客服）');
      expect(noted.text).toContain('考生赶时间，明天回电');
      const { accountId } = await reloadHandoff(stage, idIn(page.url));
      const { lines, events } = await stage.app.context.unitOfWork.read(async (tx) => ({
        lines: await tx.transcripts.lastOf(accountId, 50),
        events: await tx.audit.list({ action: 'handoff.noted', beforeSeq: null, limit: 5 }),
      }));
      expect(JSON.stringify([lines, events])).not.toContain('赶时间');
    });

    it('is let go, closed with an outcome, and then takes no words any more', async () => {
      const page = await taken('韩癸');
      const released = await submit(page, { button: '放回排队' });
      expect(released.text).toContain('已放回排队');
      const again = await submit(released, { button: '接待' });
      const closed = await submit(again, { button: '结束会话', fields: { outcome: 'solved' } });
      expect(closed.text).toContain('已经结束 · 已解决');
      const late = await submit(again, { button: '发送', fields: { text: '还有一句' } });
      expect([late.status, late.text]).toEqual([409, expect.stringContaining('已经结束') as string]);
    });

    it('is not there for a member without the role, nor under another id', async () => {
      const page = await taken('杨子');
      expect((await stage.reviewer().opens(page.url)).status).toBe(403);
      expect((await open('/01arz3ndektsv4rrffq69g5fav')).status).toBe(404);
    });
  });

  describe('the end of a shift', () => {
    it('hands over what is ticked with a note each, and says what became of each', async () => {
      const page = await open('/handover');
      const held = page.forms[0]?.fields.filter(({ name }) => name === 'id').map(({ value }) => value) ?? [];
      expect(held.length).toBeGreaterThan(3);
      // One of them ends in the meantime.
      const [ended = '', kept = ''] = held;
      await stage.servicer.wecom.browser.submit(await open(`/${ended}`), {
        button: '结束会话',
        fields: { outcome: 'told_how' },
      });
      const result = await stage.servicer.wecom.browser.submit(page, {
        button: '交班',
        fields: { to: 'queue', all: '晚班请接着看', pass: held.filter((id) => id !== kept) },
      });
      expect(result.text).toContain(`已交${held.length - 2}个，没有交成1个。`);
      expect(result.text).toContain('这个会话已经结束。没有任何改动。');
      expect(result.text).toContain('您名下还有1个会话。');
      expect((await reloadHandoff(stage, kept)).state).toBe('served');
      expect((await reloadHandoff(stage, held[2] ?? '')).state).not.toBe('served');
      expect((await open(`/${held[2]}`)).text).toContain('交班备注（客服）');
    });
  });
});
