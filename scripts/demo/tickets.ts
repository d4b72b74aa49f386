import { TICKET_COLUMNS } from '../../shared/contract/tickets';
import type { Registration } from '../../shared/domain/registration';
import type { Season } from '../../shared/domain/season';

const SEATS_A_ROOM = 40;
const SESSIONS = ['08:30', '10:30', '13:30', '15:30'];

/** The ticket file that the office would send for those who paid: made-up numbers, rooms and seats (S52). */
export function ticketFileOf(registrations: readonly Registration[], season: Season): string {
  const rows = registrations.flatMap((registration, person) =>
    registration.subjects
      .filter(({ state }) => state === 'paid')
      .map(({ code }, session) =>
        [
          registration.id,
          code,
          `${season.sitting.no}35${code}${String(person + 1).padStart(6, '0')}`,
          `${season.examFrom}T${SESSIONS[session % SESSIONS.length]}:00+08:00`,
          `第${Math.floor(person / SEATS_A_ROOM) + 1}机房`,
          String((person % SEATS_A_ROOM) + 1),
        ].join(','),
      ),
  );
  return rows.length === 0 ? '' : [TICKET_COLUMNS.join(','), ...rows].join('\n');
}
