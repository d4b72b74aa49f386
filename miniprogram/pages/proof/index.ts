import { proofEn } from '../../../shared/i18n/phone/proof/en';
import { proofZhCn, type ProofKey } from '../../../shared/i18n/phone/proof/zh-CN';
import { withCodes } from '../../services/code-texts';
import type { Called } from '../../services/failure';
import { openPage } from '../../services/navigation';
import { ownRegistration } from '../../services/own-registration';
import { serverNow } from '../../services/clock';
import { definePage, type DataEvent, type Outlook, type PageHandle } from '../../services/page';
import { readPaymentSummary } from '../../services/payments';
import { privacyTrouble } from '../../services/privacy';
import { readSeason } from '../../services/seasons';
import { calendarEntry, calendarTrouble, proofView, type CalendarKind, type ProofFacts } from './view-model';

type ProofPage = PageHandle<ProofFacts, ProofKey>;

definePage({
  texts: withCodes({ zhCn: proofZhCn, en: proofEn }),
  title: 'proof.title',
  load,
  isEmpty: ({ registration }) => registration.state !== 'paid' && registration.state !== 'part_paid',
  view: proofView,
  events: {
    calendar: (page, { currentTarget }: DataEvent<{ kind: CalendarKind }>) =>
      page.once('calendar', () => addToCalendar(page, currentTarget.dataset.kind)),
    main({ facts, words, query }) {
      const { main } = proofView(facts, { words, query, now: serverNow() });
      if (main) openPage({ page: main.page, query: { registration: facts.registration.id } });
    },
  },
});

async function load({ query, words }: Outlook<ProofKey>): Promise<Called<ProofFacts>> {
  const own = await ownRegistration({ query, words });
  if (!own.ok) return own;
  const [read, season] = await Promise.all([
    readPaymentSummary({ params: { registrationId: own.body.id } }),
    readSeason({ params: { seasonId: own.body.seasonId } }),
  ]);
  if (!read.ok) return read;
  return season.ok ? { ok: true, body: { ...read.body, season: season.body } } : season;
}

async function addToCalendar({ facts, words }: ProofPage, kind: CalendarKind): Promise<void> {
  try {
    await wx.addPhoneCalendar(calendarEntry(kind, facts, words));
    await wx.showToast({ title: words.t('proof.calendar.done'), icon: 'success' });
  } catch (failure) {
    const known = failure as { errno?: number; errMsg?: string };
    if (/cancel/.test(known.errMsg ?? '')) return;
    const content = calendarTrouble(privacyTrouble(known) ?? 'failed', kind, facts, words);
    await wx.showModal({ content, showCancel: false, confirmText: words.t('frame.ok') });
  }
}
