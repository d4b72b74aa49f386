import { formatFen } from '../../../shared/domain/money';
import { refundStanding } from '../../../shared/domain/refund-standing';
import { instantOf } from '../../../shared/domain/time';
import type { ProofKey } from '../../../shared/i18n/phone/proof/zh-CN';
import { dayText, instantText } from '../../../shared/i18n/instants';
import type { FactRow } from '../../components/fact-list/fact-list';
import { factRow } from '../../services/fact-row';
import type { Outlook } from '../../services/page';
import type { PaymentSummary } from '../../services/payments';
import type { PrivacyTrouble } from '../../services/privacy';
import type { Season } from '../../services/seasons';

export type CalendarKind = 'ticket' | 'exam';

export interface ProofFacts extends PaymentSummary {
  season: Season;
}

export interface ProofView {
  whole: boolean;
  title: string;
  text: string;
  facts: FactRow[];
  nextTitle: string;
  next: FactRow[];
  calendar: { kind: CalendarKind; label: string }[];
  certificate: string;
  refundsTitle: string;
  refunds: string[];
  main: { page: 'ticket' | 'payment'; label: string } | null;
  empty: { title: string; text: string };
}

type ProofOutlook = Outlook<ProofKey>;

/** What is safe now, with its number, and what comes next (S50, S52, S30). */
export function proofView(facts: ProofFacts, outlook: ProofOutlook): ProofView {
  const { t, locale } = outlook.words;
  const { registration, refunds } = facts;
  const whole = registration.state === 'paid';
  const due = instantText(registration.deadlines.paymentDueAt, locale, { end: true });
  return {
    whole,
    title: t(whole ? 'proof.done' : 'proof.part'),
    text: whole ? t('proof.done.text') : t('proof.part.text', { due }),
    facts: factsOf(facts, outlook),
    nextTitle: t('proof.next'),
    next: nextOf(facts, outlook),
    calendar: calendarOf(facts, outlook),
    certificate: t('proof.certificate'),
    refundsTitle: t('proof.refunds'),
    refunds: refunds.map((refund) =>
      t(`proof.refund.${refundStanding(refund)}`, {
        sum: formatFen(refund.amountFen),
        cause: outlook.words.codeText(`refund.${refund.cause}`, undefined, refund.cause),
      }),
    ),
    main: mainOf(facts, outlook),
    empty: { title: t('proof.none.title'), text: t('proof.none.text') },
  };
}

/** An entry of the phone's calendar; times in seconds, as WeChat wants them. */
export function calendarEntry(
  kind: CalendarKind,
  { season, registration }: ProofFacts,
  { t, local }: ProofOutlook['words'],
): { title: string; startTime: number; location: string; allDay?: boolean } {
  const location = registration.site ? local(registration.site.name) : '';
  const title = t(`proof.event.${kind}`);
  if (kind === 'ticket') return { title, location, startTime: season.ticketFrom / 1000 };
  return { title, location, startTime: instantOf(season.examFrom, EXAM_MORNING_MINUTE) / 1000, allDay: true };
}

/** Why nothing went into the calendar, and what to note by hand in its place. */
export function calendarTrouble(
  trouble: PrivacyTrouble | 'failed',
  kind: CalendarKind,
  { season, registration }: ProofFacts,
  { t, local, locale }: ProofOutlook['words'],
): string {
  const days = { from: dayText(season.examFrom, locale), to: dayText(season.examTo, locale) };
  const at =
    kind === 'ticket'
      ? t('proof.ticket.at', { at: instantText(season.ticketFrom, locale) })
      : t('proof.exam.at', days);
  const place = kind === 'exam' && registration.site ? [local(registration.site.name)] : [];
  return [t(`proof.calendar.${trouble}`), t(`proof.event.${kind}`), at, ...place].join('\n');
}

/** Exams never begin before this minute of the day; the ticket tells the session. */
const EXAM_MORNING_MINUTE = 8 * 60;

function factsOf({ readBack, proofs, registration }: ProofFacts, { words }: ProofOutlook): FactRow[] {
  const { t, local, locale } = words;
  const paid = registration.subjects.filter(({ state }) => state === 'paid');
  const payments = proofs.flatMap(({ orderId, amountFen, paidAt }, index) => {
    const at = instantText(paidAt, locale);
    if (orderId === null) return [factRow(`free${index}`, t('proof.free'), at)];
    return [
      factRow(`amount${index}`, t('proof.amount'), t('proof.paid', { sum: formatFen(amountFen), at })),
      factRow(`number${index}`, t('proof.number'), orderId),
    ];
  });
  return [
    factRow('name', t('proof.name'), readBack.name),
    factRow('document', t('proof.document'), readBack.documentNumber),
    factRow('site', t('proof.site'), registration.site ? local(registration.site.name) : ''),
    factRow(
      'subjects',
      t('proof.subjects'),
      paid.map(({ code, name }) => `${code} ${local(name)}`).join('\n'),
    ),
    ...payments,
  ];
}

function nextOf({ season }: ProofFacts, { words }: ProofOutlook): FactRow[] {
  const { t, locale } = words;
  const from = dayText(season.examFrom, locale);
  const to = dayText(season.examTo, locale);
  return [
    factRow(
      'ticket',
      t('proof.ticket'),
      t('proof.ticket.at', { at: instantText(season.ticketFrom, locale) }),
    ),
    factRow('exam', t('proof.exam'), t('proof.exam.at', { from, to })),
  ];
}

/** Only what is still to come goes into a calendar. */
function calendarOf({ season }: ProofFacts, { words, now }: ProofOutlook): ProofView['calendar'] {
  const kinds: CalendarKind[] = season.ticketFrom > now ? ['ticket', 'exam'] : ['exam'];
  return kinds.map((kind) => ({ kind, label: words.t(`proof.calendar.${kind}`) }));
}

function mainOf({ registration, season }: ProofFacts, { words, now }: ProofOutlook): ProofView['main'] {
  if (registration.state === 'part_paid') return { page: 'payment', label: words.t('proof.pay_rest') };
  return season.ticketFrom <= now ? { page: 'ticket', label: words.t('proof.open') } : null;
}
