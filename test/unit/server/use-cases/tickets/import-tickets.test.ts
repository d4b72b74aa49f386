import { storeSeason } from '../../../../../server/use-cases/seasons/import-season';
import { importTickets } from '../../../../../server/use-cases/tickets/import-tickets';
import type { Actor, ChosenSubject, Registration } from '../../../../../shared/domain/registration';
import { embeddedContext, registrationOf, type EmbeddedContext } from '../../../../support/embedded-context';
import { OTHER_SITE, smallSeason } from '../../../../support/season';

const NOW = Date.parse('2027-01-02T10:00:00+08:00');
const actor: Actor = { role: 'administrator', id: 'command', channel: 'command' };
const HEADER = 'registration,subject,ticket_number,starts_at,room,seat';
const season = smallSeason({ now: NOW, examFrom: '2027-03-27', examTo: '2027-03-29' });
const START = '2027-03-27T09:00:00+08:00';

let embedded: EmbeddedContext;
let paid: Registration;
let other: Registration;
beforeEach(async () => {
  embedded = await embeddedContext(NOW);
  await storeSeason(embedded.context, { season, actor });
  const subject = (code: string, state: ChosenSubject['state']) => ({ code, feeFen: 10500, state });
  const person = { seasonId: season.id, answers: { siteCode: OTHER_SITE } };
  const two = [subject('65', 'paid'), subject('66', 'paid'), subject('35', 'lapsed')];
  paid = registrationOf(embedded.context, { ...person, state: 'paid', subjects: two });
  other = registrationOf(embedded.context, { ...person, state: 'paid', subjects: [subject('65', 'paid')] });
  await embedded.context.unitOfWork.run(async (tx) => {
    await tx.registrations.insert(paid);
    await tx.registrations.insert(other);
  });
});
afterEach(() => embedded.close());

const row = (registration: Registration, subject: string, seat: string, startsAt = START) =>
  `${registration.id},${subject},27350000${subject}${seat},${startsAt},第1考场,${seat}`;

async function problemsOf(...lines: string[]): Promise<string[]> {
  const result = await importTickets(embedded.context, { text: [HEADER, ...lines].join('\n'), actor });
  return result.ok ? [] : result.problems.map(({ line, code }) => `${line ?? '-'} ${code}`);
}

const ticketsOf = (id: string) => embedded.context.unitOfWork.read((tx) => tx.tickets.listOf(id));

describe('importTickets', () => {
  it('stores a whole file, again as often as it comes (S52)', async () => {
    const lines = [
      row(paid, '65', '01'),
      row(paid, '66', '02', '2027-03-28T14:00:00+08:00'),
      row(other, '65', '03'),
    ];
    expect(await problemsOf(...lines)).toEqual([]);
    expect(await problemsOf(...lines)).toEqual([]);
    expect(await ticketsOf(paid.id)).toHaveLength(2);
    expect(await ticketsOf(other.id)).toMatchObject([{ subjectCode: '65', room: '第1考场', seat: '03' }]);
  });

  it('reminds each person on the day before their own first session (S52)', async () => {
    const second = '2027-03-28T09:00:00+08:00';
    const lines = [row(paid, '65', '01', second), row(paid, '66', '02', second), row(other, '65', '03')];
    expect(await problemsOf(...lines)).toEqual([]);
    const due = await embedded.queue.claim({
      owner: 'test',
      now: Date.parse(second),
      leaseMs: 1000,
      limit: 100,
    });
    const eves = due.filter(({ payload }) => payload.kind === 'exam_tomorrow');
    const dayOf = (one: Registration): string[] =>
      eves
        .filter(({ payload }) => payload.registrationId === one.id)
        .map(({ dueAt }) => new Date(dueAt + 8 * 3_600_000).toISOString().slice(0, 10));
    expect([dayOf(paid), dayOf(other)]).toEqual([['2027-03-27'], ['2027-03-26']]);
  });

  it('tells who could not see a ticket before, once, after the ticket date (S52)', async () => {
    embedded.clock.at = season.ticketFrom + 3_600_000;
    const lines = [
      row(paid, '65', '01'),
      row(paid, '66', '02', '2027-03-28T14:00:00+08:00'),
      row(other, '65', '03'),
    ];
    expect(await problemsOf(...lines)).toEqual([]);
    embedded.clock.at += 60_000;
    expect(await problemsOf(...lines)).toEqual([]);
    embedded.clock.at += 60_000;
    expect(await problemsOf(...lines.slice(0, 2), row(other, '65', '04'))).toEqual([]);
    const now = embedded.clock.at;
    const due = await embedded.queue.claim({ owner: 'test', now, leaseMs: 1000, limit: 100 });
    const told = due.filter(({ payload }) => payload.kind === 'ticket_opens');
    const people = told.map(({ payload }) => String(payload.registrationId));
    expect([people.length, new Set(people)]).toEqual([3, new Set([paid.id, other.id])]);
    expect(people.filter((id) => id === other.id)).toHaveLength(2);
  });

  it('names a paid subject and a paid person that the file leaves out, and stores nothing', async () => {
    expect(await problemsOf(row(paid, '65', '01'))).toEqual([
      '- ticket.registrations_missing',
      '2 ticket.subject_without_ticket',
    ]);
    expect(await ticketsOf(paid.id)).toEqual([]);
  });

  it.each<[string, () => string, string]>([
    ['a subject that is not paid', () => row(paid, '35', '09'), '5 ticket.subject_not_paid'],
    [
      'a session outside the exam days',
      () => row(other, '65', '03', '2027-03-30T09:00:00+08:00'),
      '4 ticket.outside_exam',
    ],
    [
      'the same seat twice',
      () => row(other, '65', '01').replace('273500006501', '273500009999'),
      '4 ticket.seat_duplicate',
    ],
    [
      'an unknown registration',
      () => row(registrationOf(embedded.context, { seasonId: 'x' }), '65', '09'),
      '5 ticket.registration_unknown',
    ],
  ])('refuses %s by its line', async (_what, line, expected) => {
    const first = [row(paid, '65', '01'), row(paid, '66', '02', '2027-03-28T14:00:00+08:00')];
    const last = expected.startsWith('5') ? [row(other, '65', '03'), line()] : [line()];
    expect(await problemsOf(...first, ...last)).toEqual([expected]);
    expect(await ticketsOf(paid.id)).toEqual([]);
  });
});
