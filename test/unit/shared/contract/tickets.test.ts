import { parseTickets } from '../../../../shared/contract/tickets';
import { idOf } from '../../../../shared/domain/ids';

const ID = idOf(1_800_000_000_000, new Uint8Array(10));
const OTHER = idOf(1_800_000_000_001, new Uint8Array(10));
const HEADER = 'registration,subject,ticket_number,starts_at,room,seat';
const LINE = `${ID},65,2735012345670001,2027-03-27T09:00:00+08:00,第1考场,01`;

function problemsOf(...lines: string[]): string[] {
  const result = parseTickets(lines.join('\n'));
  return result.ok ? [] : result.problems.map(({ line, path, code }) => `${line ?? '-'} ${path} ${code}`);
}

describe('parseTickets', () => {
  it('reads CSV and the same rows as JSON (S52)', () => {
    const fromCsv = parseTickets(`\uFEFF${HEADER}\r\n${LINE}\r\n`);
    const [registration, subject, number, startsAt, room, seat] = LINE.split(',');
    const json = [{ registration, subject, ticket_number: number, starts_at: startsAt, room, seat }];
    const fromJson = parseTickets(JSON.stringify(json));
    expect(fromCsv).toMatchObject({ ok: true, tickets: [{ line: 2, registrationId: ID, seat: '01' }] });
    expect(fromJson).toMatchObject({ ok: true, tickets: [{ line: 1, registrationId: ID, seat: '01' }] });
  });

  it.each([
    ['another header', [HEADER.replace('seat', 'place'), LINE], '1  ticket.header'],
    ['a missing column', [HEADER, LINE, `${ID},66`], '3  ticket.columns'],
    ['a time without zone', [HEADER, LINE.replace('+08:00', '')], '2 starts_at time.zone_missing'],
    ['a formula', [HEADER, LINE.replace('第1考场', '=1+1')], '2 room ticket.formula'],
    ['an id of no form', [HEADER, LINE.replace(ID, '1')], '2 registration file.bad_form'],
    ['the same ticket number', [HEADER, LINE, LINE.replace(ID, OTHER)], '3  ticket.number_duplicate'],
    ['the same subject', [HEADER, LINE, LINE.replace('0001', '0002')], '3  ticket.subject_duplicate'],
    ['nothing', [HEADER], '-  file.too_short'],
    ['broken JSON', ['[{'], '1  file.not_json'],
  ])('refuses %s by its line', (_what, lines, expected) => {
    expect(problemsOf(...lines)).toContain(expected);
  });
});
