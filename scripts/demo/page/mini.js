import { fill, h } from './dom.js';
import { act } from './live.js';
import { sheetBar } from './sheets.js';
import { both, lang, t } from './texts.js';

/** The mini program's stand-in: the demo makes the API calls, this draws what its page would show. */
export async function openMini({ phone, pagepath }) {
  const holder = document.getElementById('phone-sheet');
  const body = h('div', { class: 'mini-body' }, h('p', { class: 'mini-note' }, '…'));
  const title = h('span', { class: 'sheet-title' }, t('mini.title'));
  fill(
    holder,
    h('div', { class: 'sheet mini' }, sheetBar(holder, title, h('span', { class: 'capsule' }, '···◎')), body),
  );
  const draw = (sheet) => drawSheet({ holder, body, phone, draw }, sheet);
  draw(await act('open', { phone, pagepath, lang: lang() }));
}

function drawSheet(place, sheet) {
  if (!sheet) return fill(place.body, h('p', {}, t('mini.failed')));
  if (sheet.closes) return fill(place.holder, []);
  const checks = new Set(sheet.checks.filter(({ checked }) => checked).map(({ key }) => key));
  fill(place.body, [
    h(
      'div',
      { class: 'mini-card' },
      h('h3', {}, both(sheet.title)),
      sheet.lines.map(({ label, value }) =>
        h('div', { class: 'mini-line' }, h('span', {}, both(label)), h('span', {}, both(value))),
      ),
      sheet.checks.map((check) => drawCheck(check, checks)),
      sheet.notes.map((note) => h('p', {}, both(note))),
    ),
    sheet.buttons.map((button) =>
      h(
        'button',
        {
          type: 'button',
          class: button.primary ? 'mini-button primary' : 'mini-button',
          'data-key': button.key,
          onclick: () => press(place, button, checks),
        },
        both(button.label),
      ),
    ),
    h('div', { class: 'mini-card' }, h('p', { class: 'mini-note' }, t('mini.stand')), calls(sheet.calls)),
  ]);
  if (sheet.pay) openPaySheet(place, sheet.pay);
  return undefined;
}

function drawCheck({ key, label, checked }, checks) {
  const change = (event) => (event.target.checked ? checks.add(key) : checks.delete(key));
  return h(
    'label',
    { class: 'mini-check' },
    h('input', { type: 'checkbox', checked, onchange: change }),
    both(label),
  );
}

function calls(list) {
  return h(
    'ul',
    { class: 'calls' },
    list.map(({ method, path, status }) =>
      h('li', {}, h('b', { class: status < 400 ? '' : 'bad' }, String(status)), ` ${method} ${path}`),
    ),
  );
}

async function press(place, button, checks) {
  place.draw(await act('sheet', { phone: place.phone, button: button.key, checks: [...checks] }));
}

/** WeChat's own sheet: over everything, and not ours to change. */
function openPaySheet(place, { amountFen, description, params }) {
  const notice = h(
    'select',
    {},
    ['normal', 'late', 'twice', 'lost'].map((key) => h('option', { value: key }, t(`pay.notice.${key}`))),
  );
  const answer = async (outcome) => {
    const result = await act('pay', { phone: place.phone, params, outcome, notice: notice.value });
    over.remove();
    place.draw(
      await act('sheet', {
        phone: place.phone,
        button: 'paid',
        result: result?.errMsg ?? 'requestPayment:fail',
      }),
    );
  };
  const over = h(
    'div',
    { class: 'sheet-place pay-over' },
    h(
      'div',
      { class: 'sheet pay-sheet' },
      h(
        'div',
        { class: 'sheet-bar' },
        h(
          'button',
          { type: 'button', class: 'x', 'aria-label': t('pay.cancel'), onclick: () => answer('cancel') },
          '✕',
        ),
        h('span', { class: 'sheet-title' }, t('pay.title')),
        h('span', { class: 'x' }),
      ),
      h('p', {}, t('pay.merchant')),
      h('div', { class: 'amount' }, `¥${(amountFen / 100).toFixed(2)}`),
      h('p', { class: 'mini-note' }, description),
      h('label', {}, t('pay.notice'), notice),
      h(
        'button',
        { type: 'button', class: 'mini-button primary', id: 'pay-now', onclick: () => answer('success') },
        t('pay.confirm'),
      ),
      h('button', { type: 'button', class: 'mini-button', onclick: () => answer('cancel') }, t('pay.cancel')),
    ),
  );
  document.getElementById('phone').querySelector('.screen').append(over);
}
