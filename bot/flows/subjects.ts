import { subjectsAt } from '../../shared/domain/rules/choice';
import type { SubjectOffer } from '../../shared/domain/season';
import { subjectText } from '../../shared/i18n/readable-params';
import type { HeardText, Move, Option, Question, View } from '../engine/flow';
import { textNote } from '../engine/flow';
import type { Note } from '../ports';
import { feeText, subjectsText } from '../replies/display';
import { levelIn, subjectCodesIn, withoutLevel } from '../understanding/extract/codes';
import { closeOptions } from '../understanding/match-option';
import { heardText } from '../understanding/normalize';
import { acceptAnswer } from './accept-answer';
import { siteIn, subjectLimit } from './facts';
import { seatsOf } from './site';

/** Most chosen first, as measured at one large site (domain.md 12); the rest in the season's order. */
const MOST_CHOSEN = ['65', '15', '66', '17', '24', '67', '35', '14'];

/** A level shown instead of the overview is kept as this kind of fragment. */
const LEVEL_FRAGMENT = /^#([1-4])$/;

function offered(view: View): SubjectOffer[] {
  return view.season ? subjectsAt(view.season, siteIn(view)) : [];
}

function chosen(view: View): string[] {
  const codes = new Set(offered(view).map((subject) => subject.code));
  return (view.answers.subjects ?? []).filter((code) => codes.has(code));
}

/** The site's most chosen three and the levels; a level, or a fragment, shows its subjects (S20). */
export function askSubjects(view: View): Question {
  const mine = chosen(view);
  const open =
    mine.length < subjectLimit(view) || subjectLimit(view) === 1
      ? offered(view).filter((subject) => !mine.includes(subject.code))
      : [];
  const fragment = view.session.asked?.step === 'field.subjects' ? view.session.asked.fragment : null;
  const level = Number(LEVEL_FRAGMENT.exec(fragment ?? '')?.[1] ?? 0);
  const shown =
    fragment === null
      ? overview(open, view)
      : listed(
          open.filter((subject) => level === 0 || subject.level === level),
          view,
        );
  const long = shown.length > 8;
  return {
    head: headOf(mine, view),
    options: shown,
    more: [...(fragment === null ? drops(mine, view) : [overviewOption(view)]), ...doneOption(mine, view)],
    links: long
      ? [
          {
            kind: 'mini_program',
            target: { open: 'question', field: 'subjects' },
            caption: view.say('menu.subjects_page'),
          },
        ]
      : [],
  };
}

function headOf(mine: string[], view: View): string {
  const max = subjectLimit(view);
  if (mine.length === 0) return view.say('ask.subjects', { max });
  if (max === 1) return view.say('subjects.replace', { subjects: subjectsText(mine, view) });
  const left = max - mine.length;
  return view.say(left > 0 ? 'subjects.more' : 'subjects.full_list', {
    subjects: subjectsText(mine, view),
    left,
    max,
  });
}

function overview(open: SubjectOffer[], view: View): Option[] {
  const rank = (subject: SubjectOffer): number =>
    (MOST_CHOSEN.indexOf(subject.code) + MOST_CHOSEN.length + 1) % (MOST_CHOSEN.length + 1);
  const top = [...open].sort((left, right) => rank(left) - rank(right)).slice(0, 3);
  const levels = [...new Set(open.map((subject) => subject.level))].sort((left, right) => left - right);
  return open.length <= 6
    ? listed(open, view)
    : [...listed(top, view), ...levels.map((level) => levelOption(level, view))];
}

function listed(subjects: SubjectOffer[], view: View): Option[] {
  return subjects.map((subject) => subjectOption(subject, view));
}

function subjectOption(subject: SubjectOffer, view: View): Option {
  const full = isFull(subject.code, view);
  const name = subjectText(subject.code, view.season, view.locale);
  return {
    key: `subject.${subject.code}`,
    label: `${name} · ${full ? view.say('site.full_mark') : feeText(subject.feeFen, view)}`,
    words: [subject.code, subject.name.zh, subject.name.en],
    move: () => addSubjects([subject.code], view),
  };
}

function isFull(code: string, view: View): boolean {
  const site = siteIn(view);
  return site !== undefined && seatsOf(site.code, view)?.bySubject[code] === 0;
}

function levelOption(level: number, view: View): Option {
  const label = view.say('value.level', {
    level: view.locale === 'en' ? level : ('一二三四'[level - 1] ?? level),
  });
  return {
    key: `level.${level}`,
    label,
    words: [`${level}级`, `level ${level}`],
    move: () => showFragment(`#${level}`, view),
  };
}

function overviewOption(view: View): Option {
  return {
    key: 'levels',
    label: view.say('subjects.other_level'),
    words: ['其他级别', '换级别', 'other level'],
    move: () => showFragment(null, view),
  };
}

function showFragment(fragment: string | null, view: View): Move {
  const { asked } = view.session;
  return { session: { asked: { step: 'field.subjects', nonce: asked?.nonce ?? '', page: 0, fragment } } };
}

