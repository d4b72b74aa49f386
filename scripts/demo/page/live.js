import { t } from './texts.js';

/** The newest state of the world; null before the first. */
let state = null;
let receivedAt = 0;
const listeners = new Set();

export const view = { phone: null, staff: 'reviewer-xiamen', inbox: 'all' };

export function current() {
  return state;
}

/** The present of the demo: what was told last, and the time since then. */
export function nowMs() {
  return state ? state.now + (Date.now() - receivedAt) : Date.now();
}

export function onState(listener) {
  listeners.add(listener);
}

export function redraw() {
  if (state) for (const listener of listeners) listener(state);
}

export function connect() {
  const feed = new EventSource('/demo/events');
  feed.addEventListener('message', (event) => {
    state = JSON.parse(event.data);
    receivedAt = Date.now();
    if (!state.phones.some(({ key }) => key === view.phone)) view.phone = state.phones.at(-1)?.key ?? null;
    redraw();
  });
}

/** Asks the demo to do something; says so when it could not. */
export async function act(name, wish = {}) {
  try {
    const response = await fetch(`/demo/do/${name}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(wish),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.why ?? String(response.status));
    return answer;
  } catch (error) {
    toast(`${t('failed')}: ${error.message}`);
    return undefined;
  }
}

let hiding;
export function toast(text) {
  const box = document.getElementById('toast');
  box.textContent = text;
  box.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => {
    box.hidden = true;
  }, 3_500);
}
