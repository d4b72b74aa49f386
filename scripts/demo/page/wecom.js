import { fill, h, painter, withLinks } from './dom.js';
import { drawDesk } from './desk.js';
import { deviceOf } from './device.js';
import { act, current, onState, redraw, view } from './live.js';
import { openWeb } from './sheets.js';
import { called } from './names.js';
import { both, lang, t, time } from './texts.js';

/** WeCom of the staff: one at a time, with the cards each has received, and the desk of those who serve the chat. */
export function drawWecom() {
  const picker = h('select', {
    class: 'person',
    id: 'staff',
    onchange: (event) => choose(event.target.value),
  });
  const list = h('div', { class: 'cards' });
  const name = h('span', { class: 'name' });
  const sheet = h('div', { class: 'sheet-place', id: 'wecom-sheet' });
  const { screen, heading, phone, column } = deviceOf('wecom', picker);
  phone.id = 'wecom-phone';
  screen.append(
    h(
      'div',
      { class: 'chat-title blue' },
      name,
      h('button', { type: 'button', class: 'chip home', id: 'staff-home', onclick: openHome }),
    ),
    list,
    sheet,
  );

  const paintPicker = painter((people, chosen) => {
    heading.textContent = t('wecom.title');
    fill(
      picker,
      people.map(([userid, title, count]) =>
        h('option', { value: userid }, count > 0 ? `${both(title)} (${count})` : both(title)),
      ),
    );
    picker.value = chosen;
    column.querySelector('#staff-home').textContent = t('wecom.home');
  });
  const paintCards = painter((member, phones) => {
    name.textContent = called(member.name);
    const cards = member.cards.map((card) => drawCard(member.userid, card));
    const desk = member.support ? [drawDesk(member, phones)] : [];
    const nothing =
      cards.length === 0 && !member.support ? [h('p', { class: 'nothing' }, t('wecom.empty'))] : [];
    fill(list, [...cards, ...desk, ...nothing]);
    // The newest is below: of the cards, and of what was said in a chat.
    for (const part of [list, ...list.querySelectorAll('.served ul')]) part.scrollTop = part.scrollHeight;
  });

  onState((state) => {
    const member = state.staff.find(({ userid }) => userid === view.staff) ?? state.staff[0];
    paintPicker(
      state.staff.map(({ userid, title, cards, pool }) => [
        userid,
        title,
        cards.filter(isOpen).length + pool.length,
      ]),
      member.userid,
      lang(),
    );
    paintCards(
      member,
      member.support
        ? state.phones.map(({ key, nickname, session, servicer, messages }) => ({
            key,
            nickname,
            session,
            servicer,
            messages: messages.slice(-12),
          }))
        : [],
      lang(),
    );
  });
}

function isOpen(card) {
  return card.buttons.some(({ key, pressable }) => key && pressable);
}

function choose(userid) {
  view.staff = userid;
  document.getElementById('wecom-sheet').replaceChildren();
  redraw();
}

function openHome() {
  openPage(view.staff, `${current()?.publicUrl ?? ''}/staff`);
}

function openPage(person, url) {
  openWeb({ place: 'wecom-sheet', person, url });
}

function drawCard(staff, card) {
  const text = card.kind === 'text' || card.kind === 'markdown';
  if (text)
    return h(
      'div',
      { class: 'wecom-text' },
      h('time', {}, time.minute(card.at)),
      withLinks(card.text, (url) => openPage(staff, url)),
    );
  return h(
    'article',
    { class: card.greyButton ? 'wecom-card grey' : 'wecom-card' },
    h('header', {}, h('span', {}, '报考助手'), h('time', {}, `${time.day(card.at)} ${time.minute(card.at)}`)),
    card.url
      ? h(
          'button',
          { type: 'button', class: 'card-title', onclick: () => openPage(staff, card.url) },
          card.title,
        )
      : h('h3', {}, card.title),
    card.desc && h('p', { class: 'desc' }, card.desc),
    card.text && h('p', { class: 'sub' }, card.text),
    card.rows.length > 0 &&
      h(
        'dl',
        {},
        card.rows.map(({ label, value }) => [h('dt', {}, label), h('dd', {}, value)]),
      ),
    card.choices.map((choice) => drawChoice(staff, card, choice)),
    h(
      'footer',
      {},
      card.greyButton
        ? h('span', { class: 'done' }, card.greyButton)
        : card.buttons.map((button) => drawButton(staff, card, button)),
    ),
  );
}

const picked = new Map();

function drawChoice(staff, card, { title, options, shown }) {
  const key = `${staff}/${card.msgid}`;
  return h(
    'label',
    { class: 'choice' },
    h('span', {}, title),
    h(
      'select',
      {
        value: undefined,
        disabled: Boolean(card.greyButton),
        onchange: (event) => {
          picked.set(key, event.target.value);
          void act('choose', { staff, message: card.msgid, option: event.target.value });
        },
      },
      options.map(({ id, text }) =>
        h('option', { value: id, selected: id === (picked.get(key) ?? shown) }, text),
      ),
    ),
  );
}

function drawButton(staff, card, { text, key, url, pressable }) {
  const press = () =>
    url ? openPage(staff, url) : act('press', { staff, message: card.msgid, button: key });
  return h('button', { type: 'button', disabled: !pressable && !url, onclick: press }, text);
}
