import { fill, h, safeAddress } from './dom.js';
import { current } from './live.js';
import { t } from './texts.js';

/** A web page inside a phone, as the built-in browser of WeChat shows it. */
export function openWeb({ place, person, url }) {
  const holder = document.getElementById(place);
  const address = placeOf(person, url);
  if (!address) return void window.open(safeAddress(url), '_blank', 'noopener');
  const title = h('span', { class: 'sheet-title' }, t('web.title'));
  const frame = h('iframe', { src: address, title: t('web.title') });
  frame.addEventListener('load', () => {
    try {
      title.textContent = frame.contentDocument?.title || t('web.title');
    } catch {
      title.textContent = t('web.title');
    }
  });
  // On a desk the same page has the width of a window.
  const large = () => window.open(placeShown(frame) ?? address, '_blank', 'noopener');
  fill(holder, h('div', { class: 'sheet web' }, sheetBar(holder, title, large), frame));
}

/** Where the frame has got to, as far as it may be asked. */
function placeShown(frame) {
  try {
    const { pathname, search } = frame.contentWindow.location;
    return pathname.startsWith('/as/') ? pathname + search : null;
  } catch {
    return null;
  }
}

function sheetBar(holder, title, large) {
  const close = () => fill(holder, []);
  return h(
    'div',
    { class: 'sheet-bar' },
    h('button', { type: 'button', class: 'x', 'aria-label': t('close'), onclick: close }, '✕'),
    title,
    h('button', { type: 'button', class: 'x large', 'aria-label': t('web.large'), onclick: large }, '⤢'),
  );
}

/** An address of the product as a place of this page, in the person's own browser; null for a foreign one. */
export function placeOf(person, url) {
  const { publicUrl } = current() ?? {};
  const isOurs = publicUrl && (url === publicUrl || url.startsWith(`${publicUrl}/`));
  return isOurs ? `/as/${person}${url.slice(publicUrl.length) || '/'}` : null;
}
