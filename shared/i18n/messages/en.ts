import type { MessageKey } from './zh-CN';

export const messagesEn: Record<MessageKey, string> = {
  'mail.verify_email.subject': 'Please confirm your e-mail address',
  'mail.verify_email.text':
    'You are using this e-mail address for an exam account.\n\nOpen this link and press "Confirm":\n{{link}}\n\nIf you are in the mini program, the code is {{code}} (valid for 10 minutes).\nThe link is valid until {{expiresAt}}. If this was not you, ignore this mail. Do not share the link or the code.',
  'mail.verify_mobile.subject': 'Please confirm your mobile number',
  'mail.verify_mobile.text':
    'Open this link and press "Confirm":\n{{link}}\n\nThe code is {{code}}. The link is valid until {{expiresAt}}.',
  'mail.login.subject': 'Sign in to your exam account',
  'mail.login.text':
    'This e-mail address already has an exam account, so there is no need to register again.\n\nOpen this link and press "Confirm" to sign in to it:\n{{link}}\n\nIf you are in the mini program, the code is {{code}} (valid for 10 minutes).\nThe link is valid until {{expiresAt}}. If this was not you, ignore this mail; nothing will change.',
  'mail.guardian_consent.subject': 'Please confirm as guardian',
  'mail.guardian_consent.text':
    'Please open this link, read the notice and choose to agree or not:\n{{link}}\nThe link is valid until {{expiresAt}}.',
  'mail.account_rebound.subject': 'Another WeChat was bound to your exam account',
  'mail.account_rebound.text':
    'Another WeChat was bound to your exam account on {{at}}. If that was you, there is nothing to do. If not, sign in with your e-mail or mobile number at once and ask for a person.',
  'mail.confirm_identity.subject': 'Please confirm that it is you',
  'mail.confirm_identity.text':
    'Somebody asked in the mini program to export your personal data or to delete your exam account.\n\nIf that was you, the code is {{code}} (valid for 10 minutes).\nIf not, ignore this mail and do not share the code.',
  'mail.account_deleted.subject': 'Your exam account was deleted',
  'mail.account_deleted.text':
    'Your exam account was deleted, with the account and every registration that was not paid. {{kept}}Consents stay as proofs for three years and are deleted then.\n\nTo register again, use the same e-mail address and mobile number. If this was not you, please contact support soon.',
  'mail.account_deleted.kept':
    'Paid registrations have to be kept until {{at}}; they are used for nothing else and deleted then. ',
  'mail.notice_subject': '{{sitting}}: your registration',
  'mail.staff_invitation.subject': 'Set the password of your review account',
  'mail.staff_invitation.text':
    'You are on the list of those who review registrations for a site.\n\nPlease open the link below by {{expiresAt}} to set a password and a second factor (you need an authenticator app on your phone):\n{{link}}\n\nIt works once; please pass it on to nobody. If you do not review registrations, ignore this mail.',
  'mail.staff_password.subject': 'A new password for your review account',
  'mail.staff_password.text':
    'Somebody asked for a new password of your review account.\n\nIf it was you, open the link below by {{expiresAt}}:\n{{link}}\n\nIt works once and asks for a code of your second factor. If it was not you, ignore this mail: nothing changes.',
  'mail.staff_access.subject': 'Your work account of the NCRE assistant has changed',
  'staff_access.second_factor_enrolled':
    'A new second factor was set up for your work account of the NCRE assistant.',
  'staff_access.second_factor_reset':
    'The second factor of your work account of the NCRE assistant was reset, and all its sessions have ended. Please set up a new one after your next sign-in: {{link}}',
  'staff_access.second_factor_locked':
    'Five wrong codes of the second factor in a row were entered for your work account of the NCRE assistant. No code is taken for 15 minutes.',
  'staff_access.password_set':
    'A new password was set for your work account of the NCRE assistant. All earlier sessions have ended.',
  'staff_access.password_and_factor_set':
    'A password and a second factor were set up for your work account of the NCRE assistant.',
  'staff_access.rights_changed':
    'Your roles or sites in the NCRE assistant have changed. See how they stand now: {{link}}',
  'staff_access.rights_ended': 'Your access to the NCRE assistant has ended: you cannot sign in any more.',
  'staff_access.when': 'When: {{at}}. By: {{by}}.',
  'staff_access.by.self': 'your own account',
  'staff_access.by.administrator': 'the administrator {{name}}',
  'staff_access.by.import': 'an administrator who imported the list',
  'staff_access.not_me':
    'If that was not you, or you do not know why, ask your administrator at once to end all your sessions and to reset the second factor.',
  'staff_access.ask': 'If you have questions, please ask your administrator.',
  'mail.staff_reminder.subject': 'Registrations to review',
  'note.open_to_see': 'Open for details',
  'note.answer': 'Support has answered',
  'note.delay': 'Sorry, reply delayed',
  'mail.delay.subject': 'Sorry: your answer is delayed',
  'note.proposal': 'A change to confirm',
  'support.called': 'A candidate needs a person: {{trigger}}. Please answer by {{due}}.',
  'notice.called.second_rejection':
    'We have asked our staff to look at your registration; they will contact you here or by e-mail. You can also reply "agent" at any time.',
  'notice.called.deadline':
    'The deadline is near, and we have asked our staff to help you; you can also reply "agent" at any time.',
  'support.given': 'A conversation is yours now: {{trigger}}. Please answer by {{due}}: {{link}}',
  'support.idle':
    'A candidate has waited {{minutes}} minutes for your answer. Please answer soon, or a colleague gets the conversation: {{link}}',
  'support.silent':
    'The candidate has not answered you for a day. If it is settled, end the conversation with its outcome; otherwise it ends by itself at {{due}}: {{link}}',
  'support.tickets': 'The desk is open; {{n}} candidates are waiting: {{link}}',
  'support.requeued_queued':
    'The person who was answering has left. You keep your place: somebody answers by {{due}}. Meanwhile you can go on by yourself in the mini program.',
  'support.requeued_ticket':
    'The person who was answering has left, and nobody is at the desk now. Your question is noted: somebody answers by {{due}}. Meanwhile you can go on by yourself in the mini program.',
  'support.overdue':
    'A candidate has waited longer than promised: {{trigger}}. Promised: {{due}}. Please answer now.',
  'support.overdue_renewed':
    'A candidate has waited past a promised time {{n}} times: {{trigger}}. We apologised and promised {{due}}. Please answer now.',
  'support.not_delivered':
    'Your message to a candidate did not arrive. Open the conversation and choose another way: {{link}}',
  'proposal.answered.confirmed': 'The candidate agreed to the suggested correction: {{link}}',
  'proposal.answered.declined': 'The candidate keeps the answers as they are: {{link}}',
  'proposal.answered.failed':
    'The candidate answered the suggested correction, but it could not be carried out and nothing changed. Please look at the conversation and tell them: {{link}}',
  'proposal.answered.late':
    'The candidate pressed a button of a suggested correction that was already over; the press changed nothing. Please look at the conversation and tell them: {{link}}',
  'mail.support_answer.subject': 'Support has answered you',
  'mail.support_answer.text':
    'Hello, support answers:\n\n{{text}}\n\nPlease do not reply to this mail. To go on, open the chat of the mini program or of WeChat customer service.',
  'mail.support_answer.look':
    'Hello, support has answered you in the chat of the mini program. Please open it there. Do not reply to this mail.',
  'mail.proposal.subject': 'A suggested correction needs your answer',
  'mail.proposal.look':
    'Hello, our staff suggest a correction to your registration. Nothing changes before you agree. Please open the mini program by {{at}}: its first page shows the suggestion. Do not reply to this mail.',
  'mail.proposal.link':
    'Hello, our staff suggest a correction to your registration. Nothing changes before you agree. Please look and answer by {{at}}:\n\n{{url}}\n\nDo not reply to this mail or pass it on.',
  'handoff.trigger.asked': 'asked for a person',
  'handoff.trigger.misses': 'the assistant did not understand several times',
  'handoff.trigger.payment_trouble': 'trouble with a payment',
  'handoff.trigger.second_rejection': 'rejected a second time',
  'handoff.trigger.deadline': 'stuck near the deadline',
  'handoff.trigger.complaint': 'complaint',
  'handoff.trigger.guardian': "trouble with the guardian's consent",
  'handoff.trigger.staff': 'looked up by our staff',
};
