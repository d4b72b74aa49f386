import { h } from './dom.js';
import { act, current } from './live.js';
import { called } from './names.js';
import { openWeb } from './sheets.js';
import { t } from './texts.js';

/** What is being typed to a phone stays while its chat is drawn anew. */
const typed = new Map();

/** Chats that wait for a person or are served by this one. */
export function drawDesk(member, phones) {
  const waiting = phones.filter(
    ({ session, servicer }) => session === 2 || (session === 3 && servicer === member.userid),
  );
  return h(
    'section',
    { class: 'desk' },
    h('h3', {}, t('wecom.pool')),
    waiting.length === 0 && h('p', { class: 'nothing small' }, t('wecom.nobody')),
    waiting.map((phone) => deskChat(member.userid, phone)),
  );
}

/** The product's page beside this chat; the servicer's WeCom tells it whose chat that is. */
async function openSidebar(staff, phone) {
  await act('beside', { staff, phone });
  openWeb({
    place: 'wecom-sheet',
    person: staff,
    url: `${current()?.publicUrl ?? ''}/staff/support/sidebar`,
  });
}

function deskChat(staff, { key, nickname, session, messages }) {
  if (session === 2) {
    return h(
      'div',
      { class: 'waiting' },
      h('b', {}, called(nickname)),
      h('button', { type: 'button', onclick: () => act('take', { staff, phone: key }) }, t('wecom.take')),
    );
  }
  const field = h('input', {
    type: 'text',
    placeholder: t('wecom.reply'),
    'aria-label': t('wecom.reply'),
    value: typed.get(key) ?? '',
    oninput: () => typed.set(key, field.value),
  });
  const send = (event) => {
    event.preventDefault();
    if (field.value.trim()) void act('write', { staff, phone: key, text: field.value.trim() });
    field.value = '';
    typed.delete(key);
  };
  return h(
    'div',
    { class: 'served' },
    h(
      'div',
      { class: 'waiting' },
      h('b', {}, called(nickname)),
      h('button', { type: 'button', onclick: () => void openSidebar(staff, key) }, t('wecom.sidebar')),
      h('button', { type: 'button', onclick: () => act('finish', { staff, phone: key }) }, t('wecom.end')),
    ),
    h(
      'ul',
      {},
      messages.map(({ from, text }) => h('li', { class: from }, text)),
    ),
    h('form', { onsubmit: send }, field, h('button', { type: 'submit' }, t('chat.send'))),
  );
}
