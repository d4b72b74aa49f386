/** Every page by name. A page stands here once it exists; the build checks that each is in app.json. */
export const PAGES = {
  home: '/pages/home/index',
  question: '/pages/question/index',
  site: '/pages/site/index',
  subjects: '/pages/subjects/index',
  start: '/pages/start/index',
  sites: '/pages/sites/index',
  fees: '/pages/fees/index',
  account: '/pages/account/index',
  notice: '/pages/notice/index',
  consent: '/pages/consent/index',
  settings: '/pages/settings/index',
  'my-data': '/pages/my-data/index',
  password: '/pages/password/index',
  deletion: '/pages/deletion/index',
  promise: '/pages/promise/index',
  check: '/pages/check/index',
  photo: '/pages/photo/index',
  submit: '/pages/submit/index',
  status: '/pages/status/index',
  payment: '/pages/payment/index',
  proof: '/pages/proof/index',
  ticket: '/pages/ticket/index',
  help: '/pages/help/index',
  chat: '/pages/chat/index',
  orders: '/pages/order/index',
  order: '/pages/order/detail',
  paylink: '/pages/paylink/index',
  payer: '/pages/payer/index',
  open: '/pages/open/index',
} as const;

export type PageName = keyof typeof PAGES;
export type Query = Record<string, string>;

/** A page with what it is asked to show. */
export interface Target {
  page: PageName;
  query?: Query;
}

/** WeChat keeps ten pages at most; beyond that the top one is replaced. */
const DEEPEST = 10;

export function openPage({ page, query = {} }: Target): void {
  const url = urlOf({ page, query });
  if (getCurrentPages().length >= DEEPEST) void wx.redirectTo({ url });
  else void wx.navigateTo({ url });
}

/** The next page in place of this one, so that going back does not lead through answered questions. */
export function replacePage(target: Target): void {
  void wx.redirectTo({ url: urlOf(target) });
}

/** One page back; home when this is the only one, as after a link from the chat. */
export function goBack(): void {
  if (getCurrentPages().length > 1) void wx.navigateBack();
  else goHome();
}

export function goHome(query: Query = {}): void {
  void wx.reLaunch({ url: urlOf({ page: 'home', query }) });
}

export function urlOf({ page, query = {} }: Target): string {
  const parts = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return PAGES[page] + (parts.length > 0 ? `?${parts.join('&')}` : '');
}

/** Query of an opened page: WeChat hands the values over as they stood in the address. */
export function readQuery(options: Record<string, string | undefined>): Query {
  const entries = Object.entries(options).map(([name, value]): [string, string] => [
    name,
    decoded(value ?? ''),
  ]);
  return Object.fromEntries(entries);
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