/** The only one cannot be dropped, so it is not offered. */
function drops(mine: string[], view: View): Option[] {
  return mine.length > 1 ? mine.map((code) => dropOption(code, view)) : [];
}

function dropOption(code: string, view: View): Option {
  return {
    key: `drop.${code}`,
    label: view.say('subjects.drop', { subject: subjectText(code, view.season, view.locale) }),
    words: [`去掉${code}`, `删掉${code}`, `drop ${code}`],
    explicit: true,
    move: () => drop([code], view),
  };
}

function drop(codes: string[], view: View): Move {
  if (!codes.some((code) => chosen(view).includes(code)))
    return { notes: [textNote('confirm.nothing_changed')] };
  const rest = chosen(view).filter((code) => !codes.includes(code));
  // The last one cannot go without another: choosing replaces it.
  return rest.length === 0
    ? { session: { editing: 'subjects' }, notes: [textNote('subjects.keep_one')] }
    : keepAsking(acceptAnswer('subjects', rest, view));
}

function doneOption(mine: string[], view: View): Option[] {
  if (mine.length === 0) return [];
  return [
    {
      key: 'done',
      label: view.say('subjects.done'),
      words: ['就这些', '好了', '不选了', '没有了', '完成', 'done', 'that is all', 'no more'],
      move: () => ({ session: { editing: null, asked: null } }),
    },
  ];
}

/** Adds to what is chosen; where one subject is the limit, a new one takes its place. */
function addSubjects(codes: string[], view: View): Move {
  const mine = chosen(view);
  const limit = subjectLimit(view);
  const full = codes.filter((code) => isFull(code, view));
  if (full.length > 0) return { notes: [{ say: 'problem', code: 'subjects.full' }] };
  const repeated = codes.filter((code) => mine.includes(code));
  const fresh = codes.filter((code) => !mine.includes(code));
  if (fresh.length > limit)
    return { notes: [{ say: 'problem', code: 'subjects.too_many', params: { max: limit } }] };
  const notes: Note[] =
    repeated.length > 0 && fresh.length === 0 ? [{ say: 'problem', code: 'subjects.repeated' }] : [];
  if (fresh.length === 0) return { notes };
  const wanted = limit === 1 && fresh.length === 1 ? fresh : [...mine, ...fresh];
  const move = acceptAnswer('subjects', wanted, view);
  const all = { ...move, notes: [...notes, ...(move.notes ?? [])] };
  return wanted.length < limit ? keepAsking(all) : all;
}

/** More can be chosen: the question stays, with the overview again. */
function keepAsking(move: Move): Move {
  return move.act
    ? { ...move, session: { ...move.session, asked: null }, onOk: { ...move.onOk, editing: 'subjects' } }
    : move;
}

/** Codes, names or parts of names; 计算机二级 alone names no subject and shows the level (domain.md 8). */
export function hearSubjects(view: View, text: HeardText): Move | null {
  const subjects = offered(view);
  const codes = codesNamed(text, view);
  if (codes.length > 0) return DROPS.test(text.raw) ? drop(codes, view) : addSubjects(codes, view);
  // A code of the catalogue that this sitting does not have, for example one that was closed.
  if (/^\d{2}$/u.test(text.folded)) return { notes: [{ say: 'problem', code: 'subjects.unknown' }] };
  if (chosen(view).length === 0 && DONE.has(text.folded)) return { notes: [textNote('subjects.none_yet')] };
  const parts = text.raw.split(/和|、|，|,|以及|还有|\band\b/iu).filter((part) => part.trim() !== '');
  const each = parts.length > 1 ? parts.map((part) => onlySubject(part, view)) : [];
  if (each.length > 1 && each.every((code) => code !== null)) return addSubjects([...new Set(each)], view);
  const level = levelIn(text.raw);
  const wanted = heardText(withoutLevel(text.raw));
  const pool = level === null ? subjects : subjects.filter((subject) => subject.level === level);
  const near = wanted.folded === '' ? [] : closeOptions(listed(pool, view), wanted);
  if (near.length === 1) return near[0]?.move() ?? null;
  if (near.length > 1 && near.length < pool.length) return showFragment(wanted.raw, view);
  return level !== null && pool.length > 0 ? showFragment(`#${level}`, view) : null;
}

const DROPS = /去掉|删掉|删去|不要|不考|\b(drop|remove|without)\b/iu;
const DONE = new Set(['就这些', '好了', '完成', '没有了', 'done', 'thatisall', 'nomore']);

function codesNamed(text: HeardText, view: View): string[] {
  return subjectCodesIn(
    text.raw,
    (code) => view.season?.subjects.some((subject) => subject.code === code) ?? false,
  );
}

/** The one subject that a part of a sentence names, within its level if it names one. */
function onlySubject(part: string, view: View): string | null {
  const level = levelIn(part);
  const pool = offered(view).filter((subject) => level === null || subject.level === level);
  const near = closeOptions(listed(pool, view), heardText(withoutLevel(part)));
  return near.length === 1 ? (near[0]?.key.slice('subject.'.length) ?? null) : null;
}
