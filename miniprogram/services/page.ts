import { serverNow } from './clock';
import type { Called, Failure } from './failure';
import { failureWords, type ShownFailure } from './failure-words';
import { PAGES, readQuery, urlOf, type Query, type Target } from './navigation';
import { settings } from './settings';
import { wordsOf, type AreaTexts, type Words } from './texts';

/** What every page's template reads. `view` is what the page's view-model made of the facts. */
export interface PageData<View> {
  phase: 'loading' | 'ready' | 'empty' | 'failed';
  view: View | null;
  failure: ShownFailure | null;
  /** Name of the act under way; its button shows it and no second tap counts. */
  busy: string;
  large: boolean;
  locale: string;
}

export interface Outlook<Key extends string> {
  words: Words<Key>;
  /** The server's time. */
  now: number;
  query: Query;
}

/** What handlers of a page's events get in place of `this`. */
export interface PageHandle<Facts, Key extends string> {
  query: Query;
  words: Words<Key>;
  /** What the page knows now; handlers run only when something was loaded. */
  readonly facts: Facts;
  /** Shows other facts, for example what an act brought back, or an answer being typed. */
  show(facts: Facts): void;
  /** Draws in the language and type size that were chosen just now. */
  redress(): void;
  reload(): Promise<void>;
  /** Runs an act unless one is under way: a double tap never sends twice. */
  once(name: string, act: () => Promise<void>): Promise<void>;
  /** Tells a failure in a sheet that stays until it is read. */
  tell(failure: Failure): void;
}

export type TapEvent = WechatMiniprogram.CustomEvent<never, never, never>;
export type InputEvent = { detail: { value: string } };
/** An event of an element with `data-` values. */
export type DataEvent<Data> = { currentTarget: { dataset: Data } };

/** A card for a friend, and the page it opens. */
export interface ShareCard {
  title: string;
  target: Target;
}

export interface PageOptions<Facts, View, Key extends string> {
  texts: AreaTexts<Key>;
  /** Key of the title in the navigation bar. */
  title: Key;
  load(outlook: Outlook<Key>): Promise<Called<Facts>>;
  isEmpty?(facts: Facts): boolean;
  view(facts: Facts, outlook: Outlook<Key>): View;
  /** What a quiet reload keeps of the facts before: answers being typed. */
  keep?(before: Facts, after: Facts): Facts;
  /**
   * What WeChat asks when the person goes back by its own button or gesture; empty lets them go. It cannot be asked when the
   * page is replaced.
   */
  askBeforeBack?(facts: Facts, outlook: Outlook<Key>): string;
  /** The person went back although they were asked. */
  wentBack?(): void;
  /** Draws anew every half minute, for time left. */
  ticking?: boolean;
  /** Whether the server is asked anew every half minute, for what others say or decide meanwhile. */
  refreshing?(facts: Facts): boolean;
  /** What a share button sends; without it the page cannot be passed on. */
  share?(facts: Facts, outlook: Outlook<Key>): ShareCard | null;
  events?: Record<string, (page: PageHandle<Facts, Key>, event: never) => void | Promise<void>>;
}

/** State of one opened page, kept beside WeChat's instance. */
interface Opened<Facts> {
  query: Query;
  facts: Facts | undefined;
  loading: Promise<void> | undefined;
  busy: boolean;
  timer: ReturnType<typeof setInterval> | undefined;
  /** What is asked before going back; empty while nothing is. */
  askedBack: string;
  shownBefore: boolean;
  gone: boolean;
}

interface Instance<Facts, View> {
  data: PageData<View>;
  opened: Opened<Facts>;
  setData(change: Partial<PageData<View>>): void;
}

const TICK_MS = 30_000;

/**
 * Registers a page: loads, shows loading, empty and failed states, tries again, takes care of language and large type,
 * reloads quietly when the page is seen again, and guards acts against double taps.
 */
