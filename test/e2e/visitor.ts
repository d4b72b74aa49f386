import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { questionIn, type QuestionName } from '../platform/hands/chat-questions';
import type { PhoneMessage } from '../platform/kf/state';
import { becomes, until } from '../support/until';

/** Somebody in front of the demo page: sees what it draws, and presses and types what is drawn. */
export interface Visitor {
  page: Page;
  /** Waits for the next question of the chat. */
  isAsked(): Promise<QuestionName>;
  /** Waits until the newest message, an answer to what was done last, says this. */
  isTold(words: string): Promise<void>;
  /** True when the newest message names this among its choices. */
  isOffered(words: string): Promise<boolean>;
  /** True when the newest message hands its question over to a page of the mini program. */
  isHandedOver(): Promise<boolean>;
  /** The last messages, to tell why nothing went on. */
  endOfChat(): Promise<string>;
  types(text: string): Promise<void>;
  /** Taps the newest menu's item that contains the words; types them where no item can be tapped. */
  chooses(words: string): Promise<void>;
  sendsPhoto(key: string): Promise<void>;
  /** Turns to a part of the page that a smaller window keeps behind a tab. */
  shows(place: 'wecom' | 'inbox' | 'log'): Promise<void>;
  /** Opens the newest mail's or SMS's link and presses the button of the page. */
  confirms(kind: 'mail' | 'sms'): Promise<void>;
  /** Waits for a message of the chat, new or old, and returns it whole. */
  hears(words: string | RegExp): Promise<string>;
  /** Opens the newest item of the chat that leads to the mini program; it comes to the front beside the chat. */
  opensMini(): Promise<void>;
  /** Goes back from the page of the mini program to the chat; true when it goes on by itself. */
  returnsToChat(): Promise<boolean>;
  /** The newest card of the reviewer who is shown. */
  card(): Locator;
  /** Opens the newest card's detail page. */
  opensCard(): Promise<FrameLocator>;
  closesSheets(): Promise<void>;
  /** Errors of the console and of scripts since the beginning. */
  errors: string[];
}

export interface VisitorOptions {
  browser: Browser;
  url: string;
  language: 'zh' | 'en';
  /** Pixels of the screen per pixel of the page. */
  scale?: number;
  /** Of the window, in points. */
  width?: number;
}

/** Nothing on the page takes longer than this on a busy machine. */
const PATIENCE_MS = 30_000;
/** What was done on pages is told in the chat this soon, as far as the platform lets it through. */
const GOES_ON_WITHIN_MS = 5_000;

/** Opens the demo page in the language, with a phone that has just entered the chat. */
export async function visitDemo({
  browser,
  url,
  language,
  scale,
  width = 1600,
}: VisitorOptions): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width, height: 1000 },
    // Nobody waits for what glides into its place.
    reducedMotion: 'reduce',
    ...(scale && { deviceScaleFactor: scale }),
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (line) => {
    if (line.type() === 'error') errors.push(line.text());
  });
  await page.goto(url);
  const rows = page.locator('#messages > .row');
  const botBubbles = page.locator('#messages > .row.from-bot .bubble');
  let answeredAt = 0;

  /** What the chat said last, once it has answered. */
  async function newestAnswer(): Promise<string | undefined> {
    const count = await rows.count();
    if (count <= answeredAt) return undefined;
    if (!(await rows.nth(count - 1).getAttribute('class'))?.includes('from-bot')) return undefined;
    return botBubbles.last().innerText();
  }
  async function newestQuestion(): Promise<QuestionName | undefined> {
    const text = await newestAnswer();
    return text === undefined ? undefined : questionIn({ text } as PhoneMessage)?.name;
  }
  async function endOfChat(): Promise<string> {
    return (await rows.allInnerTexts()).slice(-4).join('\n--\n');
  }
  async function isAsked(): Promise<QuestionName> {
    let end = '';
    return until(
      () => `the chat asks something that is known; its end:\n${end}`,
      async () => {
        const name = await newestQuestion();
        if (!name) end = await endOfChat();
        return name;
      },
      { withinMs: PATIENCE_MS, everyMs: 30 },
    );
  }
  async function answering(act: () => Promise<void>): Promise<void> {
    answeredAt = await rows.count();
    await act();
  }
  const send = async (text?: string): Promise<void> => {
    if (text !== undefined) await page.locator('#chat-input').fill(text);
    await page.locator('#chat-send').click();
  };

  const visitor: Visitor = {
    page,
    errors,
    isAsked,
    async isTold(words) {
      await until(`the chat says: ${words}`, async () => (await newestAnswer())?.includes(words), {
        withinMs: PATIENCE_MS,
        everyMs: 30,
      });
    },
    isOffered: async (words) => (await botBubbles.last().innerText()).includes(words),
    async isHandedOver() {
      const key = questionIn({ text: await botBubbles.last().innerText() } as PhoneMessage)?.key;
      return key === 'field.on_page' || key === 'photo.ask_page';
    },
    endOfChat,
    types: (text) => answering(() => send(text)),
    chooses: (words) =>
      answering(async () => {
        const item = botBubbles.last().locator('button.item.click', { hasText: words });
        if ((await item.count()) > 0) await item.first().click();
        else await send(words);
      }),
    sendsPhoto: (key) =>
      answering(async () => {
        await page.locator('#chat-more').click();
        await page.locator(`[data-photo=${key}]`).click();
      }),
    async shows(place) {
      const tab = page.locator(`#places [data-to=${place}]`);
      if (await tab.isVisible()) await tab.click();
    },
    async confirms(kind) {
      await page.locator(`.letter.${kind} .link`).first().click();
      const shown = page.frameLocator('#phone-sheet iframe');
      await answering(() => shown.locator('button').first().click());
      await shown.locator('.sign').waitFor();
      await visitor.closesSheets();
    },
    async hears(words) {
      const found = botBubbles.filter({ hasText: words }).last();
      await found.waitFor();
      return found.innerText();
    },
    async opensMini() {
      await page.locator('button.item.miniprogram').last().click();
      await page.locator('#mini.front').waitFor();
    },
    async returnsToChat() {
      const program = page.frameLocator('.mini-frame:not([hidden])');
      await answering(() => program.locator('.page-frame__chat').filter({ visible: true }).last().click());
      return becomes(async () => (await newestAnswer()) !== undefined, { withinMs: GOES_ON_WITHIN_MS });
    },
    card: () => page.locator('.wecom-card').last(),
    async opensCard() {
      await page.locator('.wecom-card .card-title').last().click();
      const shown = page.frameLocator('#wecom-sheet iframe');
      await shown.locator('h1').waitFor();
      return shown;
    },
    async closesSheets() {
      const close = page.locator('.sheet-bar button.x');
      while ((await close.count()) > 0) await close.first().click();
    },
  };
  if (language === 'en') {
    await page.locator('#language').click();
    await page.locator('#new-phone').click();
    await page.locator('.people .tab.on', { hasText: '2' }).waitFor();
  }
  await isAsked();
  return visitor;
}
