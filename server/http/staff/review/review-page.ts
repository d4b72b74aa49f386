import { render } from '../../../../bot/replies/render';
import { dueText, instantText } from '../../../../shared/i18n/instants';
import type { Locale } from '../../../use-cases/ports/accounts';
import type { ReviewContent, SheetRow } from '../../../use-cases/review/show-review';
import { decideSection } from './decide-section';
import { differenceSection } from './difference-section';
import { historySection } from './history-section';
import { messageBody, sayIn, type Say } from '../layout';
import { limitLine } from './limit-line';
import { html, type Html } from '../markup';
import { lateSection } from './late-section';
import { photoSection } from './photo-section';
import { revealSection } from './reveal-page';
import { refusalText, type ReviewParts } from './review-parts';
import { undoSection } from './undo-section';

export function reviewBody(parts: ReviewParts): Html {
  const { sheet, locale, now, typed } = parts;
  const say = sayIn(locale);
  const { content } = sheet;
  if (!content) {
    const back = { href: '/staff/reviews', caption: say('page.back') };
    const title = say(`present.${sheet.state}`);
    return messageBody({
      icon: 'info',
      title,
      text: say(sheet.state === 'expired' ? 'page.late.expired' : 'page.no_data'),
      action: back,
    });
  }
  const pending = sheet.state === 'pending';
  const decision = content.decision && decisionSection(content.decision, { pending, locale, say });
  return html`<p class="staff-back"><a href="/staff/reviews">‹ ${say('page.back')}</a></p>
    <h1 class="staff-title">
      ${say('page.review')}
      <span class="staff-state staff-state_${sheet.state}">${say(`present.${sheet.state}`)}</span>
    </h1>
    <p class="staff-lead">
      ${say('page.revision', { revision: sheet.revision, count: sheet.submissions })}${content.submittedAt !== null && html` · ${say('page.submitted_at', { at: instantText(content.submittedAt, locale) })}`}
    </p>
    ${clockSection(content, parts)} ${notice(parts, content, say)}
    ${content.held && html`<p class="staff-held" role="status">${say('page.held', { name: content.held.name, at: instantText(content.held.until, locale) })} ${say('page.held_more')}</p>`}
    ${
      typed &&
      html`<div class="staff-alert" role="alert">
        <p>${refusalText(typed.why, say)}</p>
        ${typed.detail && html`<p>${typed.detail}</p>`}
      </div>`
    }
    <div class="staff-review">
      <div>${dataColumn(parts, content)}${!pending && decision}</div>
      <div class="staff-review__acts">
        ${content.late && lateSection(content.late, locale)}${content.mayDecide && decideSection(parts, content)}${undoSection(parts, content)}
        ${deadlineSection(content.deadlines, { locale, now, say })}${historySection(content.history, locale)}
      </div>
    </div>`;
}

/** What the tab says: the state first, so that ten open tabs differ. */
export function tabTitle({ state, content }: ReviewParts['sheet'], say: Say): string {
  const rows = content?.groups.flatMap((group) => group.rows) ?? [];
  const name = rows.find(({ field }) => field === 'name')?.value;
  return [say(`present.${state}`), name ?? say('page.review')].join(' · ');
}

/** What is decided on: on a desk beside the decision, on a phone above it. */
function dataColumn(parts: ReviewParts, content: ReviewContent): Html {
  const { sheet, locale } = parts;
  const say = sayIn(locale);
  const pending = sheet.state === 'pending';
  return html`${differenceSection(content, locale)}${pending && content.decision && decisionSection(content.decision, { pending, locale, say })}
    <h2 class="weui-cells__title">${say('page.photo')}</h2>
    <section class="staff-card">
      ${photoSection(content.photo, { id: sheet.id, revision: sheet.revision, say })}
    </section>
    ${content.groups.map(({ group, rows }) => groupSection(render(locale, `group.${group}`), rows, { locale, say }))}
    <p class="weui-cells__tips">${say('page.masked')}</p>
    ${revealSection(parts, content)}`;
}

