import { fill, h, painter } from './dom.js';
import { act, onState, redraw, view } from './live.js';
import { drawMessages } from './messages.js';
import { composer } from './composer.js';
import { openWeb } from './sheets.js';
import { openMini } from './mini.js';
import { called } from './names.js';
import { lang, t } from './texts.js';

/** The candidate's phone: tabs for several, the chat, its input, and whatever sheet lies over it. */
export function drawPhone() {
  const column = document.getElementById('candidate');
  const tabs = h('nav', { class: 'tabs' });
  const add = h('button', { type: 'button', class: 'tab add', id: 'new-phone', onclick: newPhone });
  const title = h('div', { class: 'chat-title' });
  const list = h('div', { class: 'messages', id: 'messages', tabindex: 0 });
  const sheet = h('div', { class: 'sheet-place', id: 'phone-sheet' });
  const input = composer();
  const screen = h(
    'div',
    { class: 'screen' },
    h(
      'div',
      { class: 'status-bar' },
      h('span', { 'data-clock': '' }),
      h('span', { class: 'signs' }, '5G ▪▪▪'),
    ),
    title,
    list,
    input.element,
    sheet,
  );
  column.append(
    h('div', { class: 'column-head' }, h('h2', {}), tabs, add),
    h('div', { class: 'phone', id: 'phone' }, screen),
  );

  const heading = column.querySelector('h2');
  const paintTabs = painter((names, chosen) => {
    heading.textContent = t('phone.title');
    fill(tabs, [
      names.map(([key, nickname]) =>
        h(
          'button',
          { type: 'button', class: key === chosen ? 'tab on' : 'tab', onclick: () => choose(key) },
          lang() === 'en' ? called(nickname).replace('Candidate ', '#') : nickname,
        ),
      ),
    ]);
    tabs.querySelector('.on')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    add.textContent = `＋ ${t('phone.new')}`;
  });
  const paintTitle = painter((session, left) => {
    fill(title, [
      h('span', { class: 'chevron' }, '‹'),
      h('span', { class: 'name' }, t('chat.name')),
      h('span', { class: `chip s${session}` }, t(`session.${session}`)),
      session > 0 && h('span', { class: 'left', title: t('chat.left_why') }, t('chat.left', { n: left })),
    ]);
  });
  const paintMessages = painter((key, messages) => drawMessages(list, messages, handlersOf(key)));

  onState((state) => {
    const phone = state.phones.find(({ key }) => key === view.phone);
    paintTabs(
      state.phones.map(({ key, nickname }) => [key, nickname]),
      view.phone,
      lang(),
    );
    screen.classList.toggle('empty', !phone);
    if (!phone) return;
    paintTitle(phone.session, phone.left, lang());
    paintMessages(phone.key, phone.messages, lang());
    input.words();
  });
}

function handlersOf(phone) {
  return {
    tap: (message, label) => act('tap', { phone, message, label }),
    open: (url) => openWeb({ place: 'phone-sheet', person: phone, url }),
    mini: (pagepath) => openMini({ phone, pagepath }),
  };
}

function choose(key) {
  view.phone = key;
  document.getElementById('phone-sheet').replaceChildren();
  redraw();
}

async function newPhone() {
  const made = await act('newPhone');
  if (made?.key) choose(made.key);
}
