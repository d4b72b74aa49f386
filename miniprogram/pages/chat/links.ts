import type { ChatMessage } from '../../services/chat';
import { PAGES, type PageName, type Query, type Target } from '../../services/navigation';

type Item = ChatMessage['items'][number];

/** Where an item leads: a page of the mini program, or an address to copy, which WeChat does not open in here. */
export type Way = { kind: 'page'; target: Target } | { kind: 'copy'; url: string };

/** Null for what leads nowhere. */
export function wayOf(item: Item | undefined, links: Readonly<Record<string, string>>): Way | null {
  if (item?.kind === 'mini_program') return ofPath(item.path);
  return item?.kind === 'page' ? ofUrl(item.url, links) : null;
}

/** A page of the mini program with its query; items of the chat do not send back to the chat they came from. */
function ofPath(path: string): Way | null {
  const [route = '', search = ''] = path.split('?');
  const name = (Object.keys(PAGES) as PageName[]).find((page) => PAGES[page] === `/${route}`);
  if (!name) return null;
  return { kind: 'page', target: { page: name, query: { ...queryIn(search), from: 'chat' } } };
}

/** Our public pages have their like in the mini program. */
function ofUrl(url: string, links: Readonly<Record<string, string>>): Way {
  const [, path = '', search = ''] = /^https?:\/\/[^/]+(\/[^?#]*)(?:\?([^#]*))?/.exec(url) ?? [];
  const [, section = '', first = '', second = ''] = path.replace(/^\/pages/, '').split('/');
  const season: Query = first === '' || first === 'current' ? {} : { season: first };
  switch (section) {
    case 'help':
      return toPage('help');
    case 'sites':
      return toPage('sites', season);
    case 'notices':
      return toPage('notice', { ...season, ...(second && { notice: second }) });
    case 'open':
      return ofPath(`pages/open/index?${search}`) ?? { kind: 'copy', url };
    case 'ticket':
      return toPage('ticket');
    case 'links':
      return { kind: 'copy', url: links[second] ?? url };
    default:
      return { kind: 'copy', url };
  }
}

function toPage(page: PageName, query: Query = {}): Way {
  return { kind: 'page', target: { page, query } };
}

function queryIn(search: string): Query {
  const pairs = search.split('&').filter((part) => part !== '');
  return Object.fromEntries(
    pairs.map((part) => {
      const [name = '', value = ''] = part.split('=');
      return [name, decodeURIComponent(value)];
    }),
  );
}
