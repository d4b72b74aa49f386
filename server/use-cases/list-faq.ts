import { viewOf } from '../../bot/engine/view';
import { faqValues } from '../../bot/flows/faq-values';
import type { Situation } from '../../bot/ports';
import { newSession } from '../../bot/session';
import type { Season } from '../../shared/domain/season';
import { plainDateAt } from '../../shared/domain/time';
import { FAQ } from '../../shared/i18n/bot/faq';
import { fillText } from '../../shared/i18n/format';
import type { Context } from './context';
import type { Locale } from './ports/accounts';

export interface FaqAnswer {
  id: string;
  question: string;
  answer: string;
  examples: readonly string[];
}

/** Answers about the asking person make no sense on a page that knows nobody. */
const PERSONAL = /\{\{\s*(regState|regNext|feesMine|payDeadline)\s*\}\}/;

/** Every question the chat answers from texts, filled with the values of the first sitting that is not over. */
export async function listFaq(
  context: Context,
  locale: Locale,
): Promise<{ answers: FaqAnswer[]; hotline: string | null }> {
  const seasons = await context.unitOfWork.read((tx) => tx.seasons.listCurrent(context.clock.now()));
  const season = seasons.find((one) => !one.preview) ?? null;
  const situation = strangerAt(context.clock.now(), { season, seasons, locale });
  const view = viewOf(situation, newSession(locale));
  const side = locale === 'en' ? 'en' : 'zh';
  const shown = FAQ.filter((entry) => entry.kind !== 'chat' && !PERSONAL.test(entry.answer.zh));
  const answers = shown.map(({ id, question, answer, examples }) => ({
    id,
    question: question[side],
    answer: fillText(answer[side], faqValues(view, answer[side])),
    examples,
  }));
  return { answers, hotline: season && season.hotline[side] };
}

/** Nobody in particular. */
function strangerAt(
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
