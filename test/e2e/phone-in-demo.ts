import type { Frame, Locator, Page } from 'playwright-core';
import { until } from '../support/until';

/** The mini program on the phone of the demo page, pressed with the mouse. */
export interface PhoneInDemo {
  /** Name of the page that is shown and ready, and the field it asks for. */
  at(): Promise<Place>;
  /** Waits until one of these pages is shown. */
  arrives(...pages: string[]): Promise<Place>;
  find(selector: string, options?: Parameters<Page['locator']>[1]): Locator;
  /** Presses the first of what is shown. */
  presses(selector: string, options?: Parameters<Page['locator']>[1]): Promise<void>;
  /** The green button at the foot of the page. */
  pressesMain(): Promise<void>;
  /** The last button of a sheet of WeChat: yes. */
  allows(): Promise<void>;
}

export interface Place {
  page: string;
  field: string;
  /** Changes with every page that is opened and every answer of it. */
  key: string;
}

/** What a page of the mini program tells of itself. */
interface ShownPage {
  route: string;
  options: Record<string, string>;
  data: { phase: string; busy: string };
}
declare const getCurrentPages: () => ShownPage[];

const PATIENCE = { withinMs: 30_000, everyMs: 30 };

export function phoneInDemo(page: Page): PhoneInDemo {
  const shown = page.frameLocator('.mini-frame:not([hidden])');
  const find: PhoneInDemo['find'] = (selector, options) =>
    shown.locator(selector, options).filter({ visible: true });

  async function frame(): Promise<Frame | null> {
    const element = await page.locator('.mini-frame.loaded:not([hidden])').elementHandle();
    return (await element?.contentFrame()) ?? null;
  }
  async function look(): Promise<Place | undefined> {
    const found = await (
      await frame()
    )?.evaluate(() => {
      const top = getCurrentPages().at(-1);
      return top && { route: top.route, options: top.options, phase: top.data.phase, busy: top.data.busy };
    });
    if (!found || found.phase !== 'ready' || found.busy) return undefined;
    const { route, options } = found;
    return {
      page: route.split('/')[1] ?? '',
      field: options['field'] ?? options['notice'] ?? '',
      key: route + JSON.stringify(options),
    };
  }

  const phone: PhoneInDemo = {
    find,
    at: () => until('the phone shows a page', look, PATIENCE),
    arrives: (...pages) =>
      until(
        `the phone shows ${pages.join(' or ')}`,
        async () => {
          const place = await look();
          return place && pages.includes(place.page) ? place : undefined;
        },
        PATIENCE,
      ),
    presses: (selector, options) => find(selector, options).first().click(),
    pressesMain: () => phone.presses('.action-bar__main'),
    allows: () => phone.presses('.mp-sheet__option:last-child'),
  };
  return phone;
}
