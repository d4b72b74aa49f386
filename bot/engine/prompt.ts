import type { MenuItem, Reply } from '../ports';
import { fold } from '../understanding/normalize';
import { clip, byteLength, LIMITS } from './clip';
import { tapId } from './nonce';
import type { Move, Option, Question, View } from './flow';

/** Most choices on one page of a long list. */
const PAGE_SIZE = 8;

/** From so many messages left on, a typed word is asked for: only that surely refills the five. */
const FEW_MESSAGES = 2;

export interface Place {
  /** Name of the step the page belongs to. */
  step: string;
  page: number;
  /** Narrows the choices by their names. */
  fragment: string | null;
  /** Fragment as the session keeps it: also a level, which the step itself understands. */
  kept: string | null;
}

/** What one page of a question offers, in the order of its numbers. */
export interface Page {
  shown: Option[];
  /** Every choice the fragment leaves, on this page or not, and the other acts. */
  all: Option[];
  long: boolean;
  page: number;
}

/** Lays the choices of a question out on a menu of at most ten items. */
export function pageOf(question: Question, place: Place, view: View): Page {
  const more = question.more ?? [];
  const options = narrowed(question.options ?? [], place.fragment);
  const fixed = more.length + (question.links?.length ?? 0);
  if (options.length <= PAGE_SIZE && options.length + fixed <= LIMITS.items) {
    const shown = [...options, ...more];
    return { shown, all: [...(question.options ?? []), ...more], long: false, page: 0 };
  }
  const size = Math.max(1, Math.min(PAGE_SIZE, LIMITS.items - 1 - fixed));
  const last = Math.ceil(options.length / size) - 1;
  const page = place.page > last || place.page < 0 ? 0 : place.page;
  const next = pageOption(page === last ? 0 : page + 1, place, view);
  const shown = [...options.slice(page * size, (page + 1) * size), next, ...more];
  return { shown, all: [...(question.options ?? []), ...more, next], long: true, page };
}

function narrowed(options: Option[], fragment: string | null): Option[] {
  if (!fragment) return options;
  const part = fold(fragment);
  const found = options.filter((option) =>
    [option.label, ...(option.words ?? [])].some((name) => fold(name).includes(part)),
  );
  return found.length > 0 ? found : options;
}

function pageOption(page: number, place: Place, view: View): Option {
  return {
    key: `page.${page}`,
    label: view.say(page === 0 ? 'menu.first_page' : 'menu.next_page'),
    words:
      page === 0
        ? ['第一页', 'first page', '下一页', 'next page', '更多', 'more']
        : ['更多', 'more', '下一页', 'next page'],
    move: () => turnTo(page, place),
  };
}

/** Another page of the list that is shown. */
export function turnTo(page: number, { step, kept }: Pick<Place, 'step' | 'kept'>): Move {
  return { session: { asked: { step, nonce: '', page, fragment: kept } } };
}

export interface Asked {
  question: Question;
  page: Page;
  nonce: string;
  /** What is said before the question. */
  before: string[];
  /** Sent as a message of its own before all. */
  first: (() => string) | undefined;
}

/** One message, or two with a summary; never more than the platform still lets through. */
export function repliesOf({ question, page, nonce, before, first }: Asked, view: View): Reply[] {
  const left = view.situation.messagesLeft;
  if (left === 0) return [];
  const head = headOf(question, left === 1 && first ? [...before, first()] : before);
  const few = left !== null && left <= FEW_MESSAGES;
  const asking = menuOf({ question, page, nonce, head, few }, view);
  return first && left !== 1 ? [textReply(first()), asking] : [asking];
}

/** What is said first and the question; where both do not fit a menu, the question in brief. */
function headOf(question: Question, before: string[]): string {
  // What the question says itself is not said before it as well.
  const join = (asked: string): string =>
    [...before.filter((text) => text !== asked), asked].filter(Boolean).join('\n\n');
  const whole = join(question.head);
  const links = question.links ?? [];
  if (links.length === 0 || byteLength(whole) <= LIMITS.head || before.length === 0) return whole;
  const asked = question.brief ?? question.head;
  const room = LIMITS.head - byteLength(`\n\n${asked}`);
  return room > 0 ? `${clip(before.join('\n\n'), room)}\n\n${asked}` : asked;
}

export function textReply(text: string): Reply {
  return { kind: 'text', text: clip(text, LIMITS.text) };
}

interface Laid {
  question: Question;
  page: Page;
  nonce: string;
  head: string;
  few: boolean;
}

function menuOf({ question, page, nonce, head, few }: Laid, view: View): Reply {
  const choices = page.shown.map((option, index): MenuItem => {
    const caption = clip(`${index + 1}. ${option.label}`, LIMITS.caption);
    return few ? { kind: 'line', text: caption } : { kind: 'tap', id: tapId(nonce, option.key), caption };
  });
  const links = (question.links ?? []).map((link) => ({
    ...link,
    caption: clip(link.caption, LIMITS.caption),
  }));
  const items = [...links, ...choices];
  const tail = tailOf({ question, page, few, items }, view);
  if (items.length === 0) return textReply([head, tail].filter(Boolean).join('\n\n'));
  if (few && links.length === 0) return numberedText(head, items, tail);
  // A head that is too long for a menu takes the choices with it as numbered lines; links cannot go into a text.
  if (byteLength(head) > LIMITS.head && links.length === 0) return numberedText(head, items, tail);
  return { kind: 'menu', head: clip(head, LIMITS.head), items, tail: clip(tail, LIMITS.tail) };
}

function numberedText(head: string, items: MenuItem[], tail: string): Reply {
  const lines = items.map((item) => (item.kind === 'line' ? item.text : item.caption)).join('\n');
  const after = `\n\n${lines}${tail ? `\n\n${tail}` : ''}`;
  return { kind: 'text', text: clip(head, LIMITS.text - byteLength(after)) + after };
}

function tailOf(
  { question, page, few, items }: Pick<Laid, 'question' | 'page' | 'few'> & { items: MenuItem[] },
  view: View,
): string {
  const hints: string[] = question.tail ? [question.tail] : [];
  if (page.long) hints.push(view.say('menu.fragment_hint'));
  if (few && items.length > 0) hints.push(view.say('menu.type_hint'));
  return hints.join('\n');
}
