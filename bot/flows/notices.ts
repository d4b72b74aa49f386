import { noticeOf, type NoticeId } from '../../shared/domain/season';
import type { HeardText, LinkItem, Move, Option, Question, Step, View } from '../engine/flow';
import { stepName, textNote } from '../engine/flow';
import { yesOrNo } from '../understanding/extract/yes-no';
import { hasTicked, isCollecting } from './facts';

/**
 * Texts to read and tick. The link to the full text stands above the tick in the same message, so a tick counts only
 * where the text could be opened (S14 to S16); consents come before what they are about (PR1).
 */
export const generalConsentStep = noticeStep('general_consent', () => true);

export const noticeSteps: Step[] = [
  noticeStep('agreement', () => true),
  noticeStep('sitting_notice', () => true),
  noticeStep('province_notice', () => true),
];

/** Separate and unticked, before the document and the photo. */
export const sensitiveConsentStep = noticeStep('sensitive_consent', () => true);

function noticeStep(id: NoticeId, applies: (view: View) => boolean): Step {
  const step: Step = {
    name: `notice.${id}`,
    when: (view) =>
      isCollecting(view) &&
      !hasTicked(view, id) &&
      applies(view) &&
      view.season !== null &&
      // A sitting without its own notice has no such step (S15).
      noticeOf(view.season, id) !== undefined,
    ask: (view) => askNotice(id, view),
    hear: (view, text) => hearNotice(step, id, { view, text }),
  };
  return step;
}

function askNotice(id: NoticeId, view: View): Question {
  const notice = view.season ? noticeOf(view.season, id) : undefined;
  const title = notice ? view.local(notice.title) : '';
  const declines = id === 'general_consent' || id === 'sensitive_consent';
  return {
    head: view.say(`notice.ask.${kindOf(id)}`, { title }),
    links: [noticeLink(id, title, view)],
    options: [tickOption(id, view), ...(declines ? [declineOption(id, view)] : [])],
  };
}

function kindOf(id: NoticeId): 'read' | 'general_consent' | 'sensitive_consent' {
  return id === 'general_consent' || id === 'sensitive_consent' ? id : 'read';
}

export function noticeLink(noticeId: NoticeId, title: string, view: View): LinkItem {
  return { kind: 'page', target: { open: 'notice', noticeId }, caption: view.say('notice.open', { title }) };
}

function tickOption(id: NoticeId, view: View): Option {
  return {
    key: 'tick',
    label: view.say(`notice.tick.${kindOf(id)}`),
    words: ['同意', '我同意', '已阅读并同意', '我已阅读并同意', 'agree', 'i agree'],
    explicit: true,
    move: () => tick(id, view),
  };
}

function tick(id: NoticeId, view: View): Move {
  const notice = view.season ? noticeOf(view.season, id) : undefined;
  if (!notice) return {};
  return {
    act: { kind: 'tick_notice', noticeId: id, textVersion: notice.version },
    notes: [textNote('notice.ticked', { title: view.local(notice.title) })],
  };
}

function declineOption(id: NoticeId, view: View): Option {
  return {
    key: 'decline',
    label: view.say('notice.decline'),
    words: ['不同意', '我不同意', 'decline', 'disagree'],
    explicit: true,
    move: () => ({
      notes: [textNote(DECLINED[kindOf(id)])],
    }),
  };
}

const DECLINED = {
  read: 'notice.declined_read',
  general_consent: 'notice.declined',
  sensitive_consent: 'notice.declined_sensitive',
} as const;

/** A typed yes counts only for the text asked about: after a lost session it is shown first. */
function hearNotice(step: Step, id: NoticeId, { view, text }: { view: View; text: HeardText }): Move | null {
  const answer = yesOrNo(text.raw);
  if (answer === null) return null;
  if (!answer) return declineOption(id, view).move();
  if (view.session.asked?.step !== stepName(step, view)) return { notes: [textNote('notice.read_first')] };
  return tick(id, view);
}
