import { instantText } from '../../../shared/i18n/instants';
import type { DeletionKey } from '../../../shared/i18n/phone/deletion/zh-CN';
import type { Outlook } from '../../services/page';
import type { Registration } from '../../services/registrations';
import type { Season } from '../../services/seasons';

export const REASONS = ['change', 'site', 'not_taking_part', 'other'] as const;
export type Reason = (typeof REASONS)[number];
export type How = 'only' | 'anew';

export interface DeletionFacts {
  registration: Registration;
  season: Season;
  how: How;
  reason: Reason | '';
  /** Own words, kept when they are refused. */
  typed: string;
  error: string;
  /** Makes a repeat of the same act harmless. */
  key: string;
}

export interface DeletionView {
  title: string;
  which: string;
  points: string[];
  ways: { label: string; value: How; choices: Choice[] } | null;
  reasons: { label: string; value: string; choices: Choice[] };
  words: { label: string; value: string } | null;
  error: string;
  act: string;
  acting: string;
  back: string;
  /** What has been done, in place of the question. */
  done: { title: string; text: string; act: string } | null;
  empty: { title: string; text: string };
}

interface Choice {
  value: string;
  label: string;
  note?: string;
}

type DeletionOutlook = Outlook<DeletionKey>;

/** W4: what deleting means, why, and the other way where the wish is only to change something (S31-S34). */
export function deletionView(facts: DeletionFacts, outlook: DeletionOutlook): DeletionView {
  const { registration, season, how, reason, typed, error } = facts;
  const { t, local } = outlook.words;
  const anew = mayBeginAnew(registration);
  return {
    title: t('deletion.ask'),
    which: t('deletion.which', { sitting: local(season.sitting.name) }),
    points: pointsOf(registration, outlook),
    ways: anew
      ? {
          label: t('deletion.how'),
          value: how,
          choices: (['anew', 'only'] as const).map((value) => ({
            value,
            label: t(`deletion.how.${value}`),
            note: t(`deletion.how.${value}.note`),
          })),
        }
      : null,
    reasons: {
      label: t('deletion.reason'),
      value: reason,
      choices: REASONS.map((value) => ({ value, label: t(`deletion.reason.${value}`) })),
    },
    words: reason === 'other' ? { label: t('deletion.words'), value: typed } : null,
    error,
    act: t(anew && how === 'anew' ? 'deletion.go.anew' : 'deletion.go'),
    acting: t('deletion.going'),
    back: t('deletion.back'),
    done: doneOf(facts, outlook),
    empty: { title: t('deletion.none.title'), text: obstaclesOf(registration).join('\n') },
  };
}

/** Why the server would refuse it now, in its own words; a reason can still be given. */
export function obstaclesOf({ actions, state }: Registration): string[] {
  const act = actions.find(({ action }) => action === 'delete');
  if (state === 'deleted') return [];
  return (act?.reasons ?? [])
    .filter(({ code }) => code !== 'delete.reason_required' && code !== 'delete.requested')
    .map(({ message, code }) => message ?? code);
}

/** Locked answers are the usual cause; with an open order the old registration has to wait for the platform first. */
export function mayBeginAnew({ state, deadlines }: Registration): boolean {
  return deadlines.windowOpen && !['paying', 'deleted', 'expired', 'draft'].includes(state);
}

/** The reason as it is stored (S32): the words of the choice, or the person's own. */
export function reasonText({ reason, typed }: DeletionFacts, { t }: DeletionOutlook['words']): string {
  if (reason === '') return '';
  return reason === 'other' ? typed.trim() : t(`deletion.reason.${reason}`);
}

function pointsOf({ state, deadlines }: Registration, { words, now }: DeletionOutlook): string[] {
  const { t, locale } = words;
  const { windowOpen, siteClosesAt } = deadlines;
  const at = instantText(siteClosesAt, locale, { end: true });
  return [
    t('deletion.point.gone'),
    ...(state === 'pending' ? [t('deletion.point.pending')] : []),
    ...(state === 'paying' ? [t('deletion.point.order')] : []),
    now < siteClosesAt ? t('deletion.point.window', { at }) : t('deletion.point.closed'),
    ...(windowOpen ? [t('deletion.point.often')] : []),
  ];
}

function doneOf({ registration }: DeletionFacts, { words: { t } }: DeletionOutlook): DeletionView['done'] {
  const act = t('deletion.home');
  if (registration.state === 'deleted') {
    const text = t(registration.deadlines.windowOpen ? 'deletion.done.text' : 'deletion.done.closed');
    return { title: t('deletion.done'), text, act };
  }
  if (!registration.deleteRequested) return null;
  return { title: t('deletion.requested'), text: t('deletion.requested.text'), act };
}
