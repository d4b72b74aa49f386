import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from './chromium';
import { requireEngine } from './engines';
import { openPhone, type OpenPhone, type OpenPhoneInput } from './phone-browser';
import { startStage, type Stage, type StageOptions } from './stage';

/** Pictures are kept where this names a folder. */
const PICTURES = process.env['PICTURES'];
const GOOD_LOOK = { wide: [], faint: [], small: [] };
/** Both languages, the usual and the largest type, an ordinary and the smallest phone. */
const EVERY_LOOK = [
  ['zh-CN', 'usual', 375],
  ['zh-CN', 'largest', 320],
  ['en', 'usual', 375],
  ['en', 'largest', 320],
] as const;
/** Where nobody wants pictures, the phone most people have and the one with least room; every page is judged on all elsewhere. */
const LOOKS = PICTURES ? EVERY_LOOK : [EVERY_LOOK[0], EVERY_LOOK[3]];

export type PhoneInput = Omit<OpenPhoneInput, 'browser'>;

/** A phone with the hands and eyes of its owner. */
export interface JourneyPhone extends OpenPhone {
  /** Waits until words stand on the page that is shown. */
  sees(words: string): Promise<void>;
  /** Taps what is labelled with exactly these words on the page that is shown. */
  taps(words: string): Promise<void>;
  picture(name: string): Promise<void>;
  /** Keeps a picture; nothing hangs over the edge, is too faint to read, or too small for a thumb. */
  looksWell(name: string): Promise<void>;
}

export interface PhoneJourney {
  readonly stage: Stage;
  /** Opens the mini program. The phone is closed after the test, which fails if any page of it met an error. */
  open(input?: PhoneInput): Promise<JourneyPhone>;
  /** Opens one page in both languages, at the usual and the largest type, and judges each; `act` comes before the look. */
  looksWell(name: string, input: PhoneInput, act?: (phone: JourneyPhone) => Promise<void>): Promise<void>;
}

/**
 * Describes journeys in the mini program: the real server (on MariaDB and Redis where `npm test` has started them), the
 * platforms around it, and phones in Chromium. One stage serves the whole file.
 */
export function describePhone(
  name: string,
  body: (journey: PhoneJourney) => void,
  options: StageOptions = {},
): void {
  requireEngine('chromium')(name, () => {
    let stage: Stage;
    let browser: Browser;
    let opened: JourneyPhone[] = [];

    beforeAll(async () => {
      [stage, browser] = await Promise.all([startStage(options), launchChromium()]);
    });
    afterEach(async () => {
      const phones = opened;
      opened = [];
      for (const phone of phones) await phone.close();
      expect(phones.flatMap(({ errors }) => errors)).toEqual([]);
    });
    afterAll(async () => {
      await browser?.close();
      await stage?.stop();
    });

    async function open(input: PhoneInput = {}): Promise<JourneyPhone> {
      const phone = withHands(await openPhone(stage, { browser, ...input }));
      opened.push(phone);
      return phone;
    }

    body({
      get stage() {
        return stage;
      },
      open,
      async looksWell(picture, input, act = async () => {}) {
        for (const [language, type, width] of LOOKS) {
          const conditions = {
            ...input.conditions,
            language: language === 'en' ? ('en' as const) : ('zh_CN' as const),
            fontSize: type === 'largest' ? 22 : 16,
          };
          const phone = await open({ ...input, width, conditions });
          await phone.page.locator('[aria-role=heading], input').first().waitFor();
          await act(phone);
          await phone.looksWell(`${picture}-${language}-${type}`);
          await phone.close();
        }
      },
    });
  });
}

function withHands(phone: OpenPhone): JourneyPhone {
  const { page } = phone;
  let closed = false;
  async function picture(name: string): Promise<void> {
    if (!PICTURES) return;
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: path.join(PICTURES, `${name}.png`) });
  }
  return {
    ...phone,
    picture,
    sees: (words) => page.getByText(words).filter({ visible: true }).first().waitFor(),
    taps: (words) => page.getByText(words, { exact: true }).filter({ visible: true }).last().tap(),
    async looksWell(name) {
      await picture(name);
      expect({ name, ...(await phone.look()) }).toEqual({ name, ...GOOD_LOOK });
    },
    async close() {
      if (!closed) await phone.close();
      closed = true;
    },
  };
}
