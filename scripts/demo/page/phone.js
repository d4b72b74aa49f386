import { fill, h, painter } from './dom.js';
import { act, onState, view } from './live.js';
import { drawMessages } from './messages.js';
import { composer } from './composer.js';
import { deviceOf } from './device.js';
import { openWeb } from './sheets.js';
import { openMini } from './mini.js';
import { lang, t } from './texts.js';

/** States of a conversation in which somebody answers. */
const SERVED = new Set([1, 2, 3]);

/** The same person's customer-service chat: messages, input, and whatever sheet lies over it. */
export function drawPhone() {
  const { screen, heading, phone } = deviceOf('chat');
  phone.id = 'phone';
  const title = h('div', { class: 'chat-title' });
  const list = h('div', { class: 'messages', id: 'messages', tabindex: 0 });
  const sheet = h('div', { class: 'sheet-place', id: 'phone-sheet' });
  const input = composer();
  screen.append(title, list, input.element, sheet);

  const paintTitle = painter((session, left) => {
    heading.textContent = t('phone.title');
    fill(title, [
      h('span', { class: 'chevron' }, '‹'),
      h('span', { class: 'name' }, t('chat.name')),
      h('span', { class: `chip s${session}` }, t(`session.${session}`)),
      SERVED.has(session) &&
        h('span', { class: 'left', title: t('chat.left_why') }, t('chat.left', { n: left })),
    ]);
  });
  const paintMessages = painter((key, messages) => drawMessages(list, messages, handlersOf(key)));

  onState((state) => {
    const shown = state.phones.find(({ key }) => key === view.phone);
    screen.classList.toggle('empty', !shown);
    if (!shown) return;
    paintTitle(shown.session, shown.left, lang());
    paintMessages(shown.key, shown.messages, lang());
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
