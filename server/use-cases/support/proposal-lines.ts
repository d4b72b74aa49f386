import { capital, displayAnswer, maskedAnswer } from '../../../bot/replies/display';
import { render } from '../../../bot/replies/render';
import type { AskedField } from '../../../shared/domain/fields';
import type { Answers } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';
import { localText } from '../../../shared/i18n/readable-params';
import type { Locale } from '../ports/accounts';

/**
 * One corrected field in words, masked (PR7). Whoever proposed it sees the same lines and chose what to compare with: where
 * the masks are alike nothing tells how the answers differ, nor whether they do (PR8).
 */
export interface ProposalLine {
  field: AskedField;
  label: string;
  was: string;
  becomes: string;
}

export function proposalLines(change: {
  fields: readonly AskedField[];
  was: Answers;
  after: Answers;
  season: Season;
  locale: Locale;
}): ProposalLine[] {
  const { fields, was, after, season, locale } = change;
  const told = {
    ...{ locale, season },
    say: (key: Parameters<typeof render>[1], params?: Parameters<typeof render>[2]) =>
      render(locale, key, params),
    local: (text: Parameters<typeof localText>[0]) => localText(text, locale),
  };
  return fields.map((field) => {
    const stored = displayAnswer(field, was, told);
    const given = displayAnswer(field, after, told);
    const isHidden = stored === given && maskedAnswer(field, after) !== null;
    return {
      ...{ field, label: capital(render(locale, `answer.${field}`)), was: stored },
      becomes: isHidden ? render(locale, 'proposal.masked', { value: given }) : given,
    };
  });
}
