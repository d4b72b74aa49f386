import type { BotKey } from './zh-CN';

export const botEn: Record<BotKey, string> = {
  'welcome.new':
    'Hello, I am the NCRE assistant and take you through registration step by step. Any time: help, status, back, change, agent, 中文.',
  'welcome.back': 'Welcome back. Everything you entered is kept; let us go on.',
  'entry.ask': 'Please choose the province and sitting:',
  'entry.none':
    'No registration is open at the moment. Come back when one is; I can answer questions about the exam meanwhile.',
  'entry.season': '{{season}}: {{window}}',
  'entry.start': 'Start: {{province}}',
  'entry.other_language': '中文',
  'entry.open': '{{season}} takes registrations until {{due}}; your site may close earlier.',
  'entry.not_open':
    '{{season}} has not opened yet: it opens {{at}} ({{left}} until then). Come back then and choose it; meanwhile ask me anything about the exam or registration.',
  'entry.between':
    '{{season}} takes no registrations now: it opens again {{at}} ({{left}} until then). Come back then and choose it; meanwhile ask me anything about the exam or registration.',
  'entry.closed':
    '{{season}} closed {{at}}. You cannot begin a registration now; there is no late entry, so please wait for the next sitting. You may go on asking about the exam; for a special case reply "agent".',
  'entry.others_open': 'Open now: {{seasons}}.',
  'entry.have_one': 'You have a registration: {{state}}. Next: {{next}}.',
  'window.open': 'open until {{at}}',
  'window.before': 'opens {{at}}',
  'window.between': 'opens again {{at}}',
  'window.closed': 'closed {{at}}',

  'account.email':
    'First your account: e-mail and mobile, each verified once. It serves later exams too.\nPlease send your e-mail address:',
  'account.mobile': 'Please send your mobile number (it must receive SMS):',
  'account.login':
    'This e-mail or mobile was registered before. One passport serves all these exams, so no new account is needed. A login link is on its way: open it, press Confirm, and come back here.',
  'account.wait': '{{waiting}}\nOpen the link, press Confirm, then come back here to go on.',
  'account.wait_email': 'A mail was sent to {{email}}; it is not confirmed yet.',
  'account.wait_mobile': 'An SMS was sent to {{mobile}}; it is not confirmed yet.',
  'account.confirmed': 'I have confirmed',
  'account.not_yet':
    'Your confirmation has not reached me yet. Please open the link and press Confirm on the page.',
  'account.email_done': 'Your e-mail is confirmed.',
  'account.mobile_done': 'Your mobile is confirmed.',
  'account.done': 'Your e-mail and mobile are both confirmed; your account is ready.',
  'account.resend_email': 'Send the mail again',
  'account.resend_mobile': 'Send the SMS again',
  'account.resent': 'Sent again.',
  'account.sent_email': 'A mail with a link was sent to {{email}}.',
  'account.sent_mobile': 'An SMS with a link was sent to {{mobile}}.',
  'account.other_address_hint': 'A mistake? Just send the new e-mail or mobile.',
  'account.no_codes':
    'Please never send codes or passwords in this chat; they are not needed. Open the link in the mail or SMS and press Confirm.',

  'notice.ask.read': 'Please read "{{title}}" in full, then tick:',
  'notice.ask.general_consent':
    'Before we begin, please read "{{title}}". You may decline, and withdraw at any time.',
  'notice.ask.sensitive_consent':
    'Next come your document number and photo. They are sensitive personal data and need your separate consent. Please read "{{title}}", then choose:',
  'notice.open': 'Full text: {{title}}',
  'notice.tick.read': 'I have read it and agree',
  'notice.tick.general_consent': 'I agree',
  'notice.tick.sensitive_consent': 'I separately agree to the use of my document number and photo',
  'notice.ticked': '"{{title}}" is ticked.',
  'notice.decline': 'I do not agree',
  'notice.declined':
    'All right, nothing was collected. Without consent you cannot register online; choose "I agree" if you change your mind.',
  'notice.declined_read':
    'All right. Without the tick registration cannot go on; what you gave so far stays. Choose to agree if you change your mind.',
  'notice.declined_sensitive':
    'All right, nothing is collected. Online registration needs document number and photo; choose to agree if you change your mind, or reply "agent".',
  'notice.read_first': 'Please look at the full text first, then tick.',
  'withdraw.ask':
    'Which consent do you withdraw? What it covers is erased at once and online registration cannot go on; a saved registration is deleted and its seat returned. Nothing that is in review, approved or paid can be withdrawn here.',
  'withdraw.one': 'Withdraw "{{title}}"',
  'withdraw.nothing': 'You have not consented to anything yet, so there is nothing to withdraw.',
  'minor.plain':
    'You are under 18: we use this only to register you, review and notify you, and for nothing else. Read it with a parent if anything is unclear, or reply "agent".',

  'guardian.name':
    'The candidate is under 14, so a parent or guardian has to consent first; until then the document number is not stored.\nPlease send the name of the guardian:',
  'guardian.relation': 'How is the guardian related to the candidate?',
  'guardian.relation.father': 'father',
  'guardian.relation.mother': 'mother',
  'guardian.relation.grandparent': 'grandparent',
  'guardian.relation.other': 'other guardian',
  'guardian.mobile':
    "Please send the guardian's mobile; an SMS with a link goes there for the guardian to open and agree:",
  'guardian.sent': 'An SMS was sent to {{mobile}}.',
  'guardian.wait':
    'Waiting for the guardian: please have the link in the SMS opened and agreed to, then go on. If the guardian refuses, only the refusal is kept.',
  'guardian.confirmed': 'The guardian has agreed',
  'guardian.not_yet': "The guardian's consent has not arrived yet.",
  'guardian.agreed': 'The guardian has agreed and the number is saved; let us go on.',
  'guardian.refused':
    'The guardian did not agree: the number is not saved, only the refusal is recorded. Send the number again if the guardian changes their mind.',
  'guardian.again': 'Enter the guardian again',
  'guardian.refuse': 'The guardian does not agree',

  'ask.documentType': 'Please choose your document type:',
  'ask.documentNumber':
    'Please send the document number (type and number as on the document you bring to the exam):',
  'ask.sex': 'Please choose your sex:',
  'ask.birthDate': 'Please send your date of birth, like 2005-03-15:',
  'ask.name':
    'Please send your name exactly as on your document (no former names or nicknames; full pinyin for a character you cannot type):',
  'ask.nationality': 'Please send your nationality:',
  'ask.ethnicity': 'Please choose your ethnicity:',
  'ask.occupation': 'Please choose your occupation:',
  'ask.education': 'Please choose your education:',
  'ask.trainingType': 'Please choose your kind of training:',
  'ask.mobile': 'Please confirm your contact phone (exam notices go there; for another one just send it):',
  'ask.email': 'Please confirm your e-mail (exam notices go there; for another one just send it):',
  'ask.address': 'Please send your address:',
  'ask.postcode': 'Please send your postcode:',
  'ask.student': 'Are you a student at present?',
  'ask.school': 'Please choose your school (a part of its name will do; "Other" if it is missing):',
  'ask.faculty': 'Please send your faculty:',
  'ask.major': 'Please send your major:',
  'ask.grade': 'Please send your grade:',
  'ask.className': 'Please send your class:',
  'ask.studentNumber': 'Please send your student number:',
  'ask.siteCode': 'Test sites in {{city}} (seats as of now):',
  'ask.subjects': 'Please choose subjects, at most {{max}}; a code or name will do, like 65 or Python:',
  'ask.city': 'Please choose the city of your test site (or reply with the name of a site):',
  'ask.site_few': 'Test sites open to you (seats as of now):',
  'field.on_page': 'Please fill in "{{field}}" in the mini program; it brings you back here.',
  'field.typed_hint': 'I understand a typed answer too, but WeChat keeps what you send.',
  'field.wechat_keeps': 'Received. Note: we keep only a masked copy, but WeChat keeps what you sent.',
  'field.confirm': '{{field}}: {{value}}. Is that right?',
  'field.confirm_yes': 'Right, save it',
  'field.confirm_no': 'No, enter it again',
  'clash.ask':
    'There are two different answers for {{field}}:\nfrom the mini program: {{stored}}\nfrom this chat: {{given}}\nWhich one is right?',
  'clash.stored': 'Mini program: {{value}}',
  'clash.given': 'Chat: {{value}}',
  'clash.kept': 'The answer from the mini program stays: {{field}}. Nothing was changed.',
  'clash.same': 'The mini program has the same answer already: {{field}}.',
  'clash.character': '{{shown}} (character {{n}} is "{{character}}")',
  'clash.length': '{{shown}} ({{n}} characters)',
  'field.now': 'Your {{field}} now: {{value}}',
  'field.keep': 'Leave it as it is',
  'field.from_number':
    'Sex and date of birth come from the document number and cannot be changed by themselves. If the number is wrong, reply "change document number".',
  'field.use_account': 'Use {{value}}',
  'document.switch': 'Change to "{{type}}", number {{number}}?',
  'ack.saved': 'Noted: {{items}}',
  'ack.held': 'Received, not saved yet: {{items}}',
  'ack.name_check': ' ({{n}} characters; please compare with your document)',
  'ack.item': '{{field}}: {{value}}',

  'site.name': '{{name}} ({{code}})',
  'site.city': '{{city}} (sites: {{sites}})',
  'site.left': '{{left}} seats',
  'site.unlimited': 'seats free',
  'site.full_mark': 'full',
  'site.reviews': 'reviews',
  'site.no_review': 'no review',
  'site.none':
    'No site is open to you now: registration may be closed, or the sites accept listed schools only. You can change "school", or reply "agent".',
  'site.other_city': 'Other city',
  'site.window_shut': '{{site}} takes no registrations now; please choose another site.',
  'site.alternatives': 'Sites with seats: {{sites}}',
  'subjects.more': 'Chosen: {{subjects}}. You may add {{left}} more:',
  'subjects.replace': 'Chosen now: {{subjects}}. This site allows one subject; another one takes its place:',
  'subjects.full_list': 'Chosen: {{subjects}} (at most {{max}}, all chosen).',
  'subjects.other_level': 'Other level',
  'subjects.drop': 'Drop {{subject}}',
  'subjects.none_yet': 'No subject is chosen yet; please choose one first.',
  'subjects.keep_one': 'At least one subject is needed. Choose the new one first, then drop this one.',
  'subjects.done': 'That is all',

  'summary.title':
    'Please check your information (personal data is masked; the mini program shows it in full):',
  'summary.line': '{{field}}: {{value}}',
  'summary.group': '[{{group}}]',
  'summary.name_length': ' ({{n}} characters)',
  'summary.fee': 'Fees in all: {{amount}}',
  'summary.promise':
    'Please check each line; the name must match your document. If all is right, give the promise to submit; otherwise choose to edit.',
  'summary.changes':
    'What changes:\n{{changes}}\nIf it is right, give the promise again; only then the change takes effect.',
  'summary.discard': 'Drop the change',
  'promise.words': 'I promise that the above information is true and accurate',
  'edit.which': 'Which one do you want to change? Its name will do, like "phone".',
  'edit.entry': '{{field}}: {{value}}',
  'edit.nothing': 'Nothing',
  'edit.nothing_yet': 'You have not begun to fill in the registration. Let us start here.',
  'action.edit': 'Edit',
  'action.edit_other': 'Edit something else',
  'action.anew': 'Delete and register again',
  'action.fix': 'Correct {{field}}',
  'action.upload_photo': 'Upload photo',
  'action.change_photo': 'Change photo',
  'action.submit': 'Submit for review',
  'action.delete': 'Delete registration',
  'action.status': 'Status',
  'action.person': 'Talk to a person',

  'photo.ask':
    'Please send your ID photo here: recent, full face, bareheaded, colour, white background, at least {{pixels}} pixels (width × height), {{kilobytes}} KB; I compress larger originals.',
  'photo.ask_page':
    'Please upload your ID photo in the mini program: recent, full face, bareheaded, colour, white background, at least {{pixels}} pixels (width × height), {{kilobytes}} KB. Sending it here works too, but WeChat keeps the original.',
  'photo.leave': 'Back, upload later',
  'photo.keep': 'Keep the photo',
  'photo.kept': 'The photo is saved ({{width}}×{{height}} pixels, {{kilobytes}} KB).',
  'photo.apart':
    'You have just uploaded another photo in the mini program. That one is still in use; open it below. To use the one from this chat instead, send it once more.',
  'photo.refused': 'This photo cannot be used:',
  'photo.also': 'For the next picture, also mind (this alone would not stop it):',
  'photo.later': 'Your information is saved; the photo is missing. Upload it to go on.',
  'photo.site_closes': 'Registration at your site closes {{at}}.',
  'photo.after_information':
    'The photo comes after the information is filled in; please send it again then. This one was not kept.',
  'photo.consent_first':
    'Keeping a photo needs your separate consent; this one was not kept. Please agree in the mini program first, or reply "agent".',
  'w1.words':
    'No photo uploaded! If no photo is uploaded before registration at your test site closes, you cannot pay.',
  'w1.ok': 'OK',
  'w1.stay': 'Upload now',
  'w2.words':
    'From the September 2023 sitting NCRE certificates are electronic; no paper certificate is made or issued.',
  'w2.notice': '[{{title}}]\n{{body}}',

  'review.ask_submit':
    'Information and photo are complete. Your site reviews registrations: please submit before {{due}}. Nothing can be edited while the review is pending.',
  'review.pending':
    'State: review pending. Nothing can be edited meanwhile; I tell you the result at once. After approval please pay before {{due}}.',
  'review.rejected': 'State: rejected. Reason: {{reason}}',
  'review.rejected_fix':
    'State: rejected. Reason: {{reason}}\nPlease correct it and choose "Submit for review" again; without that nobody looks at it. Until: {{due}}.',
  'review.rejected_mended':
    'Your changes are saved but not submitted again. When all is right choose "Submit for review", until {{due}}.\nReason of the rejection: {{reason}}',
  'w3.words':
    'Submit for review now? The state becomes "review pending" and nothing can be edited meanwhile.',
  'w3.confirm': 'Yes, submit',

  'w5.words': 'Please check everything before you pay: once payment has succeeded nothing can be changed.',
  'payment.brief':
    'Please check before you pay: after payment nothing can be changed. Total {{amount}}, pay before {{due}}',
  'payment.total': 'Total {{amount}}',
  'payment.due': 'Pay before: {{due}}',
  'payment.pay': 'Pay {{amount}}',
  'payment.resume': 'Go on paying {{amount}}',
  'payment.rest': 'Some subjects are not paid yet; you can pay the rest:',
  'payment.rest_due': 'Pay before: {{due}}. What is unpaid then lapses; paid subjects stand.',
  'payment.left_out': 'not this time',
  'payment.leave': 'Do not pay {{subject}} now',
  'payment.take': 'Add back {{subject}}',
  'payment.confirm_free': 'Everything is right, confirm (free)',
  'payment.open': 'A payment order is open: {{subjects}}, {{amount}}. Please finish before {{due}}.',
  'payment.closing':
    'I am asking WeChat Pay about the order. Please do not pay again until that is clear; look again in a moment.',
  'payment.cancel': 'Cancel payment',
  'payment.change_subjects': 'Change subjects',
  'payment.cancelled':
    'The order is being closed; I tell you when it is. If the payment did go through, your registration stands.',
  'payment.cancelled_to_change':
    'The order is being closed; after that, where editing is possible, reply "change subjects".',
  'payment.closed': 'The payment order is closed; nothing was charged.',
  'payment.keep_one':
    'At least one subject has to be paid. To pay none now, do nothing: you can pay until the deadline.',
  'payment.charged': 'Charged but shown unpaid',
  'payment.checking':
    'Please do not pay again. I have asked WeChat Pay about this order, and a second payment is blocked until it is clear.',
  'payment.deleting':
    'Deletion is under way: the order is closed first, then I tell you the outcome. If the payment was already done, nothing is deleted.',
  'paid.title': 'Payment received, you are registered!',
  'paid.proof': '{{subjects}}: {{amount}}, paid {{at}}, order {{number}}',
  'paid.locked': 'After payment nothing can be changed.',
  'paid.next':
    'Next: the admission ticket from {{ticket}} (reply "ticket"); the exam {{from}} to {{to}}. Bring the ticket and the original of the document you registered with.',
  'refund.under_way': '{{amount}} is on its way back to where it was paid from.',
  'refund.done': '{{amount}} has been returned to where it was paid from.',
  'refund.stuck': 'The refund of {{amount}} has not gone through yet. Staff see to it and you will be told.',
  'ticket.open': 'See and print the ticket',
  'ticket.here': 'Your admission ticket:',
  'ticket.line': '{{subject}}: ticket {{number}}, {{at}}, room {{room}}, seat {{seat}}',
  'ticket.not_imported': 'The tickets are being arranged and will be here soon. Please come back later.',

  'delete.ask_reason': 'Deleting the registration needs a reason. Choose one or write your own:',
  'delete.reason.wrong_choice': 'Wrong site or subject, I will register again',
  'delete.reason.not_taking': 'I am not taking this exam',
  'delete.reason.wrong_information': 'Wrong information, I will register again',
  'delete.cancel': 'Do not delete',
  'delete.nothing': 'You have no registration to delete.',
  'w4.words':
    'Delete your registration?\nReason: {{reason}}\nThe seat is returned. You can register again while registration is open, not after it closes.',
  'w4.after_close':
    'Delete your registration?\nReason: {{reason}}\nRegistration has closed: after deleting you cannot register for this sitting again!',
  'w4.anew':
    'After approval everything is locked. To change it, the registration is deleted and begun again: your answers are taken over, then you submit again and the site reviews again.\nYour present seat stays yours until you submit and a new one is held, at the latest until registration closes or the hold on it ends. Go on?',
  'w4.anew_confirm': 'Yes, delete and register again',
  'w4.confirm': 'Yes, delete',
  'ended.deleted': 'The registration is deleted and the seat returned.',
  'ended.expired': 'This registration has expired and the seat was returned; your answers are kept.',
  'ended.again': 'Registration is still open: you can register again, and your answers come along.',
  'ended.no_new': '{{window}}; no new registration is possible this time.',
  'ended.register_again': 'Register again',
  'blocked.kept': 'Everything you entered is kept.',
  overview: 'You can see your status, edit, or talk to a person.',

  'confirm.no': 'Cancel',
  'confirm.nothing_changed': 'All right, nothing was changed.',
  'confirm.asked_again': 'Your confirmation was not kept, and nothing was changed. Please confirm once more:',
  'confirm.which': 'Please tap an option here, or reply with its number.',
  'confirm.clear_draft': 'Clear this unfinished registration and start over?',
  'confirm.clear_guardian':
    'Without the consent of a guardian it cannot go on. Clear this registration? Only the refusal is kept.',
  'confirm.clear_yes': 'Yes, clear it',
  'confirm.discard': 'Drop this change? Your information stays as it was.',
  'confirm.discard_yes': 'Drop the change',
  'restart.nothing': 'There is nothing to clear yet; this is the start.',
  'restart.saved':
    'A saved registration is not cleared. Reply "change" to edit something, or "delete registration" to withdraw it.',
  'back.done': 'One step back; what you entered is kept.',
  'back.nothing': 'There is nothing before this that could be changed.',

  'menu.next_page': 'Next page',
  'menu.first_page': 'First page',
  'menu.fragment_hint': 'There are many options: a part of the name is faster.',
  'menu.type_hint': 'Please reply with a number or in words.',
  'menu.fill_in_page': 'Fill in the mini program',
  'menu.open_question': 'Fill in the mini program: {{field}}',
  'menu.photo_page': 'Upload the photo in the mini program',
  'menu.sites_page': 'All sites in the mini program',
  'menu.subjects_page': 'Choose subjects in the mini program',
  'menu.summary_page': 'Full information in the mini program',

  'status.no_season': 'You have not begun a registration.',
  'status.not_begun': 'nothing filled in yet',
  'status.state': 'State: {{state}}',
  'status.site_closes': 'Registration closes: {{due}}',
  'status.payment_due': 'Pay before: {{due}}',
  'status.resubmission_due': 'Resubmit before: {{due}}',
  'status.ticket_from': 'Ticket: from {{at}}',
  'status.next': 'Next: {{next}}',
  'next.entry': 'choose province and sitting',
  'next.account': 'give and verify e-mail and mobile',
  'next.notice': 'read and tick the agreement and notices',
  'next.guardian': "wait for the guardian's consent",
  'next.fields': '{{n}} answer(s) to go ({{groups}})',
  'next.summary': 'check the information and give the promise',
  'next.photo': 'upload the photo',
  'next.submit': 'submit for review',
  'next.pending': 'wait for the review',
  'next.rejected': 'correct what the reason says and resubmit',
  'next.pay': 'check and pay',
  'next.paid': 'wait for the ticket',
  'next.exam': 'take the exam, with ticket and original document',
  'next.ended': 'register again while registration is open',
  'next.ended_closed': 'registration for this sitting is over; look out for the next',
  'next.blocked': 'wait until registration opens again',
  'next.overview': 'nothing to do',
  'help.text':
    'I help you register, edit, submit for review and pay, and answer questions (just ask, like "what is the fee").\nAny time you can reply:\nstatus — where you are\nback — the step before\nchange name — change one answer\nrestart — clear a draft\ndelete registration\nagent — talk to a person\n中文 — Chinese\nHotline: {{hotline}}',
  'faq.which': 'Which one do you mean?',
  'faq.none': 'Neither',

  'miss.first': 'I did not get that. Please tap an option or reply with its number.',
  'miss.open': 'I do not follow; please reply directly, or "help" for what I can do.',
  'miss.again': 'I still do not follow. Reply "help" to see what I can do, or "agent".',
  'handoff.offer': 'Shall I pass you to a person?',
  'handoff.offer_misses': 'I do not seem to be helping. Shall I pass you to a person?',
  'handoff.offer_payment':
    'I still cannot see the payment. Please do not pay again; shall a person look into it?',
  'handoff.go_on': 'Go on by myself',
  'handoff.queued':
    'I am passing you to a person, who answers before {{due}}. Please describe the issue briefly, without your full ID number.',
  'handoff.ticket':
    'Nobody is on duty now (hours: {{hours}}). Your request is noted and somebody will get back to you before {{due}}. Please describe the issue briefly, without your full ID number.',
  'handoff.asked':
    'I am passing you to a person (hours: {{hours}}). Please describe the issue briefly, without your full ID number.',
  'handoff.place': 'People ahead of you: {{n}}. Meanwhile you can go on by yourself in the mini program.',
  'handoff.place_minutes':
    'People ahead of you: {{n}}, about {{minutes}} minutes. Meanwhile you can go on by yourself in the mini program.',
  'handoff.already': 'You are already being passed to a person; please wait.',
  'handoff.delayed':
    'We are sorry: nobody answered you by the time we promised. Somebody will by {{due}}, and you keep your place. Meanwhile you can go on by yourself in the mini program.',
  'handoff.delayed_again':
    'We are very sorry to keep you waiting again. Somebody will answer by {{due}}, and you keep your place. If it is urgent: {{hotline}}. For the rest you can go on by yourself in the mini program.',
  'proposal.ask': 'Our staff suggest these corrections ({{reason}}):',
  'proposal.line': '{{field}}: {{was}} → {{becomes}}',
  'proposal.masked': '{{value}} (the masked part as suggested)',
  'proposal.voided': 'After that, these have to be answered again: {{fields}}',
  'proposal.promise':
    'By tapping "Change" you promise that the corrected information is true and accurate. It takes effect at once.',
  'proposal.yes': 'Change',
  'proposal.yes_promise': 'Change; I promise it is true and accurate',
  'proposal.no': 'Do not change',
  'proposal.done': 'Changed as you confirmed.',
  'proposal.joined': 'Added to the change you have open. Check it and give your promise to put it in force.',
  'proposal.kept': 'All right, nothing is changed.',
  'proposal.was.confirmed':
    'You have agreed to this correction already and it is done. No need to tap again.',
  'proposal.was.declined':
    'You declined this correction; nothing was changed. To change something, reply "edit".',
  'proposal.was.withdrawn': 'Our staff have taken this correction back. Nothing was changed.',
  'proposal.was.expired':
    'This correction has expired; nothing was changed. Reply "edit" to change something, or "agent".',
  'proposal.was.overtaken':
    'You have changed these answers yourself since, so this correction no longer applies. Nothing was changed.',
  'proposal.was.locked':
    'Your information cannot be changed at the moment, so this correction did not take effect.',
  'proposal.was.unfit':
    'This correction no longer fits the present rules. Nothing was changed. Reply "agent" for help.',
  'handoff.hint': 'If staff should check it, reply "agent".',

  'personal.seen':
    'No ID, phone or card number and no password is needed here. Our record is masked, but WeChat keeps what you sent; please do not send such things. To change a number, reply "change document number" or "change phone number".',
  'personal.not_here':
    'Please leave ID and phone numbers out of this answer; it was not saved. Our record is masked; please answer again.',
  unsupported: 'I understand text, options and photos only. Please tell me in words.',
  'tap.stale': 'That option belongs to an earlier question, so nothing was changed. We are here now:',
  'resumed.filled': 'Received from the page: {{fields}}.',
  'handback.ended': 'Our colleague has finished; let us go on.',
  'handback.state': 'Meanwhile your registration went from "{{from}}" to "{{to}}".',
  'handback.paid': 'We received your payment of {{amount}}.',
  'handback.refunded': '{{amount}} went back to you.',
  'handback.refunding': '{{amount}} is on its way back to you.',
  'handback.refund_stuck':
    'The refund of {{amount}} has not gone through yet. Staff see to it and you will be told.',
  'handback.site': 'Site chosen now: {{value}}.',
  'handback.subjects': 'Subjects chosen now: {{value}}.',
  'handback.fields': 'Updated: {{fields}}.',
  'handback.proposal_confirmed': 'The correction you agreed to is noted.',
  'handback.proposal_withdrawn': 'Our staff took back the suggested correction; nothing was changed by it.',
  'handback.proposal_over': 'The suggested correction is no longer valid; nothing was changed by it.',
  'handback.more': '{{n}} more changed; reply "status" to see.',
  'rating.ask': 'How was the help just now?',
  'rating.1': 'Solved',
  'rating.2': 'Partly solved',
  'rating.3': 'Not solved',
  'rating.thanks': 'Thank you for telling us.',
  'resumed.back': 'Welcome back, let us go on.',
  'later.unavailable':
    'I cannot reach the system right now and nothing was changed. Please try again in a while.',
  'seats.full_site': 'The last seat at {{site}} has just gone; nothing was submitted.',
  'seats.full_subject': 'The last seat in {{subject}} at {{site}} has just gone; nothing was submitted.',
  'ack.season': 'All right, {{season}}.',
  'ack.information': 'Your information is submitted and saved.',
  'ack.changes': 'The change is in force.',
  'ack.discarded': 'The change is dropped; your information stays as it was.',
  'ack.submitted': 'Submitted for review.',
  'ack.cleared': 'Cleared; let us start over.',
  'ack.again': 'A new registration is opened with your answers. Please go on.',
  'ack.anew':
    'The former registration is deleted, your seat is kept. A new registration is opened with your answers. Please go on.',
  'ack.withdrawn': 'Your consent is withdrawn.',
  'ack.language': 'All right, in English now.',
  'value.none_chosen': 'no subject chosen yet',
  'value.see_page': 'see the page',
  'transcript.picture': '[picture]',
  'transcript.unsupported': '[other kind of message]',
  'transcript.entered': '[entered]',
  'transcript.resumed': '[back from a page]',
};
