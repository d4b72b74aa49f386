import {
  BROKEN_FORWARD_MS,
  HARMS,
  harmOf,
  harmRank,
  urgentAt,
  type Harm,
} from '../../../shared/domain/support-desk';
import {
  UNASKED,
  type AnswerMarks,
  type DeskPlace,
  type DeskQuery,
  type Handoff,
  type HandoffOutcome,
  type HandoffRepository,
} from '../../use-cases/ports/chat';
import { MOST_COUNTED } from '../../use-cases/ports/counting';
import type { FieldCipher } from '../../use-cases/ports/secrets';
import type { HandoffRow } from '../entities/handoff';
import {
  countUpTo,
  insertInto,
  placeholders,
  statement,
  updateOf,
  type Dialect,
  type SqlValue,
} from '../sql';
import { opened, sealed, type RepositoryContext } from './context';

/** Rows of a server of before have neither: they come last, by their promise. */
const ORDER = `COALESCE(h.harm_rank, ${HARMS.length - 1}), COALESCE(h.urgent_at, h.answer_by), h.id`;

const RANK = `COALESCE(h.harm_rank, ${HARMS.length - 1})`;

/** Later than every instant: an end that presses nobody. */
const NEVER = 9_000_000_000_000_000;

/** Takes three values: now, when a window must have opened to be open, and how long one lasts. */
function urgentAtNow(dialect: Dialect): string {
  const spoken = '(SELECT MAX(c.last_customer_at) FROM chats c WHERE c.account_id = h.account_id)';
  const ends = [
    `CASE WHEN h.state = 'served' THEN ${NEVER} ELSE h.answer_by - COALESCE(h.promises_broken, 0) * ${BROKEN_FORWARD_MS} END`,
    `CASE WHEN h.deadline_at > ? THEN h.deadline_at ELSE ${NEVER} END`,
    `CASE WHEN ${spoken} > ? THEN ${spoken} + ? ELSE ${NEVER} END`,
  ];
  return `${dialect === 'mysql' ? 'LEAST' : 'MIN'}(${ends.join(', ')})`;
}

const KINDS: Record<DeskQuery['kind'], string> = {
  all: '',
  mine: 'AND h.owner_staff_id = ?',
  waiting: "AND h.state = 'queued'",
  tickets: "AND h.state = 'ticket'",
};

export function handoffRepository({ sql, cipher }: RepositoryContext): HandoffRepository {
  const select = async (condition: string, values: readonly SqlValue[]): Promise<Handoff[]> => {
    const rows = await sql.rows<HandoffRow>(`SELECT h.* FROM handoffs h WHERE ${condition}`, values);
    return rows.map((row) => toHandoff(row, cipher));
  };
  const first = async (condition: string, value: string): Promise<Handoff | null> =>
    (await select(condition, [value]))[0] ?? null;
  const pageOf = (
    which: string,
    values: readonly SqlValue[],
    { after, limit }: { after: DeskPlace | null; limit: number },
  ): Promise<Handoff[]> => {
    const beyond = after ? `AND (${ORDER}) > (?, ?, ?)` : '';
    const place = after ? [after.harmRank, after.urgentAt, after.id] : [];
    const condition = `h.open_key IS NOT NULL ${which} ${beyond} ORDER BY ${ORDER} LIMIT ?`;
    return select(condition, [...values, ...place, limit]);
  };
  const count = async (condition: string, values: readonly SqlValue[]): Promise<number> => {
    const counting = countUpTo(`handoffs h WHERE ${condition}`, values, MOST_COUNTED);
    const [row] = await sql.rows<{ count: number | string }>(counting.text, counting.values);
    return Number(row?.count ?? 0);
  };
  return {
    openOf: (accountId) => first('h.open_key = ?', accountId),
    find: (id) => first('h.id = ?', id),
    latestOf: (accountId) =>
      first('h.account_id = ? ORDER BY h.opened_at DESC, h.id DESC LIMIT 1', accountId),
    listOf: (accountId, limit) =>
      select('h.account_id = ? ORDER BY h.opened_at DESC, h.id DESC LIMIT ?', [accountId, limit]),
    insert: (handoff) => sql.insertNew(insertInto('handoffs', [toRow(handoff, cipher)]), 'open_key'),
    save: async (handoff) => {
      const { id, version } = handoff;
      const { id: _, ...row } = toRow({ ...handoff, version: version + 1 }, cipher);
      return (await sql.change(updateOf('handoffs', row, { id, version }))) === 1;
    },
    listOpen: ({ kind, staffId, ...page }) => pageOf(KINDS[kind], ownerValues({ kind, staffId }), page),
    listCalled: (page) => {
      const isCalled = `(h.served_from IS NOT NULL OR h.reason NOT IN (${placeholders(UNASKED.length)}))`;
      return pageOf(`${KINDS.tickets} AND ${isCalled}`, UNASKED, page);
    },
    listForDesk: async ({ now, windowMs, after, limit, ...query }) => {
      const urgent = urgentAtNow(sql.dialect);
      const values = [now, now - windowMs, windowMs];
      const order = `${RANK}, ${urgent}, h.id`;
      const beyond = after ? `AND (${order}) > (?, ?, ?)` : '';
      const place = after ? [...values, after.harmRank, after.urgentAt, after.id] : [];
      const rows = await sql.rows<HandoffRow & { urgent_now: number | string }>(
        `SELECT h.*, ${urgent} AS urgent_now FROM handoffs h
          WHERE h.open_key IS NOT NULL ${KINDS[query.kind]} ${beyond} ORDER BY ${order} LIMIT ?`,
        [...values, ...ownerValues(query), ...place, ...values, limit],
      );
      return rows.map((row) => ({ ...toHandoff(row, cipher), urgentAt: Number(row.urgent_now) }));
    },
    countOpen: (query) => count(`h.open_key IS NOT NULL ${KINDS[query.kind]}`, ownerValues(query)),
    ownedBy: async (staffId) => {
      const text =
        'SELECT h.id FROM handoffs h WHERE h.owner_staff_id = ? AND h.open_key IS NOT NULL ORDER BY h.opened_at, h.id';
      return (await sql.rows<{ id: string }>(text, [staffId])).map(({ id }) => id);
    },
    callingFor: async (staffId) => {
      const text = `SELECT h.id FROM handoffs h WHERE h.owner_staff_id = ? AND h.open_key IS NOT NULL
        AND h.waiting_since IS NOT NULL ORDER BY h.waiting_since, h.id`;
      return (await sql.rows<{ id: string }>(text, [staffId])).map(({ id }) => id);
    },
    countAhead: ({ id, openedAt }) =>
      count("h.state = 'queued' AND (h.opened_at < ? OR (h.opened_at = ? AND h.id < ?))", [
        openedAt,
        openedAt,
        id,
      ]),
    lastTakes: async ({ since, limit }) => {
      const text =
        'SELECT h.served_from FROM handoffs h WHERE h.served_from >= ? ORDER BY h.served_from DESC LIMIT ?';
      const rows = await sql.rows<{ served_from: number }>(text, [since, limit]);
      return rows.map(({ served_from }) => Number(served_from));
    },
    moveClosed: async (fromAccountId, intoAccountId) => {
      // Whoever has read one of them must not write its former account back.
      const text =
        'UPDATE handoffs SET account_id = ?, version = version + 1 WHERE account_id = ? AND open_key IS NULL';
      await sql.change(statement(text, [intoAccountId, fromAccountId]));
    },
    forgetAllOf: async (accountId) => {
      await sql.change(
        updateOf(
          'handoffs',
          { external_user_id: null, answers_then: null, pool_code: null },
          { account_id: accountId },
        ),
      );
    },
  };
}

