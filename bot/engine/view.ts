import type { Locale, Session, Situation } from '../ports';
import { render } from '../replies/render';
import type { View } from './flow';

/** What steps look at, for one half of a turn. */
export function viewOf(situation: Situation, session: Session, locale: Locale = session.locale): View {
  const { registration, heldAnswers } = situation;
  const standing = registration?.changeSet ?? registration?.answers ?? {};
  return {
    situation,
    session,
    locale,
    season: situation.season,
    registration,
    answers: heldAnswers ? { ...standing, ...heldAnswers } : standing,
    say: (key, params) => render(locale, key, params),
    local: (text) => (locale === 'en' ? text.en : text.zh),
  };
}