/** While it waits: the clock, and on a phone the short way to the decision. */
function clockSection(
  { limit, deadlines, mayDecide }: ReviewContent,
  { locale, now }: Pick<ReviewParts, 'locale' | 'now'>,
): Html | null {
  const line = limitLine({ limit, decideBy: deadlines.decideBy, locale, now });
  if (!line && !mayDecide) return null;
  const jump = html`<a class="staff-review__jump" href="#decide">${sayIn(locale)('page.decide_jump')}</a>`;
  return html`<div class="staff-clock">${line}${mayDecide && jump}</div>`;
}

function notice(parts: ReviewParts, { decision }: ReviewContent, say: Say): Html {
  const { justDecided, justUndone, nextId } = parts;
  const words = justUndone ? say('page.done.undone') : decision && say(`page.done.${decision.outcome}`);
  return html`${(justDecided || justUndone) && html`<div class="staff-done" role="status"><i class="weui-icon-success"></i> ${words}</div>`}
  ${nextId && html`<p class="weui-btn-area staff-next"><a class="weui-btn weui-btn_primary" accesskey="n" ${justDecided && html` autofocus`} href="/staff/reviews/${nextId}">${say('page.next')}</a></p>`}`;
}

function groupSection(
  title: string,
  rows: readonly SheetRow[],
  { locale, say }: { locale: Locale; say: Say },
): Html {
  const left = rows.filter(({ empty }) => empty).map(({ field }) => render(locale, `answer.${field}`));
  const filled = rows.filter(({ empty }) => !empty);
  return html`<h2 class="weui-cells__title">${title}</h2>
    <div class="weui-cells">
      ${filled.map((row) => rowCell(row, { locale, say }))}${left.length > 0 && html`<div class="weui-cell"><div class="weui-cell__bd staff-note">${say('page.left_out', { fields: left.join(render(locale, 'list.comma')) })}</div></div>`}
    </div>`;
}

function rowCell(row: SheetRow, { locale, say }: { locale: Locale; say: Say }): Html {
  const { field, value, characters, pinyin } = row;
  const note =
    characters !== null &&
    html` <span class="staff-note">${say('page.characters', { count: characters })}</span>`;
  const tag = pinyin && html` <span class="staff-tag staff-tag_warn">${say('page.pinyin')}</span>`;
  return html`<div class="weui-cell">
    <div class="weui-cell__hd staff-label">${render(locale, `answer.${field}`)}</div>
    <div class="weui-cell__bd staff-value">${value}${note}${tag}</div>
  </div>`;
}

function decisionSection(
  decision: NonNullable<ReviewContent['decision']>,
  { pending, locale, say }: { pending: boolean; locale: Locale; say: Say },
): Html {
  const reviewer = decision.reviewer ?? say('card.reviewer_unknown');
  const at = instantText(decision.decidedAt, locale);
  const fields = decision.marked.map((field) =>
    render(locale, `answer.${field as SheetRow['field'] | 'photo'}`),
  );
  return html`<h2 class="weui-cells__title">${say(pending ? 'page.earlier' : 'page.decision')}</h2>
    <div class="weui-cells">
      <div class="weui-cell">
        <div class="weui-cell__bd">
          <p><strong>${say(`page.outcome.${decision.outcome}`)}</strong></p>
          ${decision.reason && html`<p class="staff-value">${decision.reason}</p>`}
          ${fields.length > 0 && html`<p>${fields.map((field) => html`<span class="staff-tag">${field}</span> `)}</p>`}
          <p class="weui-cell__desc">${say('page.decided', { reviewer, at, revision: decision.revision })}</p>
        </div>
      </div>
    </div>`;
}

function deadlineSection(
  deadlines: ReviewContent['deadlines'],
  { locale, now, say }: { locale: Locale; now: number; say: Say },
): Html {
  const rows: [string, number | null][] = [
    [say('page.deadline.decide'), deadlines.decideBy],
    [say('page.deadline.site'), deadlines.siteClosesAt],
    [say('page.deadline.resubmit'), deadlines.resubmissionEndsAt],
    [say('page.deadline.payment'), deadlines.paymentDueAt],
  ];
  return html`<h2 class="weui-cells__title">${say('page.deadlines')}</h2>
    <div class="weui-cells">
      ${rows.map(
        ([label, at]) =>
          at !== null &&
          html`<div class="weui-cell">
            <div class="weui-cell__hd staff-label">${label}</div>
            <div class="weui-cell__bd staff-value">${dueText(at, now, locale)}</div>
          </div>`,
      )}
    </div>`;
}
