import { Script } from 'node:vm';
import { JSDOM, VirtualConsole } from 'jsdom';
import { ORDINARY, type PhoneConditions } from '../platform/miniprogram-runner/conditions';
import { PHONE_BODY } from '../platform/miniprogram-runner/phone-page';
import { builtMiniProgram } from './built-miniprogram';
import { until } from './until';

/** What the server answers in a page test: a status and a body, or no answer at all. */
export type Reply = { status?: number; body: unknown } | 'no answer';

/** A call as the page made it. */
export interface SeenCall {
  method: string;
  /** Below /api/v1, with its query. */
  path: string;
  body: unknown;
  headers: Record<string, string>;
}

export interface MountInput {
  /** Path and query, for example `/pages/question/index?field=name`. */
  page: string;
  /** Answers by `METHOD /path`; a function sees the call. What has no answer here is answered with 404. */
  server?: Record<string, Reply | ((call: SeenCall) => Reply | Promise<Reply>)>;
  /** A running server in place of `server`. */
  serverUrl?: string;
  /** What WeChat and the person answer: `login`, `pay` … */
  ask?: (name: string, input: unknown) => unknown;
  conditions?: Partial<PhoneConditions>;
  /** Storage of the phone before the start. */
  storage?: Record<string, unknown>;
}

/** One page of the mini program in jsdom, drawn by the very bundle that Chromium runs. */
export interface MountedPage {
  document: Document;
  /** Everything readable on the topmost page. */
  text(): string;
  data(): Record<string, unknown>;
  calls: SeenCall[];
  /** The pages on the stack, the topmost last. */
  stack(): { route: string; options: Record<string, string> }[];
  /** Waits until the page shows this. */
  sees(text: string): Promise<void>;
  /** Taps the smallest element with this text or label, as often as told within one moment. */
  taps(words: string, times?: number): Promise<void>;
  types(value: string, input?: number): Promise<void>;
  set(change: Partial<PhoneConditions>): void;
  /** Calls a method of `wx` as a page would. */
  wx(method: string, options?: Record<string, unknown>): Promise<Record<string, unknown>>;
  leaves(): void;
  returns(): void;
  close(): void;
}

const SESSION = { token: 'session-token-of-a-test-phone', expiresAt: 8_000_000_000_000 };
/** A phone that is signed in, so that a test need not play the login. */
export const SIGNED_IN = { session: SESSION };

let compiled: Script | undefined;

export async function mountPage(input: MountInput): Promise<MountedPage> {
  const { script } = await builtMiniProgram();
  compiled ??= new Script(script, { filename: 'miniprogram.js' });
  const errors: unknown[] = [];
  const console_ = new VirtualConsole();
  console_.on('jsdomError', (error) => errors.push(error));
  const dom = new JSDOM(`<!doctype html><body>${PHONE_BODY}</body>`, {
    url: 'http://phone.test/',
    runScripts: 'outside-only',
    virtualConsole: console_,
  });
  const calls: SeenCall[] = [];
  const window = dom.window as unknown as Window & Record<string, unknown>;
  const conditions: PhoneConditions = { ...ORDINARY, nextFiles: [], ...input.conditions };
  for (const [key, value] of Object.entries(input.storage ?? {})) keep(window, key, value);
  Object.assign(window, {
    phone: {
      conditions,
      serverOrigin: input.serverUrl ?? 'http://phone.test',
      entry: input.page,
      ask: (name: string, given: unknown) => Promise.resolve(input.ask?.(name, given) ?? ASKED[name]?.()),
    },
    fetch: (url: string, init: RequestInit) =>
      input.serverUrl ? fetch(url, init) : answer(input, calls, url, init),
    AbortSignal,
    FormData,
    Blob,
  });
  compiled.runInContext(dom.getInternalVMContext());
  const topmost = (): Element => {
    const boxes = [...dom.window.document.querySelectorAll('.mp-page-box')];
    return boxes.at(-1) ?? dom.window.document.body;
  };
  const page: MountedPage = {
    document: dom.window.document as unknown as Document,
    calls,
    text: () => wholeText(topmost(), dom.window.document.querySelectorAll('.mp-sheet, .mp-toast')),
    data: () => pagesOf(window).at(-1)?.data ?? {},
    stack: () => pagesOf(window).map(({ route, options }) => ({ route, options })),
    async sees(text) {
      const shown = (): string => `"${text}" on the page, which shows: ${page.text()}`;
      await until(shown, () => page.text().includes(text), { withinMs: 8_000, everyMs: 5 });
    },
    async taps(words, times = 1) {
      const element = pressable(dom.window.document, topmost(), words);
      for (let left = times; left > 0; left--) tap(dom, element);
      await settled();
    },
    async types(value, index = 0) {
      const field = topmost().querySelectorAll('input, textarea')[index] as HTMLInputElement | undefined;
      if (!field) throw new Error(`the page has no input ${index}`);
      field.value = value;
      field.dispatchEvent(new dom.window.Event('input', { bubbles: true }) as unknown as Event);
      await settled();
    },
    set: (change) => void Object.assign(conditions, change),
    wx: (method, options = {}) =>
      (window['wx'] as Record<string, (given: object) => Promise<Record<string, unknown>>>)[method]!(options),
    leaves: () => (window['miniProgram'] as { hide(): void }).hide(),
    returns: () => (window['miniProgram'] as { show(): void }).show(),
    close() {
      dom.window.close();
      if (errors.length > 0) throw errors[0];
    },
  };
  await settled();
  return page;
}

