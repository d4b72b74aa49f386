import { checkEmail, checkMobile } from '../../shared/domain/rules/contact';
import { maskEmail, maskMobile } from '../../shared/domain/masks';
import type { HeardText, Move, Option, Question, Step, View } from '../engine/flow';
import { textNote } from '../engine/flow';
import { emailIn, mobileIn } from '../understanding/extract/contact';
import { hasAccount, isCollecting } from './facts';

/**
 * Account (S3 to S12): e-mail and mobile, each verified by a link that opens a page with a confirm button. Codes and
 * passwords are never asked for in chat.
 */
export const accountSteps: Step[] = [
  {
    name: 'account.login',
    when: (view) => needsAccount(view) && view.situation.account.loginLinkSent,
    ask: (view) => ({
      head: view.say('account.login'),
      options: [confirmedOption(view), resendOption('email', view), resendOption('mobile', view)].filter(
        (option): option is Option => option !== null,
      ),
      tail: view.say('account.other_address_hint'),
    }),
    hear: hearAddress,
  },
  {
    name: 'account.email',
    when: (view) => needsAccount(view) && view.situation.account.email === null,
    ask: (view) => ({ head: view.say('account.email'), links: pageLinks('email', view) }),
    hear: hearAddress,
  },
  {
    name: 'account.mobile',
    when: (view) => needsAccount(view) && view.situation.account.mobile === null,
    ask: (view) => ({ head: view.say('account.mobile'), links: pageLinks('mobile', view) }),
    hear: hearAddress,
  },
  {
    name: 'account.wait',
    when: needsAccount,
    ask: askWait,
    hear: hearAddress,
  },
];

/** Only what is still being filled in waits for the account; a registration that stands is served as it is. */
function needsAccount(view: View): boolean {
  return isCollecting(view) && !hasAccount(view);
}

function pageLinks(field: 'email' | 'mobile', view: View): Question['links'] {
  if (view.season?.policies.chatCollects !== 'safe') return [];
  return [
    { kind: 'mini_program', target: { open: 'question', field }, caption: view.say('menu.fill_in_page') },
  ];
}

function askWait(view: View): Question {
  const { account } = view.situation;
  const waiting = [
    account.emailVerified ? '' : view.say('account.wait_email', { email: account.email ?? '' }),
    account.mobileVerified ? '' : view.say('account.wait_mobile', { mobile: account.mobile ?? '' }),
  ].filter(Boolean);
  const options = [confirmedOption(view), resendOption('email', view), resendOption('mobile', view)];
  return {
    head: view.say('account.wait', { waiting: waiting.join('\n') }),
    options: options.filter((option): option is Option => option !== null),
    tail: view.say('account.other_address_hint'),
  };
}

function confirmedOption(view: View): Option {
  return {
    key: 'confirmed',
    label: view.say('account.confirmed'),
    words: ['已确认', '确认了', '好了', '完成', 'done', 'confirmed', '我已确认'],
    // The host looks again with every message; nothing has to be done.
    move: () => ({ notes: hasAccount(view) ? [] : [textNote('account.not_yet')] }),
  };
}

function resendOption(via: 'email' | 'mobile', view: View): Option | null {
  const { account } = view.situation;
  const verified = via === 'email' ? account.emailVerified : account.mobileVerified;
  if (verified || account[via] === null) return null;
  return {
    key: `resend.${via}`,
    label: view.say(via === 'email' ? 'account.resend_email' : 'account.resend_mobile'),
    move: () => ({ act: { kind: 'resend_link', via }, notes: [textNote('account.resent')] }),
  };
}

/** An address anywhere in the sentence; the one still missing first. */
function hearAddress(view: View, text: HeardText): Move | null {
  const email = emailIn(text.raw);
  const mobile = mobileIn(text.raw);
  const wantsMobile = view.situation.account.email !== null && view.situation.account.mobile === null;
  if (mobile && (wantsMobile || !email)) return giveMobile(mobile);
  if (email) return giveEmail(email, view);
  if (/^\d{4,6}$/.test(text.folded)) return { notes: [textNote('account.no_codes')] };
  // One Latin word is meant as an address, whatever it lacks.
  const meant = view.situation.account.email === null && /^[\w.+-]*@?[\w.-]+@?$/u.test(text.raw);
  return meant || text.raw.includes('@') ? { notes: [{ say: 'problem', code: 'email.format' }] } : null;
}

function giveEmail(raw: string, view: View): Move {
  const checked = checkEmail(raw);
  if (!checked.ok) return { notes: [{ say: 'problem', code: checked.code, params: checked.params }] };
  const warnings = checked.warnings.map(({ code, params }) => ({ say: 'problem' as const, code, params }));
  return {
    act: { kind: 'give_address', via: 'email', value: checked.value },
    notes: [textNote('account.sent_email', { email: maskEmail(checked.value) }), ...warnings],
    session: { misses: view.session.misses },
  };
}

function giveMobile(raw: string): Move {
  const checked = checkMobile(raw);
  if (!checked.ok) {
    // Four to six digits are more likely a code than a number.
    if (/^\d{4,6}$/.test(raw)) return { notes: [textNote('account.no_codes')] };
    return { notes: [{ say: 'problem', code: checked.code, params: checked.params }] };
  }
  return {
    act: { kind: 'give_address', via: 'mobile', value: checked.value },
    notes: [textNote('account.sent_mobile', { mobile: maskMobile(checked.value) })],
  };
}
