import { fill, h, painter, withLinks } from './dom.js';
import { nowMs, onState, view } from './live.js';
import { lettersOf } from './letters.js';
import { openMini } from './mini.js';
import { leadTo } from './places.js';
import { putWhereTyped } from './samples.js';
import { openWeb } from './sheets.js';
import { lang, t, time } from './texts.js';

/** Mails, SMS and subscription messages of the phone that is shown, newest first. */
export function drawInbox() {
  const card = document.getElementById('inbox');
  const paint = painter((phone, items, today) => {
    void today;
    const open = {
      link(url) {
        leadTo('chat');
        openWeb({ place: 'phone-sheet', person: phone, url });
      },
      page: (pagepath) => openMini({ phone, pagepath }),
    };
    fill(card, [
      h('h2', {}, t('inbox.title'), items.length > 0 && h('span', { class: 'count' }, String(items.length))),
      items.length === 0
        ? h('p', { class: 'nothing' }, t('inbox.empty'))
        : h(
            'ul',
            { class: 'inbox' },
            items.map((item) => letter(item, open)),
          ),
    ]);
  });
  onState((state) => {
    const phone = state.phones.find(({ key }) => key === view.phone);
    paint(phone?.key ?? '', phone ? lettersOf(phone) : [], time.day(nowMs()), lang());
  });
}

function letter({ kind, at, title, notice, page, text }, open) {
  return h(
    'li',
    { class: `letter ${kind}` },
    h(
      'div',
      { class: 'letter-head' },
      h('span', { class: 'kind' }, t(`inbox.${kind}`)),
      h('b', {}, notice === undefined ? title : t(`notice.${notice}`)),
      h('time', {}, time.near(at, nowMs())),
    ),
    text && h('p', {}, withLinks(text, open.link)),
    codeIn(kind, text),
    page &&
      h('button', { type: 'button', class: 'to-page', onclick: () => open.page(page) }, t('inbox.open')),
  );
}

const CODE = /(?<![\d/-])\d{6}(?![\d/-])/;

/** A code that was sent can be put where it is asked for. */
function codeIn(kind, text) {
  const [code] = (kind !== 'notice' && CODE.exec(text)) || [];
  if (!code) return null;
  return h(
    'button',
    { type: 'button', class: 'to-page', 'data-code': code, onclick: () => putWhereTyped(code) },
    t('inbox.code', { code }),
  );
}
