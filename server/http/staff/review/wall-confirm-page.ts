import { instantText } from '../../../../shared/i18n/instants';
import type { Locale } from '../../../use-cases/ports/accounts';
import { sharedReasons, type Act, type ForeseenRow } from '../../../use-cases/review/foresee-decisions';
import { reasonFields } from './decide-section';
import { sayIn, type Say } from '../layout';
import { html, type Html } from '../markup';
import { refusalText, type Typed } from './review-parts';
import { personLines, presentText, rowText, wallBack } from './wall-parts';

export interface ConfirmParts {
  rows: readonly ForeseenRow[];
  act: Act;
  after: string;
  csrf: string;
  locale: Locale;
  /** What was typed with a reason that cannot be used. */
  typed: Typed | null;
}

type Open = Extract<ForeseenRow, { kind: 'open' }>;
type Left = Exclude<ForeseenRow, { kind: 'open' }>;

/** What the wall shows, and so may be marked from there. */
const MARKS = ['photo', 'name', 'documentNumber', 'subjects'] as const;

/** The pause before many are decided: who, what, and who will be left as they are. */
export function confirmBody(parts: ConfirmParts): Html {
  const { rows, act, after, locale, typed } = parts;
  const say = sayIn(locale);
  const open = rows.filter((row): row is Open => row.kind === 'open');
  const left = rows.filter((row): row is Left => row.kind !== 'open');
  return html`${wallBack(after, locale)}
    <h1 class="staff-title">${say(`wall.confirm.${act}`, { count: open.length })}</h1>
    ${
      typed &&
      html`<div class="staff-alert" role="alert">
        <p>${refusalText(typed.why, say)}</p>
        ${typed.detail && html`<p>${typed.detail}</p>`}
      </div>`
    }
    ${left.length > 0 && leftOut(left, locale)} ${open.length > 0 && confirmForm(parts, { open, left })}`;
}

function leftOut(left: readonly Left[], locale: Locale): Html {
  const say = sayIn(locale);
  return html`<h2 class="weui-cells__title staff-warn">${say('wall.left_out', { count: left.length })}</h2>
    <div class="weui-cells">
      ${left.map(
        (row) =>
          html`<div class="weui-cell">
            <div class="weui-cell__bd">
              ${'person' in row && personLines(row.person, locale)}
              <p class="staff-warn">${say(`wall.not.${row.kind}`)}</p>
              ${'present' in row && html`<p class="weui-cell__desc">${presentText(row.present, locale)}</p>`}
            </div>
          </div>`,
      )}
    </div>`;
}

/** Ticked, so that one who should not be here after all is left out without going back. */
function openCell({ row, person, fixingEndedAt }: Open, act: Act, locale: Locale): Html {
  const say = sayIn(locale);
  const warned = act === 'reject' && fixingEndedAt !== null;
  const tick = html`<input type="checkbox" name="row" value="${rowText(row)}" checked />`;
  return html`<div class="weui-cell">
    <div class="weui-cell__bd">
      ${personLines(person, locale, tick) ?? tick}
      ${warned && html`<p class="staff-warn">${say('page.cannot_fix', { at: instantText(fixingEndedAt, locale, { end: true }) })}</p>`}
    </div>
  </div>`;
}

/** Carries apart those that are left as they are, so that each is told an outcome and none is decided after all. */
function confirmForm(
  { rows, act, after, csrf, locale, typed }: ConfirmParts,
  { open, left }: { open: readonly Open[]; left: readonly Left[] },
): Html {
  const say = sayIn(locale);
  const warned = open.filter(({ fixingEndedAt }) => act === 'reject' && fixingEndedAt !== null);
  const hidden = (name: string, value: string): Html =>
    html`<input type="hidden" name="${name}" value="${value}" />`;
  return html`<form method="post" action="/staff/wall/decisions">
    ${hidden('csrf', csrf)}${hidden('after', after)}${hidden('outcome', act)}${left.map(({ row }) => hidden('left', rowText(row)))}${warned.map(({ row }) => hidden('final', row.registrationId))}
    <p class="weui-cells__tips">${say('wall.untick')}</p>
    <div class="weui-cells wall-picks">${open.map((row) => openCell(row, act, locale))}</div>
    ${act === 'approve' ? approveBar(say) : rejectCard({ rows, locale, typed })}
  </form>`;
}

/** In sight below a list of sixty. */
function approveBar(say: Say): Html {
  return html`<div class="wall-acts">
    <p class="staff-note">${say('page.approve_hint')}</p>
    <button class="weui-btn weui-btn_primary" type="submit">${say('wall.do.approve')}</button>
  </div>`;
}

function rejectCard({ rows, locale, typed }: Pick<ConfirmParts, 'rows' | 'locale' | 'typed'>): Html {
  const say = sayIn(locale);
  return html`<section class="staff-card">
    ${reasonFields({ locale, typed }, { reasons: sharedReasons(rows), marks: MARKS })}
    <button class="weui-btn weui-btn_warn staff-wide" type="submit">${say('wall.do.reject')}</button>
    <p class="staff-note">${say('wall.reject_hint')}</p>
  </section>`;
}
