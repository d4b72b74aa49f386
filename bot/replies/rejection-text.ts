import type { Decision } from '../../shared/domain/registration';
import type { Season } from '../../shared/domain/season';
import { localText } from '../../shared/i18n/readable-params';
import type { TextLocale } from '../../shared/i18n/keys';

/** Why a registration was rejected, safe to show: the coded reason's sentence, the reviewer's own words, or both (S40). */
export function rejectionText(decision: Decision | null, season: Season, locale: TextLocale): string {
  if (decision?.outcome !== 'rejected') return '';
  const coded = season.rejectReasons.find((reason) => reason.code === decision.reasonCode);
  return [coded ? localText(coded.text, locale) : '', decision.reasonWords ?? '']
    .filter((part) => part !== '')
    .join(' ');
}