const ASKED: Record<string, () => unknown> = {
  login: () => ({ code: 'login-code' }),
  phoneNumberCode: () => ({ code: 'phone-code' }),
};

async function answer(
  input: MountInput,
  calls: SeenCall[],
  url: string,
  init: RequestInit,
): Promise<Response> {
  const { pathname, search } = new URL(url);
  const call: SeenCall = {
    method: init.method ?? 'GET',
    path: pathname.replace('/api/v1', '') + search,
    body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
    headers: init.headers as Record<string, string>,
  };
  calls.push(call);
  const rule =
    input.server?.[`${call.method} ${call.path}`] ??
    input.server?.[`${call.method} ${pathname.replace('/api/v1', '')}`];
  const reply = typeof rule === 'function' ? await rule(call) : rule;
  if (reply === 'no answer') throw new TypeError('fetch failed');
  const { status = 200, body } = reply ?? {
    status: 404,
    body: { error: { code: 'NOT_FOUND', message: 'absent' } },
  };
  return new Response(JSON.stringify(body), { status });
}

interface PageCaller {
  route: string;
  options: Record<string, string>;
  data: Record<string, unknown>;
}

function pagesOf(window: Record<string, unknown>): PageCaller[] {
  return (window['getCurrentPages'] as () => PageCaller[])();
}

function keep(window: Window, key: string, value: unknown): void {
  const kept = JSON.parse(window.localStorage.getItem('mp-storage') ?? '{}') as object;
  window.localStorage.setItem('mp-storage', JSON.stringify({ ...kept, [key]: value }));
}

function wholeText(page: Element, over: Iterable<Element>): string {
  return [page, ...over].map((part) => part.textContent ?? '').join('\n');
}

/** The smallest element that has these words as its text or label; sheets over the page come first. */
function pressable(document: unknown, page: Element, words: string): Element {
  const sheets = [...(document as Document).querySelectorAll('.mp-sheet')];
  for (const place of [...sheets.reverse(), page]) {
    const found = [...place.querySelectorAll('*')].filter(
      (element) => element.textContent?.trim() === words || element.getAttribute('aria-label') === words,
    );
    const smallest = found.at(-1);
    if (smallest) return smallest;
  }
  throw new Error(`nothing reads "${words}" on the page, which shows: ${page.textContent}`);
}

function tap(dom: JSDOM, element: Element): void {
  for (const kind of ['mousedown', 'mouseup', 'click']) {
    const event = new dom.window.MouseEvent(kind, { bubbles: true, composed: true, clientX: 1, clientY: 1 });
    element.dispatchEvent(event as unknown as Event);
  }
}

/** Lets promises and microtasks of the page run. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}
