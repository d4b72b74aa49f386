import type { OutboxRow } from './entities/outbox-row';
import { placeholders, statement, type Sql, type Statement } from './sql';

/** Pause before the next look at a row whose turn somebody else is about to end. */
const LOOK_AGAIN_MS = 100;

interface Claiming {
  now: number;
  leaseOf(row: OutboxRow): number;
}

type OpenRow = Pick<OutboxRow, 'id' | 'group_key' | 'place' | 'open_due_at' | 'claim_token'>;

/**
 * Of the rows that are due, those whose turn it is: rows of a group that have places leave one after the other. The others
 * come due again behind the open row they wait for, so that a stuck group is not looked at with every claim; the end of that
 * row wakes them sooner. One that is new brings a row that only pauses before its next try forward: somebody waits behind it.
 */
export async function takeTurns(sql: Sql, due: OutboxRow[], claiming: Claiming): Promise<OutboxRow[]> {
  const groups = [...new Set(due.flatMap((row) => (isInLane(row) ? [row.group_key] : [])))];
  if (groups.length === 0) return due;
  const firsts = await firstOpenOf(sql, groups);
  const firstOf = (row: OutboxRow): OpenRow | undefined =>
    isInLane(row) ? firsts.get(row.group_key) : undefined;
  const turns = due.filter((row) => (firstOf(row) ?? row).id === row.id);
  const held = due.filter((row) => !turns.includes(row));
  const paused = held.flatMap((row) => {
    const first = firstOf(row);
    return first && isNew(row) && pauses(first, claiming.now) ? [first.id] : [];
  });
  if (paused.length > 0) sql.later(bringForward([...new Set(paused)], claiming.now));
  const dueOf = new Map(
    held.map((row) => [row.id, lookAgainAt(firstOf(row), { turns, paused, ...claiming })] as const),
  );
  for (const due of new Set(dueOf.values())) {
    sql.later(
      postpone(
        held.flatMap(({ id }) => (dueOf.get(id) === due ? [id] : [])),
        due,
      ),
    );
  }
  return turns;
}

type Laned = OutboxRow & { group_key: string; place: number };

function isInLane(row: OutboxRow): row is Laned {
  return row.place !== null && row.group_key !== null;
}

async function firstOpenOf(sql: Sql, groups: string[]): Promise<Map<string, OpenRow>> {
  const open = await sql.rows<OpenRow & { group_key: string; place: number }>(
    `SELECT id, group_key, place, open_due_at, claim_token FROM outbox
      WHERE group_key IN (${placeholders(groups.length)}) AND place IS NOT NULL AND open_due_at IS NOT NULL
      ORDER BY place DESC, id DESC`,
    groups,
  );
  // The last one of a group that is set is the first of them all.
  return new Map(open.map((row) => [row.group_key, row]));
}

/** Not looked at before: a look moves it. */
function isNew(row: OutboxRow): boolean {
  return row.open_due_at === row.due_at;
}

function pauses({ claim_token, open_due_at }: OpenRow, now: number): boolean {
  return claim_token === null && (open_due_at ?? 0) > now;
}

function lookAgainAt(
  first: OpenRow | undefined,
  { turns, paused, now, leaseOf }: Claiming & { turns: OutboxRow[]; paused: string[] },
): number {
  const taken = turns.find(({ id }) => id === first?.id);
  if (taken) return now + leaseOf(taken);
  const soon = now + LOOK_AGAIN_MS;
  return !first || paused.includes(first.id) ? soon : Math.max(first.open_due_at ?? 0, soon);
}

/** Whoever has claimed the row meanwhile keeps it. */
function bringForward(ids: string[], now: number): Statement {
  return statement(
    `UPDATE outbox SET open_due_at = ? WHERE id IN (${placeholders(ids.length)}) AND claim_token IS NULL AND open_due_at > ?`,
    [now, ...ids, now],
  );
}

/** These rows are locked by the claim that looks at them; whoever let their lease run out has lost them. */
function postpone(ids: string[], due: number): Statement {
  return statement(
    `UPDATE outbox SET open_due_at = ?, claim_token = NULL WHERE id IN (${placeholders(ids.length)})`,
    [due, ...ids],
  );
}

/** Makes the rows that waited for one of these groups due. */
export function wake(groups: readonly string[], now: number): Statement {
  const places = placeholders(groups.length);
  return statement(
    `UPDATE outbox SET open_due_at = ? WHERE group_key IN (${places}) AND place IS NOT NULL AND open_due_at > ? AND claim_token IS NULL`,
    [now, ...groups, now],
  );
}
