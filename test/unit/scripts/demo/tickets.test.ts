import { demoSeason } from '../../../../scripts/demo/season';
import { ticketFileOf } from '../../../../scripts/demo/tickets';
import { parseTickets } from '../../../../shared/contract/tickets';
import type { Registration } from '../../../../shared/domain/registration';

const ID = '01kat3b7gq9x5m2n8r4s6t0vwy';

describe('ticketFileOf', () => {
  const season = demoSeason(Date.UTC(2026, 10, 23));
  const withSubjects = (...subjects: [code: string, state: string][]): Registration =>
    ({ id: ID, subjects: subjects.map(([code, state]) => ({ code, state })) }) as unknown as Registration;

  it('names every paid subject, in a form that the import reads (S52)', () => {
    const parsed = parseTickets(
      ticketFileOf([withSubjects(['65', 'paid'], ['15', 'chosen'], ['66', 'paid'])], season),
    );
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    expect(parsed.tickets.map(({ registrationId, subjectCode }) => [registrationId, subjectCode])).toEqual([
      [ID, '65'],
      [ID, '66'],
    ]);
  });

  it('is empty while nobody has paid', () => {
    expect(ticketFileOf([withSubjects(['65', 'chosen'])], season)).toBe('');
  });
});
