import type { ConsentKey } from './zh-CN';

export const consentEn: Record<ConsentKey, string> = {
  'consent.title': 'Consent',
  'consent.lead.general_consent':
    'Before you fill in anything we ask for your consent. You may decline, and withdraw at any time.',
  'consent.lead.sensitive_consent':
    'Next come the document number and the photo. They are sensitive, so we ask for a separate consent.',
  'consent.version': 'Version {{version}}',
  'consent.tick.general_consent': 'I agree that my data are used as stated above',
  'consent.tick.sensitive_consent': 'I separately agree to the use of my document number and photo',
  'consent.tick.missing': 'If you agree, tick this; if not, press “Decline”.',
  'consent.agree': 'Agree and continue',
  'consent.refuse': 'Decline',
  'consent.going': 'Saving',
  'consent.go': 'Continue',
  'consent.home': 'Back to start',
  'consent.again': 'Read it again',
  'consent.changed': 'This text was changed just now. Please read the new version, then decide.',
  'consent.declined.title': 'Fine, no consent was stored',
  'consent.declined.general_consent':
    'No registration data were collected. Without consent you cannot register online; sites, subjects and fees can still be seen. You may come back at any time.',
  'consent.declined.sensitive_consent':
    'Document number and photo are not collected. Without them the registration cannot be completed; what you filled in before is kept. You may come back at any time.',
  'consent.given': 'You agreed to this version {{at}}.',
  'consent.withdraw': 'Withdraw consent',
  'consent.withdraw.title': 'Withdraw your consent?',
  'consent.withdraw.text':
    'What this consent covers is deleted, and an unfinished registration cannot go on. A paid registration is kept until the exam is settled.',
  'consent.withdraw.keep': 'Keep it',
  'consent.withdrawn': 'Withdrawn',
  'consent.guardian.title': 'A guardian has to agree',
  'consent.guardian.lead':
    'For candidates under 14, a parent or guardian has to agree first. Until then the document number is not stored. We send a code to the guardian’s phone.',
  'consent.guardian.name': 'Name of the guardian',
  'consent.guardian.relation': 'Relation to the candidate',
  'consent.guardian.relation.father': 'Father',
  'consent.guardian.relation.mother': 'Mother',
  'consent.guardian.relation.grandparent': 'Grandparent',
  'consent.guardian.relation.other': 'Other guardian',
  'consent.guardian.mobile': 'Mobile of the guardian',
  'consent.guardian.missing': 'Please give name, relation and mobile.',
  'consent.guardian.send': 'Send the guardian a code',
  'consent.guardian.sending': 'Sending',
  'consent.guardian.answer.title': 'The guardian reads and decides',
  'consent.guardian.answer.lead':
    'Please hand the phone to the guardian. A code went to the guardian’s phone; the link in that message works as well.',
  'consent.guardian.code': '6-digit code in the message',
  'consent.guardian.code.missing': 'Please enter the 6-digit code from the guardian’s message.',
  'consent.guardian.agree': 'The guardian agrees',
  'consent.guardian.refuse': 'The guardian declines',
  'consent.guardian.refuse.title': 'Does the guardian decline?',
  'consent.guardian.refuse.text': 'Then the document number is not stored, and you cannot register online.',
  'consent.guardian.back': 'Think again',
  'consent.guardian.edit': 'Change the guardian, send again',
  'consent.guardian.given': 'The guardian agreed',
  'consent.guardian.given.text': 'You can go on now.',
  'consent.guardian.refused': 'The guardian did not agree',
  'consent.guardian.refused.text':
    'The document number was not stored, so you cannot register online now. You may give it again later.',
  'consent.none.title': 'This consent was not found',
  'consent.none.text': 'Please go back to the start and continue from there.',
};
