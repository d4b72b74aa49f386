import { fill, h, painter } from './dom.js';
import { act, onState, toast } from './live.js';
import { lang, t } from './texts.js';

const WAYS = ['normal', 'late', 'twice', 'lost'];

/** What neither candidates nor staff do: the office's tickets, the way of payment notices, the server's power. */
export function drawBackstage() {
  const card = document.getElementById('backstage');
  const paint = painter((server, noticeWay) => {
    const up = server === 'up';
    fill(card, [
      h('h2', {}, t('backstage.title')),
      line(
        t('office.tickets_why'),
        h('button', { type: 'button', id: 'tickets', onclick: importTickets }, t('office.tickets')),
      ),
      line(
        t('pay.notice'),
        h(
          'select',
          {
            id: 'notice-way',
            'aria-label': t('pay.notice'),
            onchange: ({ target }) => act('notice', { way: target.value }),
          },
          WAYS.map((way) => h('option', { value: way, selected: way === noticeWay }, t(`pay.notice.${way}`))),
        ),
      ),
      line(
        h('span', { class: `dot ${server}` }, t(`server.${server}`)),
        h(
          'button',
          {
            type: 'button',
            id: 'power',
            disabled: server === 'starting',
            onclick: () => act(up ? 'kill' : 'start'),
          },
          t(up ? 'server.kill' : 'server.start'),
        ),
      ),
    ]);
  });
  onState(({ server, noticeWay }) => paint(server, noticeWay, lang()));
}

function line(words, control) {
  return h('div', { class: 'backstage-line' }, h('span', {}, words), control);
}

async function importTickets() {
  const answer = await act('tickets');
  if (answer) toast(answer.count > 0 ? t('office.imported', { n: answer.count }) : t('office.nobody'));
}
