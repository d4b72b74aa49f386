import { fill, h, painter } from './dom.js';
import { onState, view } from './live.js';
import { lettersOf } from './letters.js';
import { lang, t } from './texts.js';

/** Parts of the page: the three devices, and what lies beside them. */
const PLACES = ['mini', 'chat', 'wecom', 'inbox', 'log'];
const DEVICES = new Set(['mini', 'chat', 'wecom']);
/** Where the window has room for three columns, these share the third. */
const IN_THIRD = new Set(['wecom', 'inbox', 'log']);

let front = 'mini';
const listeners = new Set();
/** Letters of each phone that were on the screen. */
const seen = new Map();

/** The device that the person in front of the page used last. */
export function frontDevice() {
  return front;
}

/** `listener` hears which device comes to the front, and which one was there. */
export function onFront(listener) {
  listeners.add(listener);
}

/** Shows a part of the page; a device is then the one in use. */
export function bringToFront(place) {
  document.body.dataset.place = place;
  if (IN_THIRD.has(place)) document.body.dataset.third = place;
  mark();
  if (!DEVICES.has(place)) return;
  const before = front;
  front = place;
  for (const column of document.querySelectorAll('.column[data-place]'))
    column.classList.toggle('front', column.dataset.place === place);
  if (before !== place) for (const listener of listeners) listener(place, before);
}

/** As `bringToFront`, and the eye is led there. */
export function leadTo(place) {
  bringToFront(place);
  const column = document.querySelector(`.column[data-place=${place}]`);
  column?.classList.remove('led');
  // Reading a size makes the browser begin the animation anew.
  void column?.offsetWidth;
  column?.classList.add('led');
}

export function drawPlaces() {
  const nav = document.getElementById('places');
  const paint = painter((counts) =>
    fill(
      nav,
      PLACES.map((place) =>
        h(
          'button',
          { type: 'button', 'data-to': place, onclick: () => bringToFront(place) },
          h('span', { class: 'sign', 'aria-hidden': 'true' }),
          t(`place.${place}`),
          counts[place] > 0 && h('b', {}, String(counts[place])),
        ),
      ),
    ),
  );
  onState((state) => {
    const phone = state.phones.find(({ key }) => key === view.phone);
    const letters = phone ? lettersOf(phone).length : 0;
    if (isShown('inbox')) seen.set(view.phone, letters);
    const open = state.staff.flatMap(({ cards }) => cards).filter(isOpen).length;
    paint({ wecom: open, inbox: letters - (seen.get(view.phone) ?? 0) }, lang());
    mark();
  });
  const use = ({ target }) => {
    const place = target.closest?.('.column[data-place]')?.dataset.place;
    if (place && place !== front) bringToFront(place);
  };
  document.addEventListener('pointerdown', use, true);
  document.addEventListener('focusin', use, true);
  bringToFront('mini');
}

const isOpen = (card) => card.buttons.some(({ key, pressable }) => key && pressable);

function isShown(place) {
  return document.querySelector(`.side [data-place=${place}]`)?.offsetParent !== null;
}

function mark() {
  const { place, third } = document.body.dataset;
  for (const button of document.querySelectorAll('#places button')) {
    const { to } = button.dataset;
    button.classList.toggle('on', to === place);
    button.classList.toggle('on-third', to === third);
    button.setAttribute('aria-pressed', String(to === place));
  }
}
