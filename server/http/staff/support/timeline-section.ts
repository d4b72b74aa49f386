import { render } from '../../../../bot/replies/render';
import { formatFen } from '../../../../shared/domain/money';
import type { Channel } from '../../../../shared/domain/registration';
import { plainDateAt } from '../../../../shared/domain/time';
import { dayText, timeText } from '../../../../shared/i18n/instants';
import { staffZhCn, type StaffKey } from '../../../../shared/i18n/staff/zh-CN';
import type { Timeline, TimelineItem, TimelinePlace } from '../../../use-cases/support/conversation-timeline';
import type { Locale } from '../../../use-cases/ports/accounts';
import { sayIn, type Say } from '../layout';
import { html, type Html } from '../markup';

interface TimelineParts {
  handoffId: string;
  isLatest: boolean;
  locale: Locale;
}

/** Everything that happened with a candidate as one line of time, the newest at the bottom. */
export function timelineSection({ items, earlier }: Timeline, parts: TimelineParts): Html {
  const { handoffId, isLatest, locale } = parts;
  const say = sayIn(locale);
  const address = `/staff/support/${handoffId}`;
  return html`<section aria-labelledby="timeline">
    <h2 class="weui-cells__title" id="timeline">${say('support.timeline')}</h2>
    ${earlier && html`<p class="staff-back"><a href="${address}?before=${placeText(earlier)}#timeline">${say('support.earlier')}</a></p>`}
    ${items.length === 0 && html`<p class="weui-cells__tips">${say('support.timeline_none')}</p>`}
    <div class="support-scroll" tabindex="0" role="log" aria-labelledby="timeline">
      <ol class="support-timeline" data-live="timeline">
        ${items.map((item, at) => [dayLine(item, items[at - 1], locale), timelineItem(item, { handoffId, locale, say })])}
      </ol>
    </div>
    ${!isLatest && html`<p class="staff-back"><a href="${address}">${say('support.latest')}</a></p>`}
  </section>`;
}

export function placeText({ at, seq }: TimelinePlace): string {
  return `${at}.${seq}`;
}

/** Null for anything but what `placeText` has written. */
export function readTimelinePlace(text: string | null): TimelinePlace | null {
  const [, at, seq] = /^(\d{1,15})\.(\d{1,12})$/.exec(text ?? '') ?? [];
  return seq === undefined ? null : { at: Number(at), seq: Number(seq) };
}

interface ItemParts {
  handoffId: string;
  locale: Locale;
  say: Say;
}

/** The day, named once above what happened on it. */
function dayLine(item: TimelineItem, before: TimelineItem | undefined, locale: Locale): Html | null {
  const day = plainDateAt(item.at);
  if (before && plainDateAt(before.at) === day) return null;
  return html`<li class="support-day"><h3>${dayText(day, locale)}</h3></li>`;
}

function timelineItem(item: TimelineItem, parts: ItemParts): Html {
  const { say } = parts;
  const at = timeText(item.at);
  if (item.kind === 'line') return lineItem(item, at, parts);
  if (item.kind === 'note') {
    const head = say(item.handover ? 'support.note_handover' : 'support.note_by', { name: item.who });
    return html`<li class="support-item support-item_note">
      <p class="support-item__head">${head} · ${at}</p>
      <p class="support-item__text">${item.text}</p>
    </li>`;
  }
  return html`<li class="support-item support-item_event">
    <p class="support-item__text">
      <span class="support-item__at">${at}</span>${eventText(item, parts)} ${otherLink(item, parts)}
    </p>
  </li>`;
}

function lineItem(line: Extract<TimelineItem, { kind: 'line' }>, at: string, parts: ItemParts): Html {
  const { say, handoffId } = parts;
  const text = line.text === '' ? say('support.line_empty') : line.text;
  return html`<li class="support-item support-item_${line.from}">
    <p class="support-item__head">
      ${say(`support.from.${line.from}`)} · ${say(`support.channel.${line.channel}`)} · ${at}
    </p>
    <p class="support-item__text">${text}</p>
    ${
      line.sent !== null &&
      html`<p class="support-sent support-sent_${line.sent}">
        ${say(`support.sent.${line.sent}`)}
        ${line.sent === 'failed' && html`<a href="/staff/support/${handoffId}?again=${line.id}#write">${say('support.write_again')}</a>`}
      </p>`
    }
  </li>`;
}

type Happening = Exclude<TimelineItem, { kind: 'line' | 'note' }>;

function eventText(item: Happening, { locale, say }: ItemParts): string {
  if (item.kind === 'money') return say(`timeline.money.${item.what}`, { amount: formatFen(item.amountFen) });
  if (item.kind === 'handoff') return handoffText(item, { locale, say });
  const words = [
    knownEvent(item.event) ?? say('timeline.event.other', { event: item.event }),
    item.to === null ? '' : render(locale, `state.${item.to}`),
    item.who ?? '',
    item.reason,
    viaText(item.via, say),
  ];
  return words.filter((word) => word !== '').join(' · ');

  function knownEvent(event: string): string | null {
    const key = `timeline.event.${event}`;
    return isStaffKey(key) ? say(key) : null;
  }
}

function viaText(via: Channel | null, say: Say): string {
  if (via === 'chat' || via === 'card') return say(`timeline.via.${via}`);
  return via === null ? '' : say('timeline.via.page');
}

/** From where another conversation began, to its page. */
function otherLink(item: Happening, { handoffId, say }: ItemParts): Html | null {
  if (item.kind !== 'handoff' || item.what !== 'opened' || item.handoffId === handoffId) return null;
  return html`<a class="support-open" href="/staff/support/${item.handoffId}"
    >${say('timeline.handoff.other')}</a
  >`;
}

function handoffText(
  item: Extract<Happening, { kind: 'handoff' }>,
  { locale, say }: Omit<ItemParts, 'handoffId'>,
): string {
  const { trigger, who, from, reason, outcome } = item;
  const text = say(handoffKey(item), {
    trigger: render(locale, `handoff.trigger.${trigger}`),
    name: who ?? say('support.somebody'),
    from: from ?? say('support.somebody'),
  });
  const why = `timeline.why.${reason}`;
  const more = [
    reason !== null && isStaffKey(why) ? say(why) : '',
    outcome === null ? '' : say(`support.outcome.${outcome}`),
  ];
  return [text, ...more].filter((word) => word !== '').join(' · ');
}

function handoffKey({ what, who, rating }: Extract<Happening, { kind: 'handoff' }>): StaffKey {
  if (what === 'rated') return `timeline.handoff.rated.${rating ?? 1}`;
  return what === 'closed' && who !== null ? 'timeline.handoff.closed_by' : `timeline.handoff.${what}`;
}

function isStaffKey(key: string): key is StaffKey {
  return Object.hasOwn(staffZhCn, key);
}
