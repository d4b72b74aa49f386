import { fill, h, withLinks } from './dom.js';
import { t, time } from './texts.js';

const GAP_MS = 5 * 60_000;

/** The conversation as WeChat shows it. */
export function drawMessages(list, messages, on) {
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 120;
  const before = list.childElementCount;
  let shownAt = 0;
  fill(
    list,
    messages.flatMap((message) => {
      const stamp =
        message.at - shownAt > GAP_MS
          ? [h('div', { class: 'stamp' }, `${time.day(message.at)} ${time.minute(message.at)}`)]
          : [];
      shownAt = message.at;
      return [...stamp, bubbleRow(message, on)];
    }),
  );
  if (atEnd || list.childElementCount !== before) list.scrollTop = list.scrollHeight;
}

function bubbleRow(message, on) {
  const mine = message.from === 'customer';
  return h(
    'div',
    { class: `row ${mine ? 'mine' : 'theirs'} from-${message.from}` },
    h(
      'div',
      { class: 'avatar', 'aria-hidden': 'true' },
      AVATARS.has(message.from) ? t(`avatar.${message.from}`) : '·',
    ),
    bubble(message, on),
  );
}

const AVATARS = new Set(['customer', 'bot', 'servicer']);

function bubble(message, on) {
  if (message.picture)
    return h('div', { class: 'bubble picture' }, h('img', { src: message.picture, alt: message.text }));
  if (message.menu) return menu(message, on);
  if (message.link) {
    return h(
      'button',
      { type: 'button', class: 'bubble linkcard', onclick: () => on.open(message.link.url) },
      h('b', {}, message.link.title),
      h('span', {}, message.link.desc),
    );
  }
  return h('div', { class: 'bubble' }, withLinks(message.text, on.open));
}

function menu(message, on) {
  const { head, items, tail } = message.menu;
  return h(
    'div',
    { class: 'bubble menu' },
    h('p', { class: 'head' }, withLinks(head, on.open)),
    items.length > 0 &&
      h(
        'div',
        { class: 'items' },
        items.map((item) => menuItem(message.id, item, on)),
      ),
    tail && h('p', { class: 'tail' }, tail),
  );
}

function menuItem(message, item, on) {
  if (item.kind === 'text') return h('div', { class: 'item plain' }, item.label);
  const press = {
    click: () => on.tap(message, item.label),
    view: () => on.open(item.url),
    miniprogram: () => on.mini(item.pagepath),
  }[item.kind];
  return h(
    'button',
    { type: 'button', class: `item ${item.kind}`, onclick: press },
    h('span', { class: 'sign', 'aria-hidden': 'true' }, SIGNS[item.kind] ?? ''),
    item.label,
  );
}

const SIGNS = { click: '', view: '↗', miniprogram: '◎' };
