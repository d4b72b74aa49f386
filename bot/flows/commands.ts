import { stepName, textNote, type HeardText, type Move, type Step, type View } from '../engine/flow';
import { handOff } from '../engine/handoff';
import { turnTo } from '../engine/prompt';
import { commandIn, editTarget, fieldNamed, type Command } from '../understanding/intents';
import { startDelete, startEditing, startPhoto, startSubmit } from './actions';
import { goBack, startField } from './corrections';
import { isCollecting, refusalsOf } from './facts';
import { startWithdrawing } from './withdrawing';

interface Here {
  step: Step;
}

/** Words that work at every step. Acts that cannot be taken back only raise their question here. */
export function commandMove(view: View, here: Here, text: HeardText): Move | null {
  const command = commandIn(text.raw);
  if (command) return perform(command, view, here);
  const target = editTarget(text.raw);
  const field = target === null ? null : fieldNamed(target);
  return field === null ? null : startField(field, view);
}

export function perform(command: Command, view: View, here: Here | null): Move {
  switch (command) {
    case 'help':
      return { notes: [{ say: 'help' }] };
    case 'status':
      return { notes: [{ say: 'status' }] };
    case 'summary':
      return view.registration ? { notes: [{ say: 'summary' }] } : { notes: [textNote('edit.nothing_yet')] };
    case 'back':
      return goBack(view, here ? stepName(here.step, view) : '');
    case 'edit':
      return startEditing(view);
    case 'restart':
      return startClearing(view);
    case 'person':
      return handOff(view, 'asked');
    case 'english':
      return { act: { kind: 'set_locale', locale: 'en' }, session: { locale: 'en' } };
    case 'chinese':
      return { act: { kind: 'set_locale', locale: 'zh-CN' }, session: { locale: 'zh-CN' } };
    case 'delete':
      return startDelete(view);
    case 'submit':
      return startSubmit(view);
    case 'pay':
      return startPaying(view);
    case 'photo':
      return startPhoto(view);
    case 'ticket':
      return showTicket(view);
    case 'next':
      return goOn(view);
    case 'discard':
      return startDiscarding(view);
    case 'withdraw':
      return startWithdrawing(view);
    case 'previous_page':
      return previousPage(view);
  }
}

/** 重来 clears a draft after asking, never a saved registration. */
function startClearing(view: View): Move {
  if (!view.registration)
    return { session: { city: null, editing: null, guardian: null }, notes: [textNote('restart.nothing')] };
  if (view.registration.state !== 'draft') return { notes: [textNote('restart.saved')] };
  return { session: { confirming: { act: 'clear_draft', reason: null } } };
}

function startDiscarding(view: View): Move {
  const blocked = view.registration ? refusalsOf(view, 'discard_changes') : [];
  if (!view.registration) return { notes: [textNote('edit.nothing_yet')] };
  if (blocked.length > 0)
    return { session: { editing: null }, notes: [{ say: 'refused', reasons: blocked }] };
  return { session: { confirming: { act: 'discard_changes', reason: null } } };
}

/** Nothing is paid by text: the read-back is asked again, or the reasons why not are given. */
function startPaying(view: View): Move {
  if (!view.registration) return { notes: [textNote('edit.nothing_yet')] };
  const codes = view.registration.subjects
    .filter((subject) => subject.state === 'chosen')
    .map((subject) => subject.code);
  const blocked = refusalsOf(view, 'open_order', { subjectCodes: codes }).filter(
    (reason) => reason.code !== 'payment.fee_zero' && reason.code !== 'payment.order_open',
  );
  const session = { confirming: null, editing: null, unconfirmed: null };
  return blocked.length > 0 ? { notes: [{ say: 'refused', reasons: blocked }] } : { session };
}

function showTicket(view: View): Move {
  const blocked = view.registration ? refusalsOf(view, 'print_ticket') : [];
  if (!view.registration) return { notes: [textNote('edit.nothing_yet')] };
  if (blocked.length > 0) return { notes: [{ say: 'refused', reasons: blocked }] };
  if (view.situation.tickets.length === 0) return { notes: [textNote('ticket.not_imported')] };
  // Where all is paid, the tickets stand in the question itself.
  return { notes: view.registration.state === 'paid' ? [] : [textNote('ticket.here')] };
}

/** 开始 with one season to choose is that choice; everywhere else the question is asked again. */
function goOn(view: View): Move {
  const [only, second] = view.situation.seasons;
  if (view.season === null && only && !second) return { act: { kind: 'choose_season', seasonId: only.id } };
  const shown = isCollecting(view)
    ? view.session.shown
    : view.session.shown.filter((what) => what !== 'left_photo');
  return { session: { shown } };
}

function previousPage(view: View): Move {
  const { asked } = view.session;
  return asked ? turnTo(Math.max(0, asked.page - 1), { step: asked.step, kept: asked.fragment }) : {};
}
