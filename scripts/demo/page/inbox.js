import { fill, h, painter, withLinks } from './dom.js';
import { nowMs, onState, view } from './live.js';
import { openWeb } from './sheets.js';
import { lang, t, time } from './texts.js';

/** Mails, SMS and subscription messages of the phone that is shown, newest first. */
export function drawInbox() {
  const card = document.getElementById('inbox');
  const paint = painter((phone, items, today) => {
    void today;
    const open = (url) => openWeb({ place: 'phone-sheet', person: phone, url });
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
    paint(phone?.key ?? '', phone ? itemsOf(phone) : [], time.day(nowMs()), lang());
  });
}

function itemsOf({ mails, sms, notices }) {
  const all = [
    ...mails.map(({ id, at, subject, text }) => ({ kind: 'mail', id, at, title: subject, text })),
    ...sms.map(({ id, at, to, text }) => ({ kind: 'sms', id, at, title: to, text })),
    ...notices.map(({ msgid, at, templateId, data }) => ({
      kind: 'notice',
      id: msgid,
      at,
      title: templateId,
      text: Object.values(data).join('\n'),
    })),
  ];
  return all.sort((one, other) => other.at - one.at);
}

function letter({ kind, at, title, text }, open) {
  return h(
    'li',
    { class: `letter ${kind}` },
    h(
      'div',
      { class: 'letter-head' },
      h('span', { class: 'kind' }, t(`inbox.${kind}`)),
      h('b', {}, title),
      h('time', {}, time.near(at, nowMs())),
    ),
    h('p', {}, withLinks(text, open)),
  );
}
