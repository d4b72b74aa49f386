import { noticeOf, type PhotoRuleData } from '../../shared/domain/season';
import type { Move, Option, Question, Step, View } from '../engine/flow';
import { textNote } from '../engine/flow';
import { clip } from '../engine/clip';
import { instantText } from '../../shared/i18n/instants';
import type { ChatMessage, Note, TextCode } from '../ports';
import { deleteOption, editOption, photoOption, statusOption } from './actions';
import { hasPhotoFromPage } from './changed-elsewhere';
import { canEdit, canTakePhoto, hasTicked, refusalsOf, showing, wasShown } from './facts';
import { collectsSafely } from './page-policy';

/** The photo page (S26, S27, S43): a picture message; leaving without one raises W1, then W2. */
export const photoChangeStep: Step = {
  name: 'photo',
  when: (view) => canTakePhoto(view) && view.session.editing === 'photo',
  ask: askPhoto,
};

export const photoSteps: Step[] = [
  {
    name: 'photo',
    when: (view) => canTakePhoto(view) && isMissing(view) && !wasShown(view, 'left_photo'),
    ask: askPhoto,
  },
  {
    name: 'information',
    when: (view) => isMissing(view) && canEdit(view),
    ask: (view) => ({
      head: view.say('photo.later'),
      options: [photoOption(view), editOption(view), statusOption(view), deleteOption(view)],
    }),
  },
];

function isMissing(view: View): boolean {
  return view.registration?.state === 'saved' && view.registration.photoId === null;
}

function askPhoto(view: View): Question {
  const { season, say } = view;
  const rule = season?.photoRule;
  const values = {
    pixels: `${rule?.minWidth ?? 0}×${rule?.minHeight ?? 0}`,
    kilobytes: rule ? kilobytesText(rule) : '',
  };
  const head = say(collectsSafely(view) ? 'photo.ask_page' : 'photo.ask', values);
  const caption = say('menu.photo_page');
  return {
    head,
    links: [{ kind: 'mini_program', target: { open: 'question', field: 'photo' }, caption }],
    options: [view.registration?.photoId ? keepPhoto(view) : leaveOption(view)],
  };
}

/** 20 KB begins at 20,000 bytes and 200 KB ends at 204,800 (domain.md 7). */
export function kilobytesText(rule: PhotoRuleData): string {
  return `${Math.round(rule.minBytes / 1000)}–${Math.round(rule.maxBytes / 1024)}`;
}

function leaveOption(view: View): Option {
  return {
    key: 'leave',
    label: view.say('photo.leave'),
    words: ['返回', '以后再传', '稍后', '跳过', 'later', 'skip', 'not now'],
    move: () => ({ session: { confirming: { act: 'leave_photo', reason: null } } }),
  };
}

function keepPhoto(view: View): Option {
  return {
    key: 'keep',
    label: view.say('photo.keep'),
    words: ['不换了', '不改了', 'keep'],
    move: () => ({ session: { editing: null } }),
  };
}

/** W1 in the handbook's words; OK leads to the information page, where W2 is shown (S28, S29). */
export function askLeavePhoto(view: View): Question {
  const closesAt = view.situation.deadlines?.siteClosesAt;
  const until =
    closesAt === undefined
      ? ''
      : `\n${view.say('photo.site_closes', { at: instantText(closesAt, view.locale, { end: true }) })}`;
  return {
    head: view.say('w1.words') + until,
    options: [
      {
        key: 'yes',
        label: view.say('w1.ok'),
        words: ['确定', '是', 'ok', 'yes'],
        move: () => ({
          session: { confirming: null, editing: null, shown: showing(view, 'left_photo') },
          notes: noticeW2(view),
        }),
      },
      {
        key: 'no',
        label: view.say('w1.stay'),
        words: ['现在上传', '不', '否', 'no', 'upload now'],
        move: () => ({ session: { confirming: null } }),
      },
    ],
  };
}

/** W2 as the season words it; by default that certificates are electronic (S29, S30). */
function noticeW2(view: View): Note[] {
  const notice = view.season ? noticeOf(view.season, 'e_certificate') : undefined;
  if (!notice) return [textNote('w2.words')];
  return [
    textNote('w2.notice', { title: view.local(notice.title), body: clip(view.local(notice.body), 600) }),
  ];
}

/** A picture at any step: kept where the state allows it, explained where not. */
export function hearPicture(view: View, message: Extract<ChatMessage, { kind: 'picture' }>): Move {
  const { registration } = view;
  if (!registration || registration.state === 'draft')
    return { notes: [textNote('photo.after_information')] };
  const blocked = refusalsOf(view, 'upload_photo');
  if (blocked.length > 0) return { notes: [{ say: 'refused', reasons: blocked }] };
  if (!hasTicked(view, 'sensitive_consent')) return { notes: [textNote('photo.consent_first')] };
  const { result } = message;
  if (!result.ok) {
    const { problems, advice } = result;
    const also = advice.length > 0 ? [textNote('photo.also'), ...advice.map(problemNote)] : [];
    return { notes: [textNote('photo.refused'), ...problems.map(problemNote), ...also] };
  }
  // Neither wins silently: the one from the page stays until this one is sent once more (both channels).
  if (hasPhotoFromPage(view)) return { session: { editing: 'photo' }, notes: [textNote('photo.apart')] };
  const warnings = result.warnings.map(problemNote);
  return {
    act: { kind: 'keep_photo', photoId: result.photoId },
    onOk: { editing: null, confirming: null },
    notes: [
      textNote('photo.kept', {
        width: result.width,
        height: result.height,
        kilobytes: Math.round(result.bytes / 1000),
      }),
      ...warnings,
    ],
  };
}

function problemNote({ code, params }: TextCode): Note {
  return { say: 'problem', code, params };
}
