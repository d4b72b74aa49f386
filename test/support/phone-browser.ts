import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Candidate } from '../platform/hands/candidate';
import { ORDINARY, type PhoneConditions } from '../platform/miniprogram-runner/conditions';
import { phoneHands, type PhoneHands } from '../platform/miniprogram-runner/hands';
import { startPhoneServer } from '../platform/miniprogram-runner/phone-server';
import { builtMiniProgram } from './built-miniprogram';
import type { Stage } from './stage';

const LOOK = readFileSync(path.join(__dirname, '../e2e/page-look.js'), 'utf8');

/** Runs in the phone before anything else. */
function shiftClock(offsetMs: number): void {
  const now = Date.now.bind(Date);
  Date.now = () => now() + offsetMs;
}

export interface Look {
  wide: string[];
  faint: string[];
  small: string[];
}

/** A person's phone in Chromium, with the mini program open on it. */
export interface OpenPhone {
  page: Page;
  candidate: Candidate;
  hands: PhoneHands;
  /** Changes how the phone behaves from now on. */
  set(change: Partial<PhoneConditions>): Promise<void>;
  /** Leaves the mini program and comes back. */
  leaveAndReturn(): Promise<void>;
  /** What hangs over the edge, texts of too little contrast, targets too small for a thumb. */
  look(): Promise<Look>;
  /** Errors of the page so far; a journey expects none. */
  errors: string[];
  close(): Promise<void>;
}

export interface OpenPhoneInput {
  browser: Browser;
  candidate?: Candidate;
  /** Path and query of the page to open, for example `/pages/question/index?field=name`. */
  entry?: string;
  width?: number;
  height?: number;
  conditions?: Partial<PhoneConditions>;
  /** What the phone's own clock shows at the start, in epoch milliseconds; the machine's time otherwise. */
  phoneTime?: number;
}

/** Opens the mini program of one person against a running stage. The caller closes it. */
export async function openPhone(stage: Stage, input: OpenPhoneInput): Promise<OpenPhone> {
  const { browser, candidate = stage.platform.candidate(), entry = '', width = 375, height = 812 } = input;
  const hands = phoneHands(stage.platform, candidate);
  const server = await startPhoneServer({
    bundle: await builtMiniProgram(),
    hands,
    serverUrl: () => stage.publicUrl,
    conditions: { ...ORDINARY, ...input.conditions },
    entry,
  });
  const context: BrowserContext = await browser.newContext({
    viewport: { width, height },
    // Sharp pictures for human eyes; nobody looks otherwise.
    deviceScaleFactor: process.env['PICTURES'] ? 2 : 1,
    hasTouch: true,
    isMobile: true,
    locale: 'zh-CN',
  });
  if (input.phoneTime !== undefined) await context.addInitScript(shiftClock, input.phoneTime - Date.now());
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  page.on('console', (message) => {
    const aboutAnswer = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !aboutAnswer) errors.push(message.text());
  });
  page.setDefaultTimeout(10_000);
  await page.goto(server.url);
  return {
    page,
    candidate,
    hands,
    errors,
    look: () => page.evaluate(LOOK),
    set: (change) => page.evaluate(`Object.assign(phone.conditions, ${JSON.stringify(change)})`),
    leaveAndReturn: () => page.evaluate('miniProgram.hide(); miniProgram.show()'),
    async close() {
      await context.close();
      await server.stop();
    },
  };
}
