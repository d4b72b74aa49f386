import { formatInstant } from '../../../shared/domain/time';
import type { OwnData, OwnRegistrationData } from '../../use-cases/privacy/collect-own-data';
import type { Proposal } from '../../use-cases/ports/support';

/** The data file of an export (PR13): readable by machines, times in the zone of the exam. Holds nobody else's data. */
export function presentOwnData({ account, ...data }: OwnData): Record<string, unknown> {
  return {
    format: 'ncre-own-data/1',
    collectedAt: formatInstant(data.collectedAt),
    account: {
      id: account.id,
      email: account.email,
      emailVerifiedAt: instant(account.emailVerifiedAt),
      mobile: account.mobile,
      mobileVerifiedAt: instant(account.mobileVerifiedAt),
      hasPassword: account.passwordHash !== null,
      language: account.locale,
      createdAt: formatInstant(account.createdAt),
    },
    wechat: data.identities.map(({ kind, value, boundAt }) => ({
      kind,
      value,
      boundAt: formatInstant(boundAt),
    })),
    wechatNotices: data.permits,
    consents: data.consents.map((consent) => ({
      seasonId: consent.seasonId,
      noticeId: consent.noticeId,
      textVersion: consent.textVersion,
      channel: consent.channel,
      guardian: consent.guardian,
      givenAt: formatInstant(consent.givenAt),
      withdrawnAt: instant(consent.withdrawnAt),
    })),
    registrations: data.registrations.map(presentRegistration),
    conversation: data.conversation.map(({ channel, from, text, at }) => ({
      at: formatInstant(at),
      channel,
      from,
      text,
    })),
  };
}

function presentRegistration(data: OwnRegistrationData): Record<string, unknown> {
  const { registration, seasonName, history, tickets, orders, payments, refunds, photo } = data;
  const { id, seasonId, state, answers, changeSet, subjects, decision, deleteReason } = registration;
  return {
    id,
    season: { id: seasonId, ...seasonName },
    state,
    answers,
    openChange: changeSet,
    subjects,
    // Who decided is somebody else's data.
    decision: decision && {
      outcome: decision.outcome,
      decidedAt: formatInstant(decision.decidedAt),
      reasonCode: decision.reasonCode,
      reasonWords: decision.reasonWords,
      marked: decision.marked,
    },
    deleteReason,
    createdAt: formatInstant(registration.createdAt),
    history: history.map(({ event, from, to, actor, at }) => ({
      at: formatInstant(at),
      event,
      from,
      to,
      by: actor.role,
      channel: actor.channel,
    })),
    tickets: tickets.map(({ subjectCode, ticketNumber, room, seat, startsAt }) => ({
      subjectCode,
      ticketNumber,
      room,
      seat,
      startsAt: formatInstant(startsAt),
    })),
    // The WeChat that paid may be somebody else's.
    orders: orders.map((order) => ({
      number: order.id,
      amountFen: order.amountFen,
      subjects: order.subjects,
      state: order.state,
      createdAt: formatInstant(order.createdAt),
    })),
    payments: payments.map(({ transactionId, amountFen, succeededAt, outcome }) => ({
      transactionId,
      amountFen,
      succeededAt: formatInstant(succeededAt),
      outcome,
    })),
    refunds: refunds.map((refund) => ({
      number: refund.id,
      amountFen: refund.amountFen,
      state: refund.state,
      createdAt: formatInstant(refund.createdAt),
      settledAt: instant(refund.settledAt),
    })),
    photo: photo && {
      id: photo.record.id,
      bytes: photo.record.bytes,
      measurements: photo.record.measurements,
      findings: photo.record.findings,
      uploadedAt: formatInstant(photo.record.createdAt),
      jpegBase64: photo.jpeg && Buffer.from(photo.jpeg).toString('base64'),
    },
    proposedCorrections: data.proposals.map(presentProposal),
  };
}

/** Who proposed it is somebody else's data. */
function presentProposal(proposal: Proposal): Record<string, unknown> {
  const { fields, state, content, createdAt, expiresAt, settledAt } = proposal;
  return {
    fields,
    state,
    proposedAt: formatInstant(createdAt),
    validUntil: formatInstant(expiresAt),
    answeredAt: instant(settledAt),
    // Its values are forgotten with the answer: those that were accepted are among the answers above.
    open: content && { reason: content.reason, was: content.was, becomes: content.answers },
  };
}

function instant(at: number | null): string | null {
  return at === null ? null : formatInstant(at);
}
