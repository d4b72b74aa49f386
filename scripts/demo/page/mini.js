import { h, painter } from './dom.js';
import { onState, toast, view } from './live.js';
import { bringToFront, frontDevice, leadTo, onFront } from './places.js';
import { deviceOf } from './device.js';
import { lang, onLanguage, t } from './texts.js';

/** Width in points of the phone; where less room is, it is drawn smaller. */
const PHONE_WIDTH = 375;
/** What is done elsewhere shows on the phone after this pause. */
const QUIET_MS = 600;
/** What somebody else did that a page of the mini program may show. */
const NEWS = new Set(['kf.message.received', 'wecom.card.updated', 'pay.refund.ended']);

/** Frame of each phone; all of them go on running. */
const frames = new Map();
let place;
/** Something happened elsewhere since the phone was looked at. */
let isStale = false;

/** The candidate's phone with the built mini program on it. */
export function drawMini() {
  const { screen, heading } = deviceOf('mini');
  const starting = h('div', { class: 'mini-starting' }, h('span', { class: 'mini-logo' }), h('p', {}));
  place = h('div', { class: 'mini-place' }, starting);
  screen.append(place, h('div', { class: 'home-bar', 'aria-hidden': 'true' }));
  new ResizeObserver(fit).observe(place);

  const paint = painter(() => {
    heading.textContent = t('mini.title');
    starting.lastChild.textContent = t('mini.starting');
    for (const frame of frames.values()) frame.title = t('mini.title');
  });
  let newest = 0;
  onState((state) => {
    paint(lang());
    forgetOthers(state.phones);
    if (view.phone) show(view.phone);
    const news = state.events.filter(({ seq }) => seq > newest);
    if (newest > 0 && news.some(({ area, kind }) => NEWS.has(`${area}.${kind}`))) hearNews();
    newest = state.events.at(-1)?.seq ?? newest;
  });
  onFront((device) => {
    if (device === 'mini') comeBack();
    else isStale = true;
  });
  place.addEventListener('pointerenter', () => isStale && comeBack());
  window.addEventListener('message', ({ source, data }) => {
    const own = [...frames.values()].some((frame) => frame.contentWindow === source);
    if (own && data?.kind === 'chat-opened') leadTo('chat');
  });
  onLanguage(restart);
}

/** Opens a page of the mini program, as a tap on an item of the chat or on a message does. */
export async function openMini({ phone, pagepath }) {
  view.phone = phone;
  leadTo('mini');
  const program = await programOf(show(phone));
  try {
    program.launch(`/${pagepath.replace(/^\//, '').replace(/\.html(?=\?|$)/, '')}`);
  } catch {
    toast(t('mini.failed'));
  }
}

/** The person leaves the mini program and comes back: it asks the server anew, also for the time. */
export function comeBack() {
  isStale = false;
  const program = frames.get(view.phone)?.contentWindow?.miniProgram;
  program?.hide();
  program?.show();
}

/** Writes into the field of the page that is shown; false where there is none. */
export function writeOnPhone(value) {
  const page = frames.get(view.phone)?.contentDocument;
  const fields = [...(page?.querySelectorAll('input, textarea') ?? [])];
  const field = fields.includes(page?.activeElement)
    ? page.activeElement
    : fields.find((one) => one.offsetParent && one.type !== 'file');
  if (!field) return false;
  field.value = value;
  field.dispatchEvent(new field.ownerDocument.defaultView.Event('input', { bubbles: true }));
  field.focus({ preventScroll: true });
  return true;
}

function show(key) {
  for (const [other, frame] of frames) frame.hidden = other !== key;
  const known = frames.get(key);
  if (known) return known;
  const frame = h('iframe', {
    class: 'mini-frame',
    src: `/phone/${key}/`,
    title: t('mini.title'),
    'data-phone': key,
  });
  frame.addEventListener('load', () => {
    frame.classList.add('loaded');
    // Presses inside a frame stay there.
    frame.contentWindow.addEventListener('pointerdown', () => bringToFront('mini'), true);
  });
  frames.set(key, frame);
  place.append(frame);
  fit();
  return frame;
}

function programOf(frame) {
  const running = () => frame.contentWindow?.miniProgram;
  if (frame.classList.contains('loaded') && running()) return Promise.resolve(running());
  return new Promise((resolve) => {
    frame.addEventListener('load', () => resolve(running()), { once: true });
  });
}

/** The phone starts anew in the other language, on the same page. */
function restart() {
  for (const [key, frame] of frames) {
    const shown = frame.contentWindow?.miniProgram?.shown() ?? '';
    frame.classList.remove('loaded');
    frame.src = `/phone/${key}/?entry=${encodeURIComponent(shown)}`;
  }
}

let soon;
function hearNews() {
  isStale = true;
  if (frontDevice() === 'mini') return;
  clearTimeout(soon);
  soon = setTimeout(comeBack, QUIET_MS);
}

function fit() {
  const { clientWidth: width, clientHeight: height } = place;
  if (width === 0) return;
  const scale = Math.min(1, width / PHONE_WIDTH);
  for (const { style } of frames.values()) {
    style.width = `${width / scale}px`;
    style.height = `${height / scale}px`;
    style.transform = scale < 1 ? `scale(${scale})` : 'none';
  }
}

/** Storage of phones that an earlier demo showed in this browser. */
let forgotten = false;
function forgetOthers(phones) {
  if (forgotten) return;
  forgotten = true;
  const kept = new Set(phones.map(({ storage }) => `mp-storage:${storage}`));
  for (const name of Object.keys(localStorage))
    if (name.startsWith('mp-storage:') && !kept.has(name)) localStorage.removeItem(name);
}