function ownerValues({ kind, staffId }: DeskQuery): SqlValue[] {
  return kind === 'mine' ? [staffId] : [];
}

function toRow(handoff: Handoff, cipher: FieldCipher): HandoffRow {
  return {
    id: handoff.id,
    account_id: handoff.accountId,
    external_user_id: sealed(cipher, handoff.externalUserId, `handoffs.external_user_id:${handoff.id}`),
    reason: handoff.trigger,
    state: handoff.state,
    servicer_userid: handoff.servicerUserid,
    opened_at: handoff.openedAt,
    answer_by: handoff.answerBy,
    closed_at: handoff.closedAt,
    open_key: handoff.state === 'closed' ? null : handoff.accountId,
    owner_staff_id: handoff.ownerStaffId,
    served_from: handoff.servedFrom,
    taken_at: handoff.takenAt,
    owner_active_at: handoff.ownerActiveAt,
    waiting_since: handoff.waitingSince,
    harm: handoff.harm,
    harm_rank: harmRank(handoff.harm),
    deadline_at: handoff.deadlineAt,
    urgent_at: urgentAt(handoff),
    outcome: handoff.outcome,
    rating_asked_at: handoff.ratingAskedAt,
    rating: handoff.rating,
    answers_then: handoff.answersThen && JSON.stringify(handoff.answersThen),
    promises_broken: handoff.promisesBroken,
    pool_code: sealed(cipher, handoff.poolCode && JSON.stringify(handoff.poolCode), poolCodeOf(handoff.id)),
    version: handoff.version,
  };
}

function toHandoff(row: HandoffRow, cipher: FieldCipher): Handoff {
  const trigger = row.reason as Handoff['trigger'];
  const poolCode = opened(cipher, row.pool_code, poolCodeOf(row.id));
  return {
    id: row.id,
    accountId: row.account_id,
    externalUserId: opened(cipher, row.external_user_id, `handoffs.external_user_id:${row.id}`),
    trigger,
    state: row.state as Handoff['state'],
    servicerUserid: row.servicer_userid,
    ownerStaffId: row.owner_staff_id,
    servedFrom: numberOrNull(row.served_from),
    takenAt: numberOrNull(row.taken_at),
    ownerActiveAt: numberOrNull(row.owner_active_at),
    waitingSince: numberOrNull(row.waiting_since),
    harm: (row.harm as Harm | null) ?? harmOf({ trigger, deadlineAt: null, now: 0 }),
    deadlineAt: numberOrNull(row.deadline_at),
    openedAt: Number(row.opened_at),
    answerBy: Number(row.answer_by),
    closedAt: numberOrNull(row.closed_at),
    outcome: row.outcome as HandoffOutcome | null,
    ratingAskedAt: numberOrNull(row.rating_asked_at),
    rating: row.rating as Handoff['rating'],
    answersThen: row.answers_then === null ? null : (JSON.parse(row.answers_then) as AnswerMarks),
    promisesBroken: row.promises_broken ?? 0,
    poolCode: poolCode === null ? null : (JSON.parse(poolCode) as Handoff['poolCode']),
    version: row.version,
  };
}

/** What the seal of a pool's code is bound to. */
function poolCodeOf(id: string): string {
  return `handoffs.pool_code:${id}`;
}

function numberOrNull(value: number | null): number | null {
  return value === null ? null : Number(value);
}
