import { fill, h, painter } from './dom.js';
import { act, nowMs, onState, redraw, view } from './live.js';
import { comeBack } from './mini.js';
import { called } from './names.js';
import { both, lang, switchLanguage, t, time } from './texts.js';

const HOUR = 3_600_000;
let pushing = false;

/** Name and province, the phones, present time and the ways to push it, language. */
export function drawTop() {
  const top = document.getElementById('top');
  const people = h('nav', { class: 'people tabs' });
  const clock = h('div', { class: 'clock' });
  const brand = h('div', { class: 'brand' });
  const language = h('button', { type: 'button', class: 'ghost', id: 'language', onclick: changeLanguage });
  top.append(brand, people, clock, language);

  const paintBrand = painter((province) => {
    language.textContent = t('language');
    fill(brand, [
      h('img', { src: '/page/icon.svg', alt: '', width: 30, height: 30 }),
      h('strong', {}, t('title')),
      h('span', { class: 'pill' }, `${t('demo')} · ${both(province)}`),
    ]);
  });
  const paintPeople = painter((names, chosen) => {
    fill(people, [
      names.map(([key, nickname]) =>
        h(
          'button',
          { type: 'button', class: key === chosen ? 'tab on' : 'tab', onclick: () => choosePhone(key) },
          called(nickname),
        ),
      ),
      h(
        'button',
        { type: 'button', class: 'tab add', id: 'new-phone', onclick: newPhone },
        `＋ ${t('phone.new')}`,
      ),
    ]);
    people.querySelector('.on')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
  const paintClock = painter((targets, busy) => fill(clock, [clockFace(), pushButtons(targets, busy)]));
  onState((state) => {
    paintBrand(state.province, lang());
    paintPeople(
      state.phones.map(({ key, nickname }) => [key, nickname]),
      view.phone,
      lang(),
    );
    paintClock(targetsOf(state), pushing, lang());
  });
  setInterval(tick, 500);
}

function clockFace() {
  return h(
    'div',
    { class: 'face', 'aria-live': 'off' },
    h('b', { id: 'clock-time' }),
    h('span', { id: 'clock-day' }),
  );
}

function tick() {
  const at = nowMs();
  const [face, day] = [document.getElementById('clock-time'), document.getElementById('clock-day')];
  if (face) face.textContent = time.second(at);
  if (day) day.textContent = time.day(at);
  for (const bar of document.querySelectorAll('[data-clock]')) bar.textContent = time.minute(at);
}

function pushButtons(targets, busy) {
  if (busy) return h('span', { class: 'pushing' }, t('clock.pushing'));
  const push = (wish) => () => pushClock(wish);
  return [
    h('button', { type: 'button', onclick: push({ ms: HOUR / 6 }) }, t('clock.minutes')),
    h('button', { type: 'button', onclick: push({ ms: HOUR }) }, t('clock.hour')),
    h('button', { type: 'button', onclick: push({ ms: 24 * HOUR }) }, t('clock.day')),
    h(
      'select',
      { 'aria-label': t('clock.next'), onchange: (event) => pushClock({ to: Number(event.target.value) }) },
      h('option', { value: '' }, t('clock.next')),
      targets.map(({ key, at }) =>
        h('option', { value: String(at) }, `${t(`milestone.${key}`)} · ${time.full(at)}`),
      ),
    ),
  ];
}

/** Each deadline, and the hour before those that candidates work towards. */
function targetsOf({ milestones, now }) {
  return milestones
    .flatMap(({ key, at }) => {
      if (key === 'window_closes')
        return [
          { key, at: at - HOUR },
          { key: 'window_closed', at },
        ];
      if (key === 'payment_ends')
        return [
          { key: 'payment_soon', at: at - HOUR },
          { key, at },
        ];
      return [{ key, at }];
    })
    .filter(({ at }) => at > now);
}

/** The phone's pages learn the new time from the server's next answer. */
async function pushClock(wish) {
  pushing = true;
  redraw();
  await act('push', wish);
  pushing = false;
  redraw();
  comeBack();
}

function changeLanguage() {
  switchLanguage();
  document.title = `${t('title')} · ${t('demo')}`;
  redraw();
}

function choosePhone(key) {
  view.phone = key;
  document.getElementById('phone-sheet').replaceChildren();
  redraw();
}

async function newPhone() {
  const made = await act('newPhone');
  if (made?.key) choosePhone(made.key);
}
