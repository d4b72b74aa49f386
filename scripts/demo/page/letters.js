/** Mails, SMS, subscription messages and cards from others of a phone, newest first. */
export function lettersOf({ mails, sms, notices, cards }) {
  const all = [
    ...mails.map(({ id, at, subject, text }) => ({ kind: 'mail', id, at, title: subject, text })),
    ...sms.map(({ id, at, to, text }) => ({ kind: 'sms', id, at, title: to, text })),
    ...notices.map(({ msgid, at, kind, page, data }) => ({
      kind: 'notice',
      id: msgid,
      at,
      notice: kind,
      page,
      text: Object.values(data).join('\n'),
    })),
    ...cards.map(({ id, at, title, path }) => ({ kind: 'forwarded', id, at, title, page: path, text: '' })),
  ];
  return all.sort((one, other) => other.at - one.at);
}
