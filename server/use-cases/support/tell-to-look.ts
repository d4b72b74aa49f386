import { render } from '../../../bot/replies/render';
import { outsideQuietHours, QUIET_HOURS } from '../../../shared/domain/quiet-hours';
import type { Season, SubscriptionTemplate } from '../../../shared/domain/season';
import { HOUR_MS, MINUTE_MS } from '../../../shared/domain/time';
import { instantText } from '../../../shared/i18n/instants';
import type { Account } from '../ports/accounts';
import type { Repositories } from '../ports/storage';
import type { Channel, NoticeContent, NoticeContext } from '../reminders/send-notice';
import { cut, platformTime, THING } from '../reminders/template-text';
import { tellOnce, type Told } from '../reminders/tell-once';

/** So long somebody who looks into the mini program is given before they are told elsewhere that there is something. */
export const LOOK_MS = 2 * MINUTE_MS;

/** Longer than the night, in which nobody is told of an answer: of an older one they were. */
export const UNTOLD_MS = 12 * HOUR_MS;

/** What stands in the mini program and is told of outside; never the words themselves (PR16). */
export type ToLookAt =
  | { about: 'answer' }
  /** `url`: the page of its own, for whom the mini program does not know. */
  | { about: 'proposal'; expiresAt: number; url: string | null }
  /** What the desk itself says of a wait, in its words. */
  | { about: 'delay'; subject: string; text: string; poolCode: string | null };

export interface LookNotice {
  outboxId: string;
  topic: string;
  accountId: string;
  /** When it came to stand there. */
  at: number;
  /** Where not by a subscription message and else by mail. */
  ways?: readonly Channel[];
  /** By it the record is found of what could be told nowhere. */
  mark?: string;
  /** What is to be told as it stands now; null when there is nothing any more. */
  find(tx: Repositories, account: Account, openid: string | null): Promise<ToLookAt | null>;
}

/** Group of the jobs that tell of lines in the mini program. */
export function lookGroupOf(accountId: string): string {
  return `look:${accountId}`;
}

/**
 * Tells somebody that something of the desk's waits for them, by a subscription message where they allow one, else by mail;
 * once. `waitMs`: at night it waits for the morning, as reminders do.
 */
export async function tellToLook(
  context: NoticeContext,
  notice: LookNotice,
): Promise<Told | { waitMs: number }> {
  const now = context.clock.now();
  const seasons = await context.unitOfWork.read((tx) => seasonsOf(tx, { ...notice, now }));
  // People sleep between two sittings, too.
  const rules = seasons[0]?.reminders ?? QUIET_HOURS;
  const waitMs = outsideQuietHours(now, { endsAt: Infinity, from: now, rules }) - now;
  if (waitMs > 0) return { waitMs };
  const { outboxId, topic, accountId, ways = ['subscription', 'mail'], mark } = notice;
  return tellOnce(context, {
    cause: { outboxId, topic },
    ...{ ways, mark },
    find: () =>
      context.unitOfWork.run(async (tx) => {
        const [account, identities] = await Promise.all([
          tx.accounts.find(accountId),
          tx.identities.listOf(accountId),
        ]);
        if (!account || account.state === 'closed') return null;
        const openid = identities.find(({ kind }) => kind === 'openid')?.value ?? null;
        const look = await notice.find(tx, account, openid);
        if (!look) return null;
        const kept = await keptForAnswers(tx, { look, accountId, now });
        const template = openid === null ? null : await allowedTemplate(tx, { openid, seasons, kept });
        return {
          account,
          openid,
          chat: ways.includes('chat') ? await tx.chats.findByAccount(accountId) : null,
          ...(look.about === 'delay' && { poolCode: look.poolCode }),
          content: contentOf({ look, account, template, at: notice.at }),
        };
      }),
  });
}

/** Sittings of the person's registrations before the others that are under way. */
async function seasonsOf(
  tx: Repositories,
  { accountId, now }: { accountId: string; now: number },
): Promise<Season[]> {
  const [current, registrations] = await Promise.all([
    tx.seasons.listCurrent(now),
    tx.registrations.listOf(accountId),
  ]);
  const isOwn = ({ id }: Season) => registrations.some(({ seasonId }) => seasonId === id);
  return [...current.filter(isOwn), ...current.filter((season) => !isOwn(season))];
}

/**
 * How many permissions stay for an answer, for which they were given: a delay leaves the last one, and so does a proposal
 * while an answer is still to be told.
 */
async function keptForAnswers(
  tx: Repositories,
  { look, accountId, now }: { look: ToLookAt; accountId: string; now: number },
): Promise<0 | 1> {
  if (look.about === 'answer') return 0;
  if (look.about === 'delay') return 1;
  for (const { id, topic, payload } of await tx.outbox.listOf([lookGroupOf(accountId)])) {
    const since = Number(payload.writtenAt);
    if (topic !== 'support.written' || since < now - UNTOLD_MS) continue;
    if ((await tx.deliveries.listOf(id)).length > 0) continue;
    if (!(await hasSpokenInApp(tx, { accountId, since }))) return 1;
  }
  return 0;
}

const LAST_LINES = 20;

/** Whether a candidate has spoken in the mini program since, and so has seen what stood there. */
export async function hasSpokenInApp(
  tx: Repositories,
  { accountId, since }: { accountId: string; since: number },
): Promise<boolean> {
  const lines = await tx.transcripts.lastOf(accountId, LAST_LINES);
  return lines.some(
    ({ from, channel, at }) => from === 'candidate' && channel === 'mini_program' && at > since,
  );
}

async function allowedTemplate(
  tx: Repositories,
  { openid, seasons, kept }: { openid: string; seasons: readonly Season[]; kept: number },
): Promise<SubscriptionTemplate | null> {
  for (const template of seasons.flatMap(({ templates }) => templates)) {
    if (template.kind !== 'support_answer') continue;
    if ((await tx.permits.balance(openid, template.templateId)) > kept) return template;
  }
  return null;
}

function contentOf({
  look,
  account: { locale },
  template,
  at,
}: {
  look: ToLookAt;
  account: Account;
  template: SubscriptionTemplate | null;
  at: number;
}): NoticeContent {
  const note = cut(render(locale, `note.${look.about}`), THING);
  return {
    ...mailOf(look, locale),
    template: template && {
      templateId: template.templateId,
      page: template.page,
      values: Object.fromEntries(
        Object.entries(template.fields).map(([field, value]) => [
          field,
          value === 'answered_at' ? platformTime(at) : note,
        ]),
      ),
    },
  };
}

function mailOf(look: ToLookAt, locale: Account['locale']): Pick<NoticeContent, 'subject' | 'text'> {
  if (look.about === 'delay') return { subject: look.subject, text: look.text };
  if (look.about === 'answer') {
    const subject = render(locale, 'mail.support_answer.subject');
    return { subject, text: render(locale, 'mail.support_answer.look') };
  }
  const at = instantText(look.expiresAt, locale);
  const { url } = look;
  return {
    subject: render(locale, 'mail.proposal.subject'),
    text:
      url === null
        ? render(locale, 'mail.proposal.look', { at })
        : render(locale, 'mail.proposal.link', { at, url }),
  };
}
