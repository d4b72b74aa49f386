import { fill, h, painter } from './dom.js';
import { act, nowMs, onState, redraw, toast } from './live.js';
import { both, lang, switchLanguage, t, time } from './texts.js';

const HOUR = 3_600_000;
let pushing = false;

/** Name, province, present time and the ways to push it, the server's power, language. */
export function drawTop() {
  const top = document.getElementById('top');
  const paint = painter((province, server, targets, busy, now) => {
    void now;
    fill(top, [
      h(
        'div',
        { class: 'brand' },
        h('img', { src: '/page/icon.svg', alt: '', width: 28, height: 28 }),
        h('strong', {}, t('title')),
        h('span', { class: 'pill' }, `${t('demo')} · ${both(province)}`),
      ),
      h('div', { class: 'clock' }, clockFace(), pushButtons(targets, busy), ticketButton(busy)),
      h(
        'div',
        { class: 'power' },
        power(server),
        h(
          'button',
          { type: 'button', class: 'ghost', id: 'language', onclick: changeLanguage },
          t('language'),
        ),
      ),
    ]);
  });
  onState((state) => paint(state.province, state.server, targetsOf(state), pushing, lang()));
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

/** The one thing that neither candidates nor reviewers do: the office hands out the tickets. */
function ticketButton(busy) {
  return h(
    'button',
    { type: 'button', id: 'tickets', disabled: busy, title: t('office.tickets_why'), onclick: importTickets },
    t('office.tickets'),
  );
}

async function importTickets() {
  const answer = await act('tickets');
  if (answer) toast(answer.count > 0 ? t('office.imported', { n: answer.count }) : t('office.nobody'));
}

async function pushClock(wish) {
  pushing = true;
  redraw();
  await act('push', wish);
  pushing = false;
  redraw();
}

function power(server) {
  const up = server === 'up';
  return [
    h('span', { class: `dot ${server}` }, t(`server.${server}`)),
    h(
      'button',
      {
        type: 'button',
        class: 'ghost',
        disabled: server === 'starting',
        onclick: () => act(up ? 'kill' : 'start'),
      },
      t(up ? 'server.kill' : 'server.start'),
    ),
  ];
}

function changeLanguage() {
  switchLanguage();
  document.title = `${t('title')} · ${t('demo')}`;
  redraw();
}