export function definePage<Facts, View, Key extends string>(options: PageOptions<Facts, View, Key>): void {
  type Self = Instance<Facts, View>;

  const outlookOf = (self: Self): Outlook<Key> => ({
    words: wordsOf(options.texts, settings().locale),
    now: serverNow(),
    query: self.opened.query,
  });

  function draw(self: Self): void {
    const { facts, gone } = self.opened;
    if (gone || facts === undefined) return;
    const phase = options.isEmpty?.(facts) ? 'empty' : 'ready';
    const outlook = outlookOf(self);
    self.setData({ phase, failure: null, view: options.view(facts, outlook) });
    if (options.askBeforeBack) holdBack(self, phase === 'ready' ? options.askBeforeBack(facts, outlook) : '');
  }

  function holdBack({ opened }: Self, message: string): void {
    if (message === opened.askedBack) return;
    opened.askedBack = message;
    if (message === '') wx.disableAlertBeforeUnload({});
    else wx.enableAlertBeforeUnload({ message });
  }

  function dress(self: Self): void {
    const { locale, large } = settings();
    if (locale !== self.data.locale || large !== self.data.large) self.setData({ locale, large });
    void wx.setNavigationBarTitle({ title: outlookOf(self).words.t(options.title) });
  }

  function load(self: Self): Promise<void> {
    self.opened.loading ??= loadOnce(self).finally(() => {
      self.opened.loading = undefined;
    });
    return self.opened.loading;
  }

  async function loadOnce(self: Self): Promise<void> {
    const outlook = outlookOf(self);
    const called = await options.load(outlook);
    if (self.opened.gone) return;
    if (called.ok) {
      const before = self.opened.facts;
      self.opened.facts = before && options.keep ? options.keep(before, called.body) : called.body;
      // The language may have been changed in the chat.
      if (settings().locale !== self.data.locale) dress(self);
      draw(self);
    } else if (self.opened.facts === undefined) {
      self.setData({ phase: 'failed', failure: failureWords(called.failure, outlook.words) });
    }
  }

  async function once(self: Self, name: string, act: () => Promise<void>): Promise<void> {
    // The guard does not wait for the page to be drawn: two taps may come in one frame.
    if (self.opened.busy) return;
    self.opened.busy = true;
    self.setData({ busy: name });
    try {
      await act();
    } finally {
      self.opened.busy = false;
      if (!self.opened.gone) self.setData({ busy: '' });
    }
  }

  function handle(self: Self, loaded: Facts): PageHandle<Facts, Key> {
    const { words, query } = outlookOf(self);
    return {
      query,
      words,
      get facts() {
        return self.opened.facts ?? loaded;
      },
      show(changed) {
        self.opened.facts = changed;
        draw(self);
      },
      redress() {
        dress(self);
        draw(self);
      },
      reload: () => load(self),
      once: (name, act) => once(self, name, act),
      tell(failure) {
        const { title, text } = failureWords(failure, words);
        void wx.showModal({ title, content: text, showCancel: false, confirmText: words.t('frame.ok') });
      },
    };
  }

  const events = Object.entries(options.events ?? {}).map(([name, handler]) => [
    name,
    function onEvent(this: Self, event: never): void {
      const { facts } = this.opened;
      if (facts !== undefined) void handler(handle(this, facts), event);
    },
  ]);

  const { share } = options;
  const sharing = share && {
    /** WeChat's own menu offers passing on as well: it leads to the first page, never to what is of one person. */
    onShareAppMessage(this: Self, { from }: { from: string }) {
      const { facts } = this.opened;
      const outlook = outlookOf(this);
      const card = from === 'button' && facts !== undefined ? share(facts, outlook) : null;
      return card
        ? { title: card.title, path: urlOf(card.target) }
        : { title: outlook.words.t('frame.app'), path: PAGES.home };
    },
  };

  Page<PageData<View>, Record<string, unknown> & { opened: Opened<Facts> }>({
    data: { phase: 'loading', view: null, failure: null, busy: '', ...settings() },
    opened: nothingOpened(),
    ...Object.fromEntries(events),
    ...sharing,
    onLoad(this: Self, query: Record<string, string | undefined>) {
      this.opened = { ...nothingOpened<Facts>(), query: readQuery(query) };
      dress(this);
      void load(this);
    },
    onShow(this: Self) {
      const { opened } = this;
      if (opened.shownBefore) {
        dress(this);
        draw(this);
        void load(this);
      }
      opened.shownBefore = true;
      stopTicking(opened);
      if (options.ticking) opened.timer = setInterval(() => draw(this), TICK_MS);
      const { refreshing } = options;
      if (refreshing)
        opened.timer = setInterval(() => {
          if (opened.facts !== undefined && refreshing(opened.facts)) void load(this);
        }, TICK_MS);
    },
    onHide(this: Self) {
      stopTicking(this.opened);
    },
    onUnload(this: Self) {
      this.opened.gone = true;
      stopTicking(this.opened);
      if (this.opened.askedBack !== '') options.wentBack?.();
    },
    onPullDownRefresh(this: Self) {
      void load(this).then(() => wx.stopPullDownRefresh());
    },
    retry(this: Self) {
      this.setData({ phase: 'loading', failure: null });
      void load(this);
    },
  });
}

function stopTicking(opened: Pick<Opened<unknown>, 'timer'>): void {
  if (opened.timer !== undefined) clearInterval(opened.timer);
  opened.timer = undefined;
}

function nothingOpened<Facts>(): Opened<Facts> {
  return {
    query: {},
    facts: undefined,
    loading: undefined,
    busy: false,
    timer: undefined,
    askedBack: '',
    shownBefore: false,
    gone: false,
  };
}
