import { viewOf } from '../../../bot/engine/view';
import { hoursText } from '../../../bot/flows/faq-values';
import { newSession } from '../../../bot/session';
import type { LocalText, Season } from '../../../shared/domain/season';
import type { Context } from '../context';
import { strangerAt } from './list-faq';
import type { Locale } from '../ports/accounts';

/** Whom a candidate of one sitting can turn to. */
export interface Contact {
  province: LocalText;
  hotline: LocalText;
  /** When people of the desk answer. */
  hours: LocalText;
  /** Official addresses by name. */
  links: Record<string, string>;
}

/** Of the named sitting, else of the first that is not over; null where there is none. */
export async function readContact(
  context: Pick<Context, 'clock' | 'unitOfWork'>,
  seasonId?: string,
): Promise<Contact | null> {
  const now = context.clock.now();
  const season = await context.unitOfWork.read(async (tx) => {
    const named = seasonId === undefined ? null : await tx.seasons.find(seasonId);
    return named ?? (await tx.seasons.listCurrent(now)).find((one) => !one.preview) ?? null;
  });
  if (!season) return null;
  const { province, hotline, links } = season;
  const hours = { zh: hoursIn(season, now, 'zh-CN'), en: hoursIn(season, now, 'en') };
  return { province: province.name, hotline, hours, links };
}

function hoursIn(season: Season, now: number, locale: Locale): string {
  const nobody = strangerAt(now, { season, seasons: [season], locale });
  return hoursText(season, viewOf(nobody, newSession(locale)));
}
