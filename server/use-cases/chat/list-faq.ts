import { viewOf } from '../../../bot/engine/view';
import { faqValues } from '../../../bot/flows/faq-values';
import type { Situation } from '../../../bot/ports';
import { newSession } from '../../../bot/session';
import type { FaqTopic } from '../../../shared/domain/faq-topics';
import type { Season } from '../../../shared/domain/season';
import { plainDateAt } from '../../../shared/domain/time';
import { FAQ, type FaqId } from '../../../shared/i18n/bot/faq';
import { fillText } from '../../../shared/i18n/format';
import type { Context } from '../context';
import type { Locale } from '../ports/accounts';

export interface FaqAnswer {
  id: string;
  topic: FaqTopic;
  question: string;
  answer: string;
  /** Every way to ask, in both languages. */
  phrases: readonly string[];
}

/** Answers about the asking person make no sense on a page that knows nobody. */
const PERSONAL = /\{\{\s*(regState|regNext|feesMine|payDeadline)\s*\}\}/;

/** Answers that announce the chat's next step ("confirm?") say nothing on a page. */
const STEP_OF_CHAT = /^flow\.(?!help$|edit_info$)/;

/** Ids begin with what they are about. */
const TOPIC_OF: Readonly<Record<string, FaqTopic>> = {
  flow: 'flow',
  cal: 'flow',
  notice: 'flow',
  reg: 'flow',
  eligibility: 'flow',
  proxy: 'flow',
  special: 'flow',
  acct: 'account',
  privacy: 'account',
  id: 'information',
  name: 'information',
  form: 'information',
  photo: 'photo',
  subject: 'choice',
  site: 'choice',
  review: 'review',
  pay: 'payment',
  ticket: 'exam',
  exam: 'exam',
  score: 'exam',
  cert: 'exam',
};

/**
 * Every question the chat answers from texts, filled with the values of a sitting: the named one, else the first that is
 * not over.
 */
export async function listFaq(
  context: Context,
  { locale, seasonId }: { locale: Locale; seasonId?: string },
): Promise<{ answers: FaqAnswer[]; season: Season | null }> {
  const now = context.clock.now();
  const { seasons, named } = await context.unitOfWork.read(async (tx) => ({
    seasons: (await tx.seasons.listCurrent(now)).filter((one) => !one.preview),
    named: seasonId === undefined ? null : await tx.seasons.find(seasonId),
  }));
  const season = named ?? seasons[0] ?? null;
  const view = viewOf(strangerAt(now, { season, seasons, locale }), newSession(locale));
  const side = locale === 'en' ? 'en' : 'zh';
  const shown = FAQ.filter(
    ({ id, kind, answer }) => kind !== 'chat' && !PERSONAL.test(answer.zh) && !STEP_OF_CHAT.test(id),
  );
  const answers = shown.map(({ id, question, answer, examples }) => ({
    id,
    topic: topicOf(id),
    question: question[side],
    answer: fillText(answer[side], faqValues(view, answer[side])),
    phrases: [question.zh, question.en, ...examples],
  }));
  return { answers, season };
}

function topicOf(id: FaqId): FaqTopic {
  return TOPIC_OF[id.split('.')[0] ?? ''] ?? 'other';
}

/** Nobody in particular. */
export function strangerAt(
  now: number,
  { season, seasons, locale }: { season: Season | null; seasons: Season[]; locale: Locale },
): Situation {
  return {
    now,
    today: plainDateAt(now),
    channel: 'mini_program',
    locale,
    account: {
      id: '',
      email: null,
      emailVerified: false,
      mobile: null,
      mobileVerified: false,
      loginLinkSent: false,
    },
    contact: { email: null, mobile: null },
    seasons,
    season,
    ticked: [],
    guardian: 'not_needed',
    heldAnswers: null,
    registration: null,
    deadlines: null,
    facts: null,
    seats: [],
    order: null,
    refunds: [],
    paid: [],
    tickets: [],
    handoff: null,
    supportOpen: false,
    messagesLeft: null,
  };
}
