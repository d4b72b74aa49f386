import type { PageKey } from './zh-CN';

export const pagesEn: Record<PageKey, string> = {
  'page.product': 'NCRE assistant',
  'page.other_language': '中文',
  'page.back_to_chat': 'Return to the WeChat chat to go on.',
  'page.version': 'Version {{version}}',

  'notices.all': 'Agreement, notices and consents',
  'notices.lead':
    'These are the texts in force. Tick them in the chat or the mini program; version, time and channel are recorded.',
  'consent.withdraw':
    'A consent can be taken back at any time: send "withdraw consent" in the chat, or use "Me" in the mini program.',

  'sites.title': 'Test sites and seats left',
  'sites.lead': 'Seats are counted anew each time you open this page; what counts is the moment you submit.',
  'sites.name': '{{name}} ({{code}})',
  'sites.left': '{{count}} left',
  'sites.open': 'Seats left',
  'sites.full': 'Full',
  'sites.reviews': 'Reviewed by the site',
  'sites.no_review': 'No review',
  'sites.sample': 'sample code',
  'sites.schools': 'Only for students of: {{schools}}',
  'sites.subjects': 'Subjects and seats left',
  'sites.none': 'No test sites yet.',

  'help.title': 'Questions and answers',
  'help.search': 'Search',
  'help.placeholder': 'For example: photo',
  'help.none': 'Nothing found. Try other words, or send "agent" in the chat.',
  'help.hotline': 'Contact',
  'help.topic.flow': 'Registering',
  'help.topic.account': 'Account and login',
  'help.topic.information': 'Documents and information',
  'help.topic.photo': 'Photo',
  'help.topic.choice': 'Subjects and sites',
  'help.topic.review': 'Review',
  'help.topic.payment': 'Payment and refund',
  'help.topic.exam': 'Ticket, exam and scores',
  'help.topic.other': 'Other',

  'confirm.title': 'Confirm',
  'confirm.email': 'Confirm that the e-mail {{target}} is yours. It serves for login, recovery and notices.',
  'confirm.mobile': 'Confirm that the mobile {{target}} is yours. It serves for login, recovery and notices.',
  'confirm.login':
    '{{target}} already has an account. The button lets the WeChat user who asked for it use that account. If that was not you, just close this page.',
  'confirm.button': 'Confirm',
  'confirm.login_button': 'Allow login',
  'confirm.until': 'Works once, until {{at}}.',
  'confirm.done': 'Confirmed',
  'confirm.done_login': 'Logged in',
  'confirm.next_active': 'E-mail and mobile are both verified. Return to the WeChat chat to go on.',
  'confirm.next_other': 'One more address has to be verified. Return to the WeChat chat to go on.',

  'proposal.title': 'Suggested correction',
  'proposal.lead':
    'Our staff suggest these corrections: {{reason}}. Nothing changes before you press a button.',
  'proposal.voided': 'After that, these have to be answered again: {{fields}}.',
  'proposal.promise':
    'By pressing “Change” you promise that the corrected information is true and accurate. It takes effect at once.',
  'proposal.proof': 'To confirm that it is you, enter the last 6 characters of your document number',
  'proposal.proof_wrong':
    'That is not the document number of the registration. Nothing was changed; please check and enter it again.',
  'proposal.proof_over':
    'This can no longer be confirmed by a link. Nothing was changed. The assistant asks you in the chat, or change it yourself in the mini program.',
  'proposal.change': 'Change',
  'proposal.change_promise': 'Change; I promise it is true and accurate',
  'proposal.keep': 'Do not change',
  'proposal.until': 'Valid until {{at}}.',
  'proposal.done': 'Changed',
  'proposal.joined': 'Added to the change you have open. Check it and give your promise to put it in force.',
  'proposal.notices_missing':
    'The notices have changed. Please read and tick them in the chat or the mini program first, then come back to this page.',
  'proposal.seats_full':
    'The site or subject has just become full. Nothing was changed. Please tell our staff in the chat.',
  'proposal.end.confirmed': 'You have agreed, and the information is changed.',
  'proposal.end.declined': 'You chose not to change it. Nothing was changed.',
  'proposal.end.withdrawn': 'Our staff have taken this correction back. Nothing was changed.',
  'proposal.end.expired': 'This correction has expired. Nothing was changed.',
  'proposal.end.overtaken':
    'You have changed these answers yourself since, so it no longer applies. Nothing was changed.',
  'proposal.end.locked':
    'Your information cannot be changed at the moment. The correction did not take effect.',
  'proposal.end.unfit': 'This correction no longer fits the present rules. Nothing was changed.',

  'guardian.title': 'Consent of the guardian',
  'guardian.lead':
    'Dear {{guardian}}, a candidate under 14 named you as guardian ({{relation}}). Please read the whole text and decide.',
  'guardian.agree': 'I am the guardian and I agree',
  'guardian.refuse': 'I do not agree',
  'guardian.agreed': 'Your consent is recorded; the candidate can go on.',
  'guardian.agreed_not_saved': 'Your consent is recorded. The candidate has to enter the ID document again.',
  'guardian.refused': "Your refusal is recorded; the candidate's document was not stored.",

  'link.title': 'This link cannot be used',
  'link.unknown':
    'This link is not right; part of it may be missing. Open it straight from the mail or SMS, or get a new one in the WeChat chat.',
  'link.used': 'This link was used already. If that was you, return to the WeChat chat to go on.',
  'link.expired': 'This link has expired. Return to the WeChat chat and tap "Send again".',
  'link.busy': 'Still being processed. Please try again in a moment.',
  'link.other_person': 'This link belongs to somebody else. Please open the one from your own chat.',
  'code.expired': 'This code has expired. Please ask for a new one.',
  'code.wrong': 'Wrong code, {{left}} tries left.',
  'code.too_many_tries': 'Too many tries. Please ask for a new code.',
  'notice.changed': 'The text was changed. Please read it again, then confirm.',
  'notice.not_ticked': 'Please read and tick this first.',
  'login.password_wrong': 'Wrong account or password.',
  'login.user_blocked':
    'WeChat reports a risk for this user; login is not possible now. Please contact support.',
  'phone.code_invalid': 'The permission for your phone number has expired. Please tap again.',
  'phone.not_usable': 'This number cannot be used. Please enter another mobile.',
  'password.too_short': 'The password needs {{min}} characters or more.',
  'password.too_long': 'The password may have {{max}} characters at most.',
  'password.letters_and_digits': 'The password needs letters and digits.',
  'identity.proof_needed':
    'Please prove that it is you: with your password, or with a code sent to your e-mail or mobile.',
  'export.title': 'Your personal data',
  'export.lead':
    'This is everything we keep about you, with your document number and photo. Open it on a device of your own only.',
  'export.once': 'It opens once, until {{at}}. Save the file as soon as it is open.',
  'export.go': 'Open',
  'export.done':
    'Everything as of {{at}}. Once you leave this page it cannot be opened again: save it first.',
  'export.save': 'Save the data file (JSON)',
  'export.name': 'my-exam-data',
  'export.wechat':
    'WeChat cannot save files: tap the dots at the top right, choose "Open in browser", then press "Open".',
  'export.account': 'Account',
  'export.identities': 'WeChat bindings',
  'export.consents': 'Consents',
  'export.registration': 'Registration',
  'export.history': 'What happened',
  'export.money': 'Payments and refunds',
  'export.talk': 'Conversation',
  'export.permits': 'WeChat notices',
  'export.empty': 'Nothing',
  'export.photo': 'Photo',
  'export.used':
    'This link was opened before. If you need to, export again under "My data" in the mini program.',
  'export.expired': 'The link has expired. Please export again under "My data" in the mini program.',
  'account.not_active': 'Please verify e-mail and mobile first.',
  'account.try_later': 'Too many attempts. Please try again later.',
  'field.unknown': 'Unknown field.',
  'seats.full': 'No seats left.',
  'payment.checking': 'The result is being confirmed. Look again in a moment; do not order twice.',
  'payment.platform_refused': 'WeChat Pay did not accept this just now. Please try again later.',

  'ticket.title': 'Admission ticket',
  'ticket.before': 'The ticket can be seen and printed from {{at}}.',
  'ticket.none': 'There is no ticket to show yet.',
  'ticket.number': 'Ticket number',
  'ticket.name': 'Name',
  'ticket.document': 'ID document',
  'ticket.subject': 'Subject',
  'ticket.time': 'Time',
  'ticket.site': 'Test site',
  'ticket.address': 'Address',
  'ticket.room': 'Room',
  'ticket.seat': 'Seat',
  'ticket.print':
    'Print or save this page with your browser. Bring the original of your ID document to the exam.',

  'open.title': 'Please open this in WeChat',
  'open.question':
    'This step is filled in the mini program. Open the chat in WeChat and tap the mini program in the message; or simply answer in the chat.',
  'open.payment': 'Payment is made in the WeChat mini program. Open the chat in WeChat and tap "Pay".',

  'away.title': 'You are about to leave',
  'away.lead': 'You will open: {{host}}',
  'away.registration':
    'This is the national registration site. This service has done its steps for you; usually nothing is left to do there.',
  'away.province': 'This is the site of the provincial exam office, with the notices in full.',
  'away.passport': 'After registering or logging in there, nothing brings you back here.',
  'away.come_back':
    'When you are done, go back, or open the WeChat chat again and send "continue": we go on where you were.',
  'away.go': 'Open the site',

  'failure.title': 'This page cannot be shown',
  'failure.id': 'Reference {{requestId}}',
};
