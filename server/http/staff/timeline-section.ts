import { render } from '../../../bot/replies/render';
import { formatFen } from '../../../shared/domain/money';
import { instantText } from '../../../shared/i18n/instants';
import { staffZhCn, type StaffKey } from '../../../shared/i18n/staff/zh-CN';
import type { Timeline, TimelineItem, TimelinePlace } from '../../use-cases/conversation-timeline';
import type { Locale } from '../../use-cases/ports/accounts';
import { sayIn, type Say } from './layout';
import { html, type Html } from './markup';

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
    <ol class="support-timeline">
      ${items.map((item) => timelineItem(item, { handoffId, locale, say }))}
    </ol>
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

function timelineItem(item: TimelineItem, parts: ItemParts): Html {
  const { locale, say } = parts;
  const at = instantText(item.at, locale);
  if (item.kind === 'line') return lineItem(item, at, parts);
  if (item.kind === 'note') {
    const head = say(item.handover ? 'support.note_handover' : 'support.note_by', { name: item.who });
    return html`<li class="support-item support-item_note">
      <p class="support-item__head">${head} · ${at}</p>
      <p class="support-item__text">${item.text}</p>
    </li>`;
  }
  return html`<li class="support-item support-item_event">
    <p class="support-item__head">${at}</p>
    <p class="support-item__text">${eventText(item, parts)}</p>
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
    item.via === null ? '' : say(item.via === 'chat' ? 'timeline.via.chat' : 'timeline.via.page'),
  ];
  return words.filter((word) => word !== '').join(' · ');

  function knownEvent(event: string): string | null {
    const key = `timeline.event.${event}`;
    return isStaffKey(key) ? say(key) : null;
  }
}

function handoffText(
  { what, trigger, who, outcome }: Extract<Happening, { kind: 'handoff' }>,
  { locale, say }: Omit<ItemParts, 'handoffId'>,
): string {
  const name = who ?? say('support.somebody');
  const text = say(`timeline.handoff.${what}`, {
    trigger: render(locale, `handoff.trigger.${trigger}`),
    name,
  });
  return outcome === null ? text : `${text} · ${say(`support.outcome.${outcome}`)}`;
}

function isStaffKey(key: string): key is StaffKey {
  return Object.hasOwn(staffZhCn, key);
}
