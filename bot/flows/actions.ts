import type { Move, Option, View } from '../engine/flow';
import { textNote } from '../engine/flow';
import { handOff } from '../engine/handoff';
import { canEdit, refusalsOf } from './facts';

/** Options that several steps share. Each asks the guards first and explains what blocks it. */
export function editOption(view: View): Option {
  return {
    key: 'edit',
    label: view.say('action.edit'),
    words: ['改', '修改', '改信息', '改其他', 'edit', 'change'],
    move: () => startEditing(view),
  };
}

export function startEditing(view: View): Move {
  const blocked = refusalsOf(view, 'edit');
  if (blocked.length > 0) return { notes: [{ say: 'refused', reasons: blocked }] };
  return canEdit(view) && view.registration
    ? { session: { editing: 'menu' } }
    : { notes: [textNote('edit.nothing_yet')] };
}

export function photoOption(view: View): Option {
  return {
    key: 'photo',
    label: view.say(view.registration?.photoId ? 'action.change_photo' : 'action.upload_photo'),
    words: ['照片', '上传照片', '换照片', '改照片', 'photo', 'upload photo', 'change photo'],
    move: () => startPhoto(view),
  };
}

export function startPhoto(view: View): Move {
  if (!view.registration) return { notes: [textNote('photo.after_information')] };
  const blocked = refusalsOf(view, 'upload_photo');
  if (blocked.length > 0) return { notes: [{ say: 'refused', reasons: blocked }] };
  return { session: { editing: 'photo', shown: view.session.shown.filter((what) => what !== 'left_photo') } };
}

/** Deleting needs a reason and a confirmation (S31 to S35, W4). */
export function deleteOption(view: View): Option {
  return {
    key: 'delete',
    label: view.say('action.delete'),
    words: ['删除报考信息', '删除', '取消报名', 'delete', 'delete registration'],
    explicit: true,
    move: () => startDelete(view),
  };
}

export function startDelete(view: View): Move {
  const { registration } = view;
  if (!registration || registration.state === 'deleted') return { notes: [textNote('delete.nothing')] };
  const blocked = refusalsOf(view, 'delete', { reasonGiven: true });
  if (blocked.length > 0) return { notes: [{ say: 'refused', reasons: blocked }] };
  return { session: { confirming: { act: 'delete', reason: null }, editing: null } };
}

/** After approval everything is locked: the way to change is to delete and register anew, as one act (S31, S34, S46). */
export function anewOption(view: View): Option {
  return {
    key: 'anew',
    label: view.say('action.anew'),
    words: ['删除并重新报名', '删除重报', '重新报', 'delete and register again'],
    explicit: true,
    move: () => startAnew(view),
  };
}

export function startAnew(view: View): Move {
  const blocked = refusalsOf(view, 'delete', { reasonGiven: true });
  if (blocked.length > 0) return { notes: [{ say: 'refused', reasons: blocked }] };
  return { session: { confirming: { act: 'delete_anew', reason: null }, editing: null } };
}

export function submitOption(view: View): Option {
  return {
    key: 'submit',
    label: view.say('action.submit'),
    words: ['提交', '提交审核', '提交信息审核', '重新提交', 'submit', 'submit for review'],
    explicit: true,
    move: () => startSubmit(view),
  };
}

/** Pressing submit raises W3; only confirming submits (S38). */
export function startSubmit(view: View): Move {
  if (!view.registration) return { notes: [textNote('edit.nothing_yet')] };
  const blocked = refusalsOf(view, 'submit_for_review');
  if (blocked.length > 0) return { notes: [{ say: 'refused', reasons: blocked }] };
  return { session: { confirming: { act: 'submit_for_review', reason: null }, editing: null } };
}

export function statusOption(view: View): Option {
  return {
    key: 'status',
    label: view.say('action.status'),
    words: ['进度', '状态', 'status'],
    move: () => ({ notes: [{ say: 'status' }] }),
  };
}

export function personOption(view: View): Option {
  return {
    key: 'person',
    label: view.say('action.person'),
    words: ['人工', '转人工', 'agent', 'human', 'person'],
    move: () => handOff(view, 'asked'),
  };
}
