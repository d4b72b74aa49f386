import { formatFen } from '../../../shared/domain/money';
import type { FeesKey } from '../../../shared/i18n/phone/fees/zh-CN';
import type { Outlook } from '../../services/page';
import type { Season } from '../../services/seasons';
import type { FeesFacts } from './facts';

export interface FeesView {
  sitting: string;
  intro: string;
  levels: {
    level: string;
    title: string;
    rows: { code: string; name: string; about: string; requires: string; fee: string }[];
  }[];
  note: { title: string; text: string };
  empty: { title: string; text: string };
}

type FeesOutlook = Outlook<FeesKey>;
type Subject = Season['subjects'][number];

/** Subjects by level with their fees, and what is decided only later. */
export function feesView({ season }: FeesFacts, { words }: FeesOutlook): FeesView {
  const { t } = words;
  const subjects = season?.subjects ?? [];
  const levels = [...new Set(subjects.map(({ level }) => level))].sort((left, right) => left - right);
  return {
    sitting: season ? `${words.local(season.province.name)} · ${words.local(season.sitting.name)}` : '',
    intro: season ? t('fees.intro', { max: season.maxSubjects }) : '',
    levels: levels.map((level) => ({
      level: String(level),
      title: words.codeText(`fees.level.${level}`),
      rows: subjects
        .filter((subject) => subject.level === level)
        .map((subject) => rowOf(subject, subjects, words)),
    })),
    note: { title: t('fees.note.title'), text: t('fees.note') },
    empty: { title: t('fees.none.title'), text: t('fees.none.text') },
  };
}

function rowOf(
  { code, name, minutes, requires, feeFen }: Subject,
  subjects: readonly Subject[],
  words: FeesOutlook['words'],
): FeesView['levels'][number]['rows'][number] {
  const needed = subjects.find((subject) => subject.code === requires);
  return {
    code,
    name: words.local(name),
    about: words.t('fees.minutes', { code, minutes }),
    requires: needed ? words.t('fees.requires', { requires: words.local(needed.name) }) : '',
    fee: feeFen === 0 ? words.t('fees.free') : formatFen(feeFen),
  };
}
