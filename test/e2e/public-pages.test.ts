import type { Browser } from 'playwright-core';
import { importTickets } from '../../server/use-cases/tickets/import-tickets';
import { mintLink } from '../../server/use-cases/accounts/mint-link';
import { TICKET_COLUMNS } from '../../shared/contract/tickets';
import { moveTo, submitted } from '../integration/review/review-desk';
import { createRegistrant, linkIn } from '../platform/hands/registrant';
import { personaOf } from '../platform/hands/particulars';
import { PERSON_HEADER } from '../platform/wecom/oauth';
import { callApi, signIn } from '../support/api-client';
import { launchChromium } from '../support/chromium';
import { requireEngine } from '../support/engines';
import { nthResidentId, residentIdOf } from '../support/ids';
import { OTHER_SITE, REVIEWING_SITE } from '../support/season';
import { PEOPLE, startStage, type Stage } from '../support/stage';
import { GOOD_LOOK, openSmallPhone, type PageLanguage, type SmallPhone } from './small-phone';

const LANGUAGES: PageLanguage[] = ['zh-CN', 'en'];
const DAY_MS = 24 * 3_600_000;

requireEngine('chromium')('Pages on a phone 375 pixels wide', () => {
  let stage: Stage;
  let browser: Browser;
  beforeAll(async () => {
    [stage, browser] = await Promise.all([
      startStage({ season: { only: [REVIEWING_SITE, OTHER_SITE], policies: { chatCollects: 'all' } } }),
      launchChromium(),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await stage?.stop();
  });

  describe.each(LANGUAGES)('in %s', (language) => {
    let phone: SmallPhone;
    beforeEach(async () => {
      const headers = { [PERSON_HEADER]: PEOPLE.reviewer };
      phone = await openSmallPhone(browser, { language, headers });
    });
    afterEach(() => phone.context.close());

    it.each([
      '/pages/notices/current',
      '/pages/notices/current/agreement',
      '/pages/notices/current/sensitive_consent',
      '/pages/sites/current',
      '/pages/links/current/registration',
      '/pages/help',
    ])('shows %s whole and readable', async (path) => {
      expect(await phone.opens(stage.publicUrl + path)).toBe(200);
      // One by hand; sixty clicks would show no more.
      const [first] = await phone.page.locator('summary').all();
      await first?.click();
      await phone.page.evaluate('document.querySelectorAll("details").forEach((part) => (part.open = true))');
      expect(await phone.look()).toEqual(GOOD_LOOK);
    });

    it('finds answers by words, and says so when there are none', async () => {
      await phone.opens(`${stage.publicUrl}/pages/help`);
      const all = await phone.page.locator('details').count();
      const search = async (words: string): Promise<number> => {
        await phone.page.locator('input[type=search]').fill(words);
        await phone.page.locator('form button').click();
        await phone.page.locator(`input[type=search][value="${words}"]`).waitFor();
        expect(await phone.look()).toEqual(GOOD_LOOK);
        return phone.page.locator('details').count();
      };
      const found = await search(language === 'en' ? 'photo' : '照片');
      expect(found).toBeGreaterThan(0);
      expect(found).toBeLessThan(all);
      expect(await search('zzzz')).toBe(0);
    });

    it('confirms an address once by its button, and says when a link is used or unknown (S10)', async () => {
      const link = await linkOfMail(stage, `phone-${language}@example.org`);
      expect(await phone.opens(`${link}&lang=${language}`)).toBe(200);
      expect(await phone.look()).toEqual(GOOD_LOOK);
      await phone.page.locator('button').click();
      await phone.page.locator('.sign:not(.warn)').waitFor();
      expect(await phone.look()).toEqual(GOOD_LOOK);
      expect(await phone.opens(`${link}&lang=${language}`)).toBe(410);
      expect(await phone.look()).toEqual(GOOD_LOOK);
      expect(await phone.opens(`${stage.publicUrl}/pages/confirm?t=${'A'.repeat(43)}`)).toBe(404);
      expect(await phone.look()).toEqual(GOOD_LOOK);
    });

    it('asks a guardian for consent and thanks for it (PR2)', async () => {
      const link = await linkOfGuardian(stage, language);
      expect(await phone.opens(`${link}&lang=${language}`)).toBe(200);
      expect(await phone.look()).toEqual(GOOD_LOOK);
      await phone.page.locator('button[value=agree]').click();
      await phone.page.locator('.sign:not(.warn)').waitFor();
      expect(await phone.look()).toEqual(GOOD_LOOK);
    });

    it('shows the reviewer the list, a review and the decision (S36-S41)', async () => {
      const registration = await nextSubmitted(stage);
      await phone.opens(`${stage.publicUrl}/staff/reviews`);
      if ((await phone.page.locator('html').getAttribute('lang')) !== language) {
        await phone.page.locator('form[action="/staff/language"] button').click();
        await phone.page.locator(`html[lang=${language}]`).waitFor();
      }
      expect(await phone.look()).toEqual(GOOD_LOOK);
      await phone.opens(`${stage.publicUrl}/staff/reviews/${registration.id}`);
      for (const closed of await phone.page.locator('summary').all()) await closed.click();
      await phone.page.locator('.staff-photo img').scrollIntoViewIfNeeded();
      expect(await phone.look()).toEqual(GOOD_LOOK);
      await phone.page.locator('.staff-reject button[type=submit]').click();
      await phone.page.locator('.staff-alert').first().waitFor();
      expect((await phone.look()).faint).toEqual([]);
      await phone.page.locator('.staff-card > form button[type=submit]').click();
      await phone.page.locator('.staff-done').waitFor();
      expect(await phone.look()).toEqual(GOOD_LOOK);
    });

    it('shows the reviewer the photo wall, ticks by keyboard, and tells what became of each (S40, S45)', async () => {
      await nextSubmitted(stage);
      await phone.opens(`${stage.publicUrl}/staff/wall`);
      if ((await phone.page.locator('html').getAttribute('lang')) !== language) {
        await phone.page.locator('form[action="/staff/language"] button').click();
        await phone.opens(`${stage.publicUrl}/staff/wall`);
      }
      await phone.page.locator('input[name=row]').last().focus();
      await phone.page.keyboard.press('Space');
      expect(await phone.look()).toEqual(GOOD_LOOK);
      await phone.page.locator('button[value=reject]').click();
      await phone.page.locator('select[name=reason]').waitFor();
      expect(await phone.look()).toEqual(GOOD_LOOK);
      await phone.opens(`${stage.publicUrl}/staff/wall`);
      await phone.page.locator('.wall-tick').last().click();
      await phone.page.locator('button[value=approve]').click();
      await phone.page.locator('.weui-btn_primary[type=submit]').click();
      await phone.page.locator('.staff-done').waitFor();
      expect(await phone.look()).toEqual(GOOD_LOOK);
    });
  });

  it('shows when tickets open, then the ticket, on the phone and on paper (S52)', async () => {
    const { link, registrationId } = await paidCandidate(stage);
    const shows = async (language: PageLanguage): Promise<string> => {
      const phone = await openSmallPhone(browser, { language });
      expect(await phone.opens(`${link}&lang=${language}`)).toBe(200);
      expect(await phone.look()).toEqual(GOOD_LOOK);
      await phone.page.emulateMedia({ media: 'print' });
      expect(await phone.look()).toEqual(GOOD_LOOK);
      const text = await phone.page.locator('main').innerText();
      await phone.context.close();
      return text;
    };
    for (const language of LANGUAGES) expect(await shows(language)).not.toContain('357900000001');
    const rows = ['65', '15'].map((subject, index) =>
      [
        registrationId,
        subject,
        `35790000000${index + 1}`,
        `${stage.season.examFrom}T${index === 0 ? '08' : '13'}:30:00+08:00`,
        '第3机房',
        '12',
      ].join(','),
    );
    const text = [TICKET_COLUMNS.join(','), ...rows].join('\n');
    const actor = { role: 'system', id: 'test', channel: 'command' } as const;
    expect(await importTickets(stage.app.context, { text, actor })).toEqual({ ok: true, count: 2 });
    stage.clock.at = stage.season.ticketFrom;
    for (const language of LANGUAGES) expect(await shows(language)).toContain('357900000001');
  });
});

/** The link in the mail that asks to confirm this address. */
async function linkOfMail(stage: Stage, address: string): Promise<string> {
  const candidate = stage.platform.candidate();
  const token = await signIn(stage, candidate);
  await callApi(stage, '/proofs', { method: 'POST', token, body: { via: 'email', value: address } });
  await stage.settle();
  return linkIn(candidate.mails(address).at(-1)?.text) ?? '';
}

let children = 0;

/** The link in the SMS to the guardian of a child under 14 who registers in the chat. */
async function linkOfGuardian(stage: Stage, language: PageLanguage): Promise<string> {
  children += 1;
  const candidate = stage.platform.candidate();
  const guardian = { name: '林示例', mobile: `1390013900${children}` };
  const birthDate = '2015-03-15';
  const documentNumber = residentIdOf({ birthDate, sequence: children });
  const particulars = { ...personaOf(500 + children, Buffer.alloc(0), { documentNumber }), guardian };
  const registrant = createRegistrant({ candidate, particulars, settle: () => stage.settle() });
  await candidate.entersChat();
  await stage.settle();
  await registrant.goesOnUntil('guardian.wait');
  const sms = candidate.sms(guardian.mobile).at(-1);
  return linkIn(JSON.stringify(sms?.params)) ?? `no link was sent, ${language}`;
}

let people = 0;

function nextSubmitted(stage: Stage): ReturnType<typeof submitted> {
  people += 1;
  return submitted(stage, { answers: { documentNumber: nthResidentId(people) } });
}

/** Somebody who has paid, and the link to their tickets. */
async function paidCandidate(stage: Stage): Promise<{ link: string; registrationId: string }> {
  const { context } = stage.app;
  const registration = await nextSubmitted(stage);
  const subjects = registration.subjects.map((one) => ({ ...one, state: 'paid' as const }));
  await moveTo(stage, registration.id, { state: 'paid', subjects });
  const link = {
    accountId: registration.accountId,
    purpose: 'ticket',
    payload: {},
    lifeMs: 400 * DAY_MS,
  } as const;
  const token = await context.unitOfWork.run((tx) => mintLink(tx, context, link));
  return { link: `${stage.publicUrl}/pages/ticket?t=${token}`, registrationId: registration.id };
}
