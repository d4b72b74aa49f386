import type { DecidedRow, RowOutcome } from '../../../use-cases/review/decide-many';
import type { Locale } from '../../../use-cases/ports/accounts';
import { sayIn, type Say } from '../layout';
import { html, type Html } from '../markup';
import { personLines, presentText, wallBack, wallUrl } from './wall-parts';

interface ResultParts {
  rows: readonly DecidedRow[];
  after: string;
  locale: Locale;
}

/** What became of every row; those that were not done stand first. */
export function resultBody({ rows, after, locale }: ResultParts): Html {
  const say = sayIn(locale);
  const done = rows.filter(({ outcome }) => outcome.kind === 'done');
  const left = rows.filter(({ outcome }) => outcome.kind !== 'done');
  const summary = say('wall.result', { done: done.length, left: left.length });
  return html`${wallBack(after, locale)}
    <h1 class="staff-title">${say('wall.result_title')}</h1>
    <div class="${left.length > 0 ? 'staff-alert' : 'staff-done'}" role="status"><p>${summary}</p></div>
    <p class="weui-btn-area">
      <a class="weui-btn weui-btn_primary" href="${wallUrl(after)}" accesskey="n" autofocus
        >${say('wall.go_on')}</a
      >
    </p>
    ${left.length > 0 && section(say('wall.result_left', { count: left.length }), left, locale)}
    ${done.length > 0 && section(say('wall.result_done', { count: done.length }), done, locale)}`;
}

function section(title: string, rows: readonly DecidedRow[], locale: Locale): Html {
  return html`<h2 class="weui-cells__title">${title}</h2>
    <div class="weui-cells">${rows.map((row) => resultCell(row, locale))}</div>`;
}

function resultCell({ row, outcome, person, present }: DecidedRow, locale: Locale): Html {
  const say = sayIn(locale);
  const isDone = outcome.kind === 'done';
  return html`<div class="weui-cell">
    <div class="weui-cell__bd">
      ${personLines(person, locale)}
      <p class="${isDone ? 'wall-good' : 'staff-warn'}">${outcomeText(outcome, say)}</p>
      ${present && html`<p class="weui-cell__desc">${presentText(present, locale)}</p>`}
      ${!isDone && person && html`<p><a class="wall-open" href="/staff/reviews/${row.registrationId}">${say('wall.details_here')}</a></p>`}
    </div>
  </div>`;
}

function outcomeText(outcome: RowOutcome, say: Say): string {
  if (outcome.kind === 'refused') return say(`press.${outcome.why}`);
  if (outcome.kind === 'left') {
    return outcome.now === 'open' ? say('wall.outcome.left') : say(`wall.not.${outcome.now}`);
  }
  if (outcome.kind !== 'done') return say(`wall.outcome.${outcome.kind}`);
  const words = say(outcome.act === 'approve' ? 'page.done.approved' : 'page.done.rejected');
  return outcome.repeated ? say('wall.outcome.repeated') : words;
}
