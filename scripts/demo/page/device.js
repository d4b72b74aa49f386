import { h } from './dom.js';

const IDS = { mini: 'mini', chat: 'candidate', wecom: 'wecom' };

/** The head of a column and the empty phone below it. */
export function deviceOf(kind, ...tools) {
  const column = document.getElementById(IDS[kind]);
  const heading = h('h2', {});
  const screen = h(
    'div',
    { class: 'screen' },
    h(
      'div',
      { class: 'status-bar', 'aria-hidden': 'true' },
      h('span', { 'data-clock': '' }),
      h('span', { class: 'island' }),
      h('span', { class: 'signs' }),
    ),
  );
  const phone = h('div', { class: `phone ${kind}` }, screen);
  column.append(
    h('div', { class: 'column-head' }, h('span', { class: `mark ${kind}` }), heading, ...tools),
    phone,
  );
  return { column, heading, screen, phone };
}
