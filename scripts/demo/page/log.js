import { fill, h, painter } from './dom.js';
import { nowMs, onState } from './live.js';
import { sentenceOf } from './sentences.js';
import { lang, t, time } from './texts.js';

/** What happened, newest first, in sentences. */
export function drawLog() {
  const card = document.getElementById('log');
  const list = h('ol', { class: 'log' });
  const title = h('h2', {});
  card.append(title, list);
  const paint = painter((events, today) => {
    void today;
    title.textContent = t('log.title');
    fill(
      list,
      events.toReversed().flatMap((event) => line(event) ?? []),
    );
  });
  onState((state) => paint(state.events, time.day(nowMs()), lang()));
}

function line(event) {
  const sentence = sentenceOf(event);
  if (!sentence) return null;
  const now = nowMs();
  const isToday = time.day(event.at) === time.day(now);
  return h(
    'li',
    { class: `log-line ${event.area}` },
    h('time', {}, isToday ? time.second(event.at) : time.near(event.at, now)),
    h(
      'div',
      {},
      sentence,
      h('details', {}, h('summary', {}, t('log.detail')), h('pre', {}, JSON.stringify(event.data, null, 1))),
    ),
  );
}
