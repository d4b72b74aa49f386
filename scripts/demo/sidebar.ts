import { createClientBridge, type ClientBridge } from '../../test/platform/hands/client-bridge';
import type { Candidate } from '../../test/platform/hands/candidate';
import type { Stack } from './stack';

/** Where the product's sidebar is, behind its public address. */
export const SIDEBAR_PATH = '/staff/support/sidebar';

/** WeCom's client of each servicer, with the chat that is open in it. */
export interface ServicersClients {
  opens(staff: string, candidate: Candidate): void;
  /** What the client answers to a call of the sidebar; nothing is open at first. */
  answers(staff: string, name: string, params: Record<string, unknown>): Promise<Record<string, unknown>>;
}

export function servicersClients(stack: Pick<Stack, 'platform' | 'publicUrl'>): ServicersClients {
  const bridges = new Map<string, ClientBridge>();
  return {
    opens(staff, { chat }) {
      const page = { userid: staff, chat, entry: 'single_kf_tools' };
      bridges.set(staff, createClientBridge(stack.platform.kf, page));
    },
    async answers(staff, name, params) {
      const bridge = bridges.get(staff);
      // Inside the demo the page has another address; the product signed its own.
      return bridge
        ? bridge.invoke(stack.publicUrl + SIDEBAR_PATH, name, params)
        : { err_msg: `${name}:fail` };
    },
  };
}

/** The sidebar's page with the client's bridge in it, as WeCom's webview has it before any script of the page runs. */
export function withClient(html: string): string {
  return html.replace('<script ', '<script src="/page/client-bridge.js"></script><script ');
}
