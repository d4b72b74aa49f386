import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Candidate } from '../platform/hands/candidate';
import { createClientBridge, type ClientBridge, type OpenedPage } from '../platform/hands/client-bridge';
import type { Stage } from '../support/stage';
import type { PageLanguage } from './small-phone';

export interface SidebarOptions {
  stage: Stage;
  /** Who holds the client, as WeCom knows them. */
  userid: string;
  /** Whose chat is open in it. */
  candidate: Candidate;
  language?: PageLanguage;
  entry?: string;
  /** Version of the client; one before 3.0.24 checks both signatures. */
  version?: string;
}

export interface Sidebar {
  context: BrowserContext;
  page: Page;
  bridge: ClientBridge;
  /** What the client has open beside it; another chat may come to its place. */
  opened: OpenedPage;
}

/** The sidebar as WeCom's client opens it beside a chat: signed in by WeCom, with its bridge in the page. */
export async function openSidebar(browser: Browser, options: SidebarOptions): Promise<Sidebar> {
  const {
    stage,
    userid,
    candidate,
    language = 'zh-CN',
    entry = 'single_kf_tools',
    version = '4.1.36',
  } = options;
  const context = await browser.newContext({
    locale: language,
    viewport: { width: 360, height: 760 },
    userAgent: `Mozilla/5.0 (Windows NT 10.0) Chrome/108.0 Safari/537.36 wxwork/${version} MicroMessenger/7.0.1`,
    extraHTTPHeaders: { 'x-phone-of': userid },
  });
  const page = await context.newPage();
  const opened: OpenedPage = { userid, chat: candidate.chat, entry };
  const bridge = createClientBridge(stage.platform.kf, opened);
  await page.exposeFunction('askClient', bridge.invoke.bind(bridge));
  await page.addInitScript(() => {
    const client = globalThis as unknown as {
      location: { href: string };
      askClient(url: string, name: string, params: object): Promise<unknown>;
      WeixinJSBridge: object;
    };
    client.WeixinJSBridge = {
      on: () => undefined,
      invoke: (name: string, params: object, done: (result: unknown) => void) =>
        void client.askClient(client.location.href, name, params).then(done),
    };
  });
  await page.goto(`${stage.publicUrl}/staff/support/sidebar`);
  return { context, page, bridge, opened };
}
