import { render } from '../../../../bot/replies/render';
import { dueText, instantText } from '../../../../shared/i18n/instants';
import type { StaffKey } from '../../../../shared/i18n/staff/zh-CN';
import { HOUR_MS } from '../../../../shared/domain/time';
import { DESK_KINDS, type Desk, type DeskRow } from '../../../use-cases/support/list-support';
import type { Locale } from '../../../use-cases/ports/accounts';
import type { DeskPlace, DeskQuery } from '../../../use-cases/ports/chat';
import type { Pressing } from '../../../use-cases/support/support-case';
import { countText } from '../count-text';
import { messageBody, sayIn, type Say } from '../layout';
import { liveLine, stillAddress } from '../live-list';
import { html, type Html } from '../markup';

export const DESK_PAGE_SIZE = 30;
/** Less time than this stands out. */
const SOON_MS = HOUR_MS;

interface DeskParts {
  desk: Desk;
  kind: DeskQuery['kind'];
  isFirst: boolean;
  /** Told to stand still: it does not come back by itself, nor under another filter. */
  isStill: boolean;
  /** How many candidates wait for the member's own word. */
  calling: number;
  name: string;
  csrf: string;
  locale: Locale;
  now: number;
}

/** The desk's list: who stands to lose what, how long is left, and whose it is. */
export function supportListBody(parts: DeskParts): Html {
  const { desk, kind, isFirst, isStill, calling, name, locale } = parts;
  const say = sayIn(locale);
  const { all, waiting } = desk.counts;
  return html`<h1 class="staff-title">${say('support.title')}</h1>
    <p class="staff-lead">
      ${say('support.lead', { name, count: countText(all), waiting: countText(waiting), calling })}
    </p>
    ${isFirst && liveLine(deskAddress(kind), !isStill, say)} ${kindLinks(parts, say)}
    ${desk.counts.mine > 0 && html`<p class="staff-back"><a href="/staff/support/handover">${say('handover.title')} ›</a></p>`}
    ${
      desk.rows.length === 0
        ? messageBody({
            ...{ icon: 'success', title: say('support.none') },
            text: say(`support.none.${kind}` satisfies StaffKey),
          })
        : html`<ol class="weui-cells staff-list support-list">
            ${desk.rows.map((row) => deskRow(row, parts))}
          </ol>`
    }
    <nav class="staff-pager" aria-label="${say('support.pages')}">
      ${!isFirst && html`<a class="weui-btn weui-btn_default weui-btn_mini" href="${keptAddress(parts, kind)}">${say('page.first')}</a>`}
      ${desk.next && html`<a class="weui-btn weui-btn_default weui-btn_mini" href="${keptAddress(parts, kind, desk.next)}">${say('page.older')}</a>`}
    </nav>`;
}

function kindLinks(parts: DeskParts, say: Say): Html {
  const { desk, kind } = parts;
  return html`<nav class="support-kinds" aria-label="${say('support.kinds')}">
    ${DESK_KINDS.map(
      (one) =>
        html`<a
          class="support-kind"
          href="${keptAddress(parts, one)}"
          ${one === kind && html` aria-current="true"`}
          >${say(`support.kind.${one}`)} ${countText(desk.counts[one])}</a
        >`,
    )}
  </nav>`;
}

function keptAddress({ isStill }: DeskParts, ...place: Parameters<typeof deskAddress>): string {
  const address = deskAddress(...place);
  return isStill ? stillAddress(address) : address;
}

export function deskAddress(kind: DeskQuery['kind'], after?: DeskPlace): string {
  const query = new URLSearchParams();
  if (kind !== 'all') query.set('show', kind);
  if (after) query.set('after', `${after.harmRank}.${after.urgentAt}.${after.id}`);
  return query.size === 0 ? '/staff/support' : `/staff/support?${query.toString()}`;
}

/** Null for anything but what `deskAddress` has written. */
export function readDeskPlace(text: string | null): DeskPlace | null {
  const [, rank, at, id] = /^(\d)\.(\d{1,16})\.([0-9a-z]{26})$/.exec(text ?? '') ?? [];
  return id === undefined ? null : { harmRank: Number(rank), urgentAt: Number(at), id };
}

export function readDeskKind(text: string | null): DeskQuery['kind'] {
  return DESK_KINDS.find((kind) => kind === text) ?? 'all';
}

function deskRow(row: DeskRow, { csrf, locale, now }: DeskParts): Html {
  const say = sayIn(locale);
  const [first, ...more] = row.pressing;
  const registration = row.registration && render(locale, `state.${row.registration}`);
  const facts = [
    render(locale, `handoff.trigger.${row.trigger}`),
    say(`support.channel.${row.channel}`),
    registration ?? say('support.no_registration'),
  ];
  return html`<li class="weui-cell">
    <div class="weui-cell__bd">
      <p class="staff-row-head">
        <a class="support-open" href="/staff/support/${row.id}"
          ><strong>${row.person ?? say('support.unknown_person')}</strong></a
        >
        <span class="staff-tag support-harm_${row.harm}">${say(`support.harm.${row.harm}`)}</span>
        ${row.state === 'ticket' && html`<span class="staff-tag">${say('support.ticket')}</span>`}
        ${row.promisesBroken > 0 && html`<span class="staff-tag support-harm_deadline">${say('support.broken', { n: row.promisesBroken })}</span>`}
      </p>
      <p>${facts.join(' · ')}</p>
      ${first && pressingLine(first, { locale, now })}
      ${more.map((one) => pressingLine(one, { locale, now }))}
      <p class="weui-cell__desc">
        ${say('support.opened', { at: instantText(row.openedAt, locale) })} · ${ownerText(row, say)}
        ${row.waitingSince !== null && row.owner !== null && html` · ${say('support.waits', { at: instantText(row.waitingSince, locale) })}`}
      </p>
    </div>
    <div class="weui-cell__ft">
      ${
        row.owner === null
          ? html`<form method="post" action="/staff/support/${row.id}/take">
              <input type="hidden" name="csrf" value="${csrf}" />
              <button class="weui-btn weui-btn_primary weui-btn_mini" type="submit">
                ${say('support.take')}
              </button>
            </form>`
          : html`<a class="weui-btn weui-btn_default weui-btn_mini" href="/staff/support/${row.id}"
              >${say('support.open')}</a
            >`
      }
    </div>
  </li>`;
}

function ownerText({ owner }: DeskRow, say: Say): string {
  if (owner === null) return say('support.nobody');
  return owner.isMember ? say('support.yours') : say('support.owner', { name: owner.name });
}

/** One end in words: when, and how long is left. */
export function pressingLine({ kind, at }: Pressing, { locale, now }: { locale: Locale; now: number }): Html {
  const say = sayIn(locale);
  const text =
    at <= now
      ? say(`support.${kind}_over`, { at: instantText(at, locale, { end: kind === 'deadline' }) })
      : say(`support.${kind}_by`, { at: dueText(at, now, locale) });
  return html`<p class="weui-cell__desc ${at - now < SOON_MS && 'staff-soon'}">${text}</p>`;
}
