import type { HomeKey } from '../../../shared/i18n/phone/home/zh-CN';
import { instantText } from '../../../shared/i18n/instants';
import type { Target } from '../../services/navigation';
import { nextTarget } from '../../services/next-step';
import type { Outlook } from '../../services/page';
import type { Registration } from '../../services/registrations';
import type { HomeFacts } from './facts';

export type TaskKey = 'account' | 'notices' | 'information' | 'photo' | 'review' | 'payment' | 'ticket';
export type TaskState = 'done' | 'next' | 'waiting' | 'later';

/** One step as the first page lists it. `note` says what is left, or why it cannot start yet. */
export interface TaskLine {
  key: TaskKey;
  title: string;
  state: TaskState;
  stateText: string;
  note: string;
  target: Target | null;
}

const ORDER: readonly TaskKey[] = [
  'account',
  'notices',
  'information',
  'photo',
  'review',
  'payment',
  'ticket',
];

/** Which task the server's position belongs to. */
const TASK_OF_STEP: Readonly<Record<Registration['position']['step'], TaskKey | null>> = {
  account: 'account',
  notice: 'notices',
  guardian: 'information',
  question: 'information',
  summary: 'information',
  photo: 'photo',
  review: 'review',
  payment: 'payment',
  done: 'ticket',
  ended: null,
};

/** Few states: done, next, waiting for others, cannot start yet (and why). */
export function taskList(facts: HomeFacts, outlook: Outlook<HomeKey>): TaskLine[] {
  const { registration } = facts;
  const current = currentTask(facts);
  const ended = registration?.position.step === 'ended';
  const reviewed = registration?.site?.reviews !== false;
  const tasks = ORDER.filter((key) => key !== 'review' || reviewed);
  const at = current === null ? -1 : tasks.indexOf(current);
  return tasks.map((key, index) => {
    const state =
      index === at ? stateOfCurrent(key, facts, outlook.now) : index < at && !ended ? 'done' : 'later';
    return {
      key,
      title: outlook.words.t(`home.task.${key}`),
      state,
      stateText: outlook.words.t(`home.task.${state}`),
      note: noteOf({ key, state, facts, reviewed }, outlook),
      target: state === 'next' ? targetOf(key, facts) : null,
    };
  });
}

function currentTask({ account, registration }: HomeFacts): TaskKey | null {
  if (registration) return TASK_OF_STEP[registration.position.step];
  return account?.state === 'active' ? 'notices' : 'account';
}

function stateOfCurrent(key: TaskKey, { registration }: HomeFacts, now: number): TaskState {
  if (key === 'review' && registration?.state === 'pending') return 'waiting';
  if (key === 'ticket' && registration && registration.deadlines.ticketFrom > now) return 'waiting';
  return 'next';
}

/** Before there is a registration, the account and the notices come first; then the server's position leads. */
function targetOf(key: TaskKey, { registration, seasons }: HomeFacts): Target | null {
  if (registration) return TASK_OF_STEP[registration.position.step] === key ? nextTarget(registration) : null;
  const query = { season: seasons[0]?.id ?? '' };
  if (key === 'account') return { page: 'account', query };
  return key === 'notices' ? { page: 'start', query } : null;
}

interface Noted {
  key: TaskKey;
  state: TaskState;
  facts: HomeFacts;
  reviewed: boolean;
}

function noteOf({ key, state, facts, reviewed }: Noted, { words }: Outlook<HomeKey>): string {
  const { registration } = facts;
  if (key === 'ticket' && registration && state !== 'done') {
    return words.t('home.why.ticket', { at: instantText(registration.deadlines.ticketFrom, words.locale) });
  }
  if (key === 'information' && state === 'next') return missingText(registration, words);
  if (state === 'next' && key === 'account') return words.t('home.why.account');
  if (state !== 'later' || key === 'account' || key === 'ticket') return '';
  return words.t(`home.why.${key === 'payment' && !reviewed ? 'payment_direct' : key}`);
}

/** Names at most three fields: the rest is told by the number. */
function missingText(registration: Registration | null, words: Outlook<HomeKey>['words']): string {
  const missing = registration?.missing ?? [];
  if (missing.length === 0) return '';
  const named = missing.slice(0, 3).map((field) => words.codeText(`answer.${field}`, undefined, field));
  const fields = named.join(words.t('list.comma')) + (missing.length > 3 ? '…' : '');
  return words.t('home.why.missing', { left: missing.length, fields });
}
