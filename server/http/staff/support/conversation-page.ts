import type { StaffKey } from '../../../../shared/i18n/staff/zh-CN';
import type { ConversationSheet } from '../../../use-cases/support/show-conversation';
import { composerSection, type ComposerParts } from './composer-section';
import { actsSection, noteForm, takeForm } from './conversation-acts';
import { countText } from '../count-text';
import { sayIn, type Say } from '../layout';
import { html, type Html } from '../markup';
import { pressingLine } from './support-list-page';
import { timelineSection } from './timeline-section';

export interface ConversationParts extends ComposerParts {
  now: number;
  /** What has just been done, as the address says. */
  done: Done | null;
  isLatest: boolean;
}

export const DONE_WORDS = ['taken', 'transferred', 'released', 'closed', 'noted', 'written'] as const;
export type Done = (typeof DONE_WORDS)[number];

/** One conversation: who and what it is about, all that happened, and what a member may write and do. */
export function conversationBody(parts: ConversationParts): Html {
  const { sheet, locale, csrf, done, isLatest } = parts;
  const say = sayIn(locale);
  const acts = { sheet, csrf, say, mark: parts.mark };
  const isMine = sheet.handoff.state === 'served' && sheet.owner?.isMember === true;
  const address = `/staff/support/${sheet.handoff.id}`;
  return html`<p class="staff-back"><a href="/staff/support">‹ ${say('support.back')}</a></p>
    <h1 class="staff-title">
      ${sheet.person ?? say('support.unknown_person')}
      <span class="staff-tag support-harm_${sheet.handoff.harm}"
        >${say(`support.harm.${sheet.handoff.harm}`)}</span
      >
    </h1>
    <p class="staff-lead" data-live="standing">${standing(sheet, say)}</p>
    ${(['changed', 'ended'] as const).map(
      (told) =>
        html`<div class="staff-alert" role="alert" data-live-told="${told}" hidden>
          <p>${say(`support.live_${told}`)} <a href="${address}">${say('support.live_again')}</a></p>
        </div>`,
    )}
    ${done !== null && html`<div class="staff-done" role="status"><i class="weui-icon-success"></i> ${say(`support.done.${done}` satisfies StaffKey)}</div>`}
    ${nextLine(sheet, done, say)}
    <div
      class="support-desk"
      ${isLatest && html`data-address="${address}" data-mark="${sheet.mark}" data-standing="${standingMark(sheet)}"`}
    >
      <div class="support-about">${aboutSection(parts, say)}${takeForm(acts)}</div>
      <div class="support-talk">
        ${timelineSection(sheet.timeline, { handoffId: sheet.handoff.id, isLatest, locale })}
        ${isMine && composerSection(parts)}
      </div>
      <aside class="support-side" aria-label="${say('support.acts')}">
        ${actsSection(acts)}${noteForm(acts)}
      </aside>
    </div>`;
}

/** Whose it is, in a form in which two looks compare: what the page offers follows from it. */
function standingMark({ handoff, owner }: ConversationSheet): string {
  return `${handoff.state} ${handoff.ownerStaffId ?? ''} ${owner?.isMember === true ? 'own' : ''}`;
}

/** What the tab says: how it stands first, so that ten open tabs differ. */
export function tabTitle({ handoff, owner, person }: ConversationSheet, say: Say): string {
  const who = person ?? say('support.unknown_person');
  if (handoff.state === 'closed') return `${say('support.tab.closed')} · ${who}`;
  if (owner === null) return `${say('support.tab.waiting')} · ${who}`;
  const isCalling = owner.isMember && handoff.waitingSince !== null;
  return `${say(isCalling ? 'support.tab.calling' : 'support.tab.served')} · ${who}`;
}

/** After an act that leaves nothing to write here, the keyboard stands on it. */
function nextLine({ next, handoff, owner }: ConversationSheet, done: Done | null, say: Say): Html | null {
  if (!next) return null;
  const isOver = done !== null && (handoff.state !== 'served' || owner?.isMember !== true);
  return html`<p class="staff-back">
    <a href="/staff/support/${next.id}" accesskey="n" ${isOver && html` autofocus`}
      >${say(`support.next_${next.kind}` satisfies StaffKey, { count: countText(next.count) })} ›</a
    >
  </p>`;
}

function standing({ handoff, owner }: ConversationSheet, say: Say): string {
  if (handoff.state === 'closed') {
    const outcome = handoff.outcome === null ? '' : say(`support.outcome.${handoff.outcome}`);
    return [say('support.has_ended'), outcome].filter((text) => text !== '').join(' · ');
  }
  if (owner === null) return say('support.nobody');
  return owner.isMember ? say('support.yours') : say('support.owner', { name: owner.name });
}

function aboutSection({ sheet, locale, now }: ConversationParts, say: Say): Html {
  const { brief, handoff } = sheet;
  // The others stand in the brief.
  const pressing = sheet.pressing.filter(({ kind }) => kind === 'window');
  return html`<section aria-labelledby="about">
    <h2 class="weui-cells__title" id="about">${say('support.about')}</h2>
    <div class="staff-card">
      <div data-live="about">
        ${pressing.map((one) => pressingLine(one, { locale, now }))}
        <dl class="support-facts">
          ${brief.map(
            ({ label, value }) =>
              html`<dt>${label}</dt>
                <dd>${value}</dd>`,
          )}
        </dl>
      </div>
      ${handoff.state !== 'closed' && sheet.hasRegistration && helpLinks(handoff.id, say)}
    </div>
  </section>`;
}

function helpLinks(handoffId: string, say: Say): Html {
  return html`<p class="support-help">
    <a class="support-open" href="/staff/support/${handoffId}/proposals">${say('proposal.title')}</a>
    <a class="support-open" href="/staff/support/${handoffId}/links">${say('links.title')}</a>
  </p>`;
}
