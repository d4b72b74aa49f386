import type { Timeline } from '../core/timeline';
import { plainText, readAttributes, readForms, type PageForm } from './html';

export interface Page {
  url: string;
  status: number;
  headers: Headers;
  html: string;
  title: string;
  text: string;
  forms: PageForm[];
  links: { text: string; href: string }[];
}

export interface Submission {
  /** Text or name of the button; the form's first one otherwise. */
  button?: string;
  /** Values typed or boxes ticked; replaces fields of the same name, `undefined` removes. */
  fields?: Record<string, string | string[] | undefined>;
  /** Which form, from 0; the one that has the button otherwise. */
  form?: number;
}

/** A phone's or desktop's browser: keeps cookies, follows redirects, sends forms; runs no scripts. */
export interface Browser {
  open(url: string): Promise<Page>;
  submit(page: Page, submission?: Submission): Promise<Page>;
  cookies(url: string): Record<string, string>;
  forgetCookies(): void;
}

export interface BrowserOptions {
  who: string;
  timeline: Timeline;
  /** Extra headers for some addresses, for example whose phone it is. */
  headersFor?(url: URL): Record<string, string>;
}

const MAX_REDIRECTS = 10;

export function createBrowser(options: BrowserOptions): Browser {
  const jars = new Map<string, Map<string, string>>();

  async function request(url: URL, init: { method: string; headers: Record<string, string>; body?: string }) {
    const jar = jars.get(url.host) ?? new Map<string, string>();
    jars.set(url.host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = {
      Accept: 'text/html,*/*',
      'Accept-Language': 'zh-CN',
      'User-Agent': 'Mozilla/5.0 (iPhone) MicroMessenger/8.0',
      ...options.headersFor?.(url),
      ...(cookie && { Cookie: cookie }),
      ...init.headers,
    };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) keepCookie(jar, line);
    return response;
  }

  async function go(start: URL, init: { method: string; headers: Record<string, string>; body?: string }) {
    let url = start;
    let step = init;
    for (let hops = 0; hops < MAX_REDIRECTS; hops += 1) {
      const response = await request(url, step);
      const location = response.headers.get('location');
      if (!location || response.status < 300 || response.status > 399) return show(url, response);
      await response.arrayBuffer();
      url = new URL(location, url);
      if (response.status !== 307 && response.status !== 308) step = { method: 'GET', headers: {} };
    }
    throw new Error(`too many redirects at ${url.host}`);
  }

  async function show(url: URL, response: Response): Promise<Page> {
    const page = toPage(url, response, await response.text());
    const data = { url: page.url, status: page.status, title: page.title };
    options.timeline.record({ area: 'browser', kind: 'page.shown', who: options.who, data });
    return page;
  }

  return {
    open: (url) => go(new URL(url), { method: 'GET', headers: {} }),
    submit(page, submission = {}) {
      const { form, button } = chooseForm(page, submission);
      const target = new URL(button?.formaction || form.action || page.url, page.url);
      const body = formBody(form, button, submission.fields ?? {});
      if (form.method === 'get') {
        target.search = body.toString();
        return go(target, { method: 'GET', headers: { Referer: page.url } });
      }
      const headers = {
        'Content-Type': 'application/x-www-form-urlencoded',
        Origin: new URL(page.url).origin,
        Referer: page.url,
        'Sec-Fetch-Site': 'same-origin',
      };
      return go(target, { method: 'POST', headers, body: body.toString() });
    },
    cookies: (url) => Object.fromEntries(jars.get(new URL(url).host) ?? []),
    forgetCookies: () => jars.clear(),
  };
}

function keepCookie(jar: Map<string, string>, line: string): void {
  const [pair = '', ...rules] = line.split(';');
  const equals = pair.indexOf('=');
  const name = pair.slice(0, equals).trim();
  if (rules.some((rule) => /^\s*max-age=(0|-\d+)\s*$/i.test(rule) || /expires=.*\b1970\b/i.test(rule))) {
    jar.delete(name);
  } else {
    jar.set(name, pair.slice(equals + 1).trim());
  }
}

function toPage(url: URL, response: Response, html: string): Page {
  const links = [...html.matchAll(/<a\b([^>]*)>([\s\S]*?)<\/a\s*>/gi)].map(([, head = '', inner = '']) => ({
    text: plainText(inner),
    href: new URL(readAttributes(head)['href'] ?? '', url).toString(),
  }));
  return {
    url: url.toString(),
    status: response.status,
    headers: response.headers,
    html,
    title: plainText(/<title>([\s\S]*?)<\/title>/i.exec(html)?.[1] ?? ''),
    text: plainText(html.replace(/<head\b[\s\S]*?<\/head>/i, '')),
    forms: readForms(html),
    links,
  };
}

type FormButton = PageForm['buttons'][number];

function chooseForm(page: Page, submission: Submission): { form: PageForm; button?: FormButton } {
  const { button: wanted } = submission;
  const candidates =
    submission.form === undefined ? page.forms : page.forms.slice(submission.form).slice(0, 1);
  for (const form of candidates) {
    if (wanted === undefined) return { form, button: form.buttons[0] };
    const button = form.buttons.find(
      ({ name, value, text }) => text === wanted || name === wanted || value === wanted,
    );
    if (button) return { form, button };
  }
  const known = page.forms.flatMap(({ buttons }) => buttons.map(({ text }) => text)).join(', ');
  throw new Error(
    `the page "${page.title}" (${page.status}) has no form with "${wanted}"; buttons: ${known}`,
  );
}

function formBody(
  form: PageForm,
  button: FormButton | undefined,
  typed: Record<string, string | string[] | undefined>,
): URLSearchParams {
  const body = new URLSearchParams();
  for (const { name, value } of form.fields) if (!(name in typed)) body.append(name, value);
  for (const [name, value] of Object.entries(typed)) {
    for (const one of value === undefined ? [] : [value].flat()) body.append(name, one);
  }
  if (button?.name) body.append(button.name, button.value);
  return body;
}
