import type { Backend, Caller, CodeSpace } from './framework';
import { choose } from './sheets';
import { wechatWord } from './wechat-words';

interface Opened {
  /** As it was opened. */
  url: string;
  /** Asked before going back; empty asks nothing. */
  question?: string;
  route: string;
  caller: Caller;
  box: HTMLElement;
  root: { release(): void; attach(parent: HTMLElement, place: HTMLElement): void };
  lifetimes: { triggerPageLifetime?(name: string, given: unknown[]): void };
}

export interface PageConfig {
  navigationBarTitleText?: string;
  enablePullDownRefresh?: boolean;
}

/** The stack of opened pages, ten deep as WeChat's. */
export interface Routes {
  open(url: string): void;
  replace(url: string): void;
  relaunch(url: string): void;
  back(delta?: number): void;
  /** The back button of WeChat itself: asks first where the page wants it (`enableAlertBeforeUnload`). */
  pressBack(): Promise<void>;
  /** What is asked before the topmost page is left by going back; empty asks nothing. */
  askBeforeBack(message: string): void;
  callers(): Caller[];
  top(): Caller | undefined;
  setTitle(title: string): void;
  /** The whole app goes to the background or comes back. */
  hide(): void;
  show(): void;
  pullDown(): void;
  /** Path and query of the topmost page. */
  shown(): string;
  scrollTo(top: number): void;
}

const DEEPEST = 10;

let current: Routes | undefined;

export function routes(): Routes {
  if (!current) throw new Error('the mini program has not started');
  return current;
}

export function createRoutes(input: {
  space: CodeSpace;
  backend: Backend;
  configs: Record<string, PageConfig>;
}): Routes {
  const { space, backend, configs } = input;
  const stack: Opened[] = [];
  const screen = (): HTMLElement => document.getElementById('app')!;
  const call = (page: Opened, name: string, ...given: unknown[]): void => {
    const method = page.caller[name];
    if (typeof method === 'function') method.apply(page.caller, given);
  };

  function setTitle(title: string): void {
    document.title = title;
    document.querySelector('.mp-nav__title')!.textContent = title;
  }

  function reveal(): void {
    const page = stack.at(-1);
    if (!page) return;
    page.box.style.display = '';
    document.querySelector<HTMLElement>('.mp-nav__back')!.hidden = stack.length < 2;
    call(page, 'onShow');
    page.lifetimes.triggerPageLifetime?.('show', []);
  }

  function push(url: string): void {
    const [, search = ''] = url.split('?');
    const route = pathOf(url);
    if (!configs[route]) throw new Error(`page "${route}" is not found`);
    // Values are handed over as they stand in the address, as WeChat does.
    const query = Object.fromEntries(search.split('&').flatMap((part) => (part ? [splitOnce(part)] : [])));
    const box = document.createElement('div');
    box.className = 'mp-page-box';
    const place = document.createElement('span');
    box.append(place);
    screen().append(box);
    const root = backend.createRoot('page', space, route);
    const caller = root.get() as unknown as Caller;
    Object.assign(caller, { route, options: query });
    const page = { url, route, caller, box, root, lifetimes: root.getComponent() } as unknown as Opened;
    stack.push(page);
    setTitle(configs[route]?.navigationBarTitleText ?? '');
    call(page, 'onLoad', query);
    page.root.attach(box, place);
    reveal();
    call(page, 'onReady');
  }

  function pop(): void {
    const page = stack.pop();
    if (!page) return;
    call(page, 'onUnload');
    page.root.release();
    page.box.remove();
  }

  function hideTop(): void {
    const page = stack.at(-1);
    if (!page) return;
    call(page, 'onHide');
    page.box.style.display = 'none';
  }

  current = {
    open(url) {
      if (stack.length >= DEEPEST) throw new Error('webview count limit exceed');
      hideTop();
      push(url);
    },
    replace(url) {
      pop();
      push(url);
    },
    relaunch(url) {
      if (!configs[pathOf(url)]) throw new Error(`page "${url}" is not found`);
      while (stack.length > 0) pop();
      push(url);
    },
    back(delta = 1) {
      for (let left = delta; left > 0 && stack.length > 1; left--) pop();
      const title = configs[stack.at(-1)?.route ?? '']?.navigationBarTitleText;
      setTitle(title ?? '');
      reveal();
    },
    async pressBack() {
      const question = stack.at(-1)?.question ?? '';
      if (question !== '') {
        const options = [wechatWord('cancel'), wechatWord('ok')];
        const { option } = await choose({ kind: 'modal', title: '', text: question, options });
        if (option !== wechatWord('ok')) return;
      }
      current?.back();
    },
    askBeforeBack(message) {
      const page = stack.at(-1);
      if (page) page.question = message;
    },
    callers: () => stack.map(({ caller }) => caller),
    top: () => stack.at(-1)?.caller,
    setTitle,
    hide() {
      const page = stack.at(-1);
      if (page) call(page, 'onHide');
    },
    show() {
      const page = stack.at(-1);
      if (page) call(page, 'onShow');
    },
    pullDown() {
      const page = stack.at(-1);
      if (page && configs[page.route]?.enablePullDownRefresh) call(page, 'onPullDownRefresh');
    },
    shown: () => stack.at(-1)?.url ?? '',
    scrollTo(top) {
      screen().scrollTop = top;
    },
  };
  return current;
}

/** Path of a page without its query and first slash. */
function pathOf(url: string): string {
  return (url.split('?')[0] ?? '').replace(/^\//, '');
}

function splitOnce(part: string): [string, string] {
  const at = part.indexOf('=');
  return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
}
