import { formatFen, sumFen } from '../../../shared/domain/money';
import type { SubjectsKey } from '../../../shared/i18n/phone/subjects/zh-CN';
import type { TickRow } from '../../components/tick-list/tick-list';
import type { Outlook } from '../../services/page';
import { whyNot } from '../../services/why-not';
import type { Season } from '../../services/seasons';
import type { SubjectsFacts } from './facts';

export interface SubjectsView {
  title: string;
  hint: string;
  error: string;
  dropped: string;
  groups: { level: number; title: string; rows: TickRow[] }[];
  /** Times of several subjects may clash; empty for one. */
  note: string;
  sum: string;
  save: string;
  saving: string;
  empty: { title: string; text: string };
}

type SubjectsOutlook = Outlook<SubjectsKey>;
type Subject = Season['subjects'][number];

/** Subjects of the site by level, with fee and places; what they cost together. */
export function subjectsView(facts: SubjectsFacts, outlook: SubjectsOutlook): SubjectsView {
  const { site, season, chosen } = facts;
  const { t, local } = outlook.words;
  const offered = subjectsAt(facts);
  const levels = [...new Set(offered.map(({ level }) => level))].sort((one, other) => one - other);
  const picked = chosen.flatMap((code) => offered.find((subject) => subject.code === code) ?? []);
  const sum = moneyText(sumFen(picked.map(({ feeFen }) => feeFen)), outlook);
  return {
    title: t('subjects.ask'),
    hint: t('subjects.hint', { site: site ? local(site.name) : '', max: maxOf(facts) }),
    error: facts.error,
    dropped: droppedText(season, outlook),
    groups: levels.map((level) => ({
      level,
      title: t('subjects.level', { level }),
      rows: offered
        .filter((subject) => subject.level === level)
        .map((subject) => rowOf(subject, facts, outlook)),
    })),
    note: picked.length > 1 ? outlook.words.codeText('subjects.may_clash') : '',
    sum: picked.length > 0 ? t('subjects.sum', { count: picked.length, sum }) : t('subjects.sum.none'),
    save: picked.length > 0 ? t('subjects.save', { sum }) : t('frame.save'),
    saving: t('frame.saving'),
    empty: {
      title: t('subjects.none.title'),
      text: whyNot(facts.registration, 'edit') || t('subjects.none.text'),
    },
  };
}

/** Why a subject that was chosen is no longer ticked: another site, or somebody else took the last place. */
function droppedText(season: Season, outlook: SubjectsOutlook): string {
  const { t } = outlook.words;
  const { full, dropped = '' } = outlook.query;
  if (full !== undefined) return t('subjects.taken', { subject: namesOf([full], season, outlook) });
  const codes = dropped.split(',').filter((code) => code !== '');
  return codes.length > 0 ? t('subjects.dropped', { subjects: namesOf(codes, season, outlook) }) : '';
}

/** Ticks or unticks; what was ticked first stays first. */
export function toggled(chosen: readonly string[], code: string): string[] {
  return chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code];
}

function subjectsAt({ season, site }: SubjectsFacts): Subject[] {
  return season.subjects.filter(
    ({ code, level }) =>
      season.sitting.levels.includes(level) && site?.subjects.some((subject) => subject.code === code),
  );
}

function maxOf({ season, site }: SubjectsFacts): number {
  return Math.min(season.maxSubjects, site?.maxSubjects ?? season.maxSubjects);
}

function rowOf(subject: Subject, facts: SubjectsFacts, outlook: SubjectsOutlook): TickRow {
  const { t, local } = outlook.words;
  const { code, name, minutes, feeFen } = subject;
  const ticked = facts.chosen.includes(code);
  const left = facts.site?.subjects.find((one) => one.code === code)?.left ?? null;
  // A place that this registration holds is taken in the count: its own subject is never full for it.
  const full = left === 0 && !ticked;
  const max = maxOf(facts);
  const limited = !ticked && !full && facts.chosen.length >= max;
  const places = full
    ? t('subjects.left.none')
    : left === null || left === 0
      ? ''
      : t('subjects.left', { left });
  const parts = limited ? [t('subjects.limit', { max })] : [t('subjects.minutes', { minutes }), places];
  const about = parts.filter((part) => part !== '').join(' · ');
  const gate = ticked ? gateNote(subject, facts, outlook) : '';
  return {
    value: code,
    label: t('subjects.label', { code, name: local(name) }),
    note: gate === '' ? about : `${about}\n${gate}`,
    aside: moneyText(feeFen, outlook),
    ticked,
    disabled: full || limited,
  };
}

/** Level 4 alone gives no certificate; where level 3 is taken as well nothing has to be said. */
function gateNote(
  { code, requires }: Subject,
  { chosen, season }: SubjectsFacts,
  outlook: SubjectsOutlook,
): string {
  if (requires === null || chosen.includes(requires)) return '';
  return outlook.words.codeText('subjects.level4_certificate', {
    subject: namesOf([code], season, outlook),
    requires: namesOf([requires], season, outlook),
  });
}

function namesOf(codes: readonly string[], { subjects }: Season, { words }: SubjectsOutlook): string {
  const names = codes.map((code) => {
    const subject = subjects.find((one) => one.code === code);
    return subject ? words.local(subject.name) : code;
  });
  return names.join(words.t('list.comma'));
}

function moneyText(fen: number, { words }: SubjectsOutlook): string {
  return fen === 0 ? words.t('value.free') : formatFen(fen);
}
