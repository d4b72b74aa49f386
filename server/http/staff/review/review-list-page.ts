import { QUEUE_PARTS } from '../../../../shared/domain/review-order';
import { localText } from '../../../../shared/i18n/readable-params';
import { dueText, instantText } from '../../../../shared/i18n/instants';
import type { PendingReview, PendingReviews } from '../../../use-cases/review/list-reviews';
import type { QueuePlace } from '../../../use-cases/ports/review';
import type { Locale } from '../../../use-cases/ports/accounts';
import { limitLine } from './limit-line';
import { messageBody, sayIn } from '../layout';
import { liveLine } from '../live-list';
import { countText } from '../count-text';
import { html, type Html } from '../markup';

export const PAGE_SIZE = 50;

const PLACE = /^([a-z]{1,8})\.(\d{1,15})\.(\d{1,15})\.([0-9a-z]{26})$/;

interface ListParts {
  found: PendingReviews;
  isFirst: boolean;
  /** It comes back by itself. */
  isLive: boolean;
  name: string;
  locale: Locale;
  now: number;
}

export function reviewListBody({ found, isFirst, isLive, name, locale, now }: ListParts): Html {
  const say = sayIn(locale);
  if (found.total === 0) {
    return html`${messageBody({ icon: 'success', title: say('page.none'), text: say('page.none_more') })}${isFirst && liveLine('/staff/reviews', isLive, say)}`;
  }
  return html`<h1 class="staff-title">${say('page.reviews')}</h1>
    <p class="staff-lead">${say('page.reviews_of', { name, count: countText(found.total) })}</p>
    ${isFirst && liveLine('/staff/reviews', isLive, say)}
    <p class="staff-back"><a href="/staff/wall">${say('wall.open')} ›</a></p>
    <div class="weui-cells staff-list">
      ${found.reviews.map((review) => reviewRow(review, { locale, now }))}
    </div>
    <nav class="staff-pager">
      ${!isFirst && html`<a class="weui-btn weui-btn_default weui-btn_mini" href="/staff/reviews">${say('page.first')}</a>`}
      ${found.next && html`<a class="weui-btn weui-btn_default weui-btn_mini" href="/staff/reviews?after=${placeText(found.next)}">${say('page.older')}</a>`}
    </nav>`;
}

export function placeText({ part, decideBy, submittedAt, registrationId }: QueuePlace): string {
  return `${part}.${decideBy}.${submittedAt}.${registrationId}`;
}

/** Null for anything but what `placeText` has written. */
export function readPlace(text: string | null): QueuePlace | null {
  const [, name, decideBy, submittedAt, registrationId] = PLACE.exec(text ?? '') ?? [];
  const part = QUEUE_PARTS.find((one) => one === name);
  if (!part || registrationId === undefined) return null;
  return { part, decideBy: Number(decideBy), submittedAt: Number(submittedAt), registrationId };
}

function reviewRow(review: PendingReview, { locale, now }: { locale: Locale; now: number }): Html {
  const say = sayIn(locale);
  const overdue = review.decideBy <= now;
  const by = overdue
    ? say('page.overdue')
    : say('page.decide_by', { at: dueText(review.decideBy, now, locale) });
  const submitted =
    review.submittedAt === null
      ? ''
      : say('page.submitted_at', { at: instantText(review.submittedAt, locale) });
  const soon = review.decideBy - now < 24 * 60 * 60_000;
  return html`<a class="weui-cell weui-cell_access" href="/staff/reviews/${review.id}">
    <div class="weui-cell__bd">
      <p class="staff-row-head">
        <strong>${review.name}</strong>
        ${review.submissions > 1 && html`<span class="staff-tag">${say('page.again', { count: review.submissions })}</span>`}
        ${review.findings > 0 && html`<span class="staff-tag staff-tag_warn">${say('page.photo_warned', { count: review.findings })}</span>`}
      </p>
      ${review.held && html`<p class="staff-note">${say('page.held', { name: review.held.name, at: instantText(review.held.until, locale) })}</p>`}
      <p>${review.subjects.join(locale === 'en' ? ', ' : '、')}</p>
      <p class="weui-cell__desc">${review.site && localText(review.site, locale)} · ${submitted}</p>
      ${limitLine({ limit: review.limit, decideBy: review.decideBy, locale, now })}
      <p class="weui-cell__desc ${soon && 'staff-soon'}">${by}</p>
    </div>
    <span class="weui-cell__ft"></span>
  </a>`;
}
