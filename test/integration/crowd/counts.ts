import type { Pool, RowDataPacket } from 'mysql2/promise';
import { createKeyedHash } from '../../../server/secrets/keyed-hash';
import { until } from '../../support/until';
import { countMessages } from './count-messages';
import { countMoney } from './count-money';
import type { CrowdStage } from './crowd-stage';
import type { Walker } from './walker';

/** Everything counted, each entry one thing that should not be: an empty list is a whole crowd. */
export type Differences = string[];

async function rowsOf<T>(database: Pool, sql: string, values: unknown[] = []): Promise<T[]> {
  const [rows] = await database.query<RowDataPacket[]>(sql, values);
  return rows as T[];
}

const QUIET_FOR = 3;

/** Until nothing is due on our side, nothing is under way, and the platforms have told all they had to tell. */
export async function untilQuiet(stage: CrowdStage, { withinMs = 90_000 } = {}): Promise<void> {
  const { database, platform } = stage;
  let quiet = 0;
  let busy = '';
  await until(
    () => `the crowd is quiet: ${busy}`,
    async () => {
      const open = await rowsOf<{ topic: string; last: string | null }>(
        database,
        'SELECT topic, last_error AS last FROM outbox WHERE open_due_at <= ?',
        [Date.now() + 15_000],
      );
      const [inbox] = await rowsOf<{ n: number }>(
        database,
        'SELECT COUNT(*) AS n FROM inbox WHERE processed_at IS NULL',
      );
      const next = platform.nextDueAt();
      const telling = next !== undefined && next < Date.now() + 20_000;
      busy = JSON.stringify({ open, inbox: inbox?.n, telling });
      quiet = open.length === 0 && Number(inbox?.n) === 0 && !telling ? quiet + 1 : 0;
      return quiet >= QUIET_FOR;
    },
    { withinMs, everyMs: 300 },
  );
  await platform.settle();
}

/** Registrations, their histories, seats and messages against what the crowd did. */
export async function countCrowd(stage: CrowdStage, walkers: readonly Walker[]): Promise<Differences> {
  return [
    ...(await countRegistrations(stage, walkers)),
    ...(await countSeats(stage)),
    ...(await countQueues(stage)),
    ...(await countAnswers(stage, walkers)),
    ...(await countMessages(stage, walkers)),
    ...(await countMoney(stage)),
  ];
}

interface RegistrationRow {
  id: string;
  external_key: string;
  state: string;
}

interface HistoryRow {
  registration_id: string;
  event: string;
  from_state: string | null;
  to_state: string;
}

async function countRegistrations(
  { database, config }: CrowdStage,
  walkers: readonly Walker[],
): Promise<Differences> {
  const hash = createKeyedHash(config.keys.indexKey);
  const registrations = await rowsOf<RegistrationRow>(
    database,
    'SELECT r.id, r.state, c.external_key FROM registrations r JOIN chats c ON c.account_id = r.account_id',
  );
  const histories = await rowsOf<HistoryRow>(
    database,
    'SELECT registration_id, event, from_state, to_state FROM registration_history ORDER BY seq',
  );
  const wrong = walkers.flatMap((walker): string[] => {
    const key = hash.hash('external_userid', walker.candidate.externalUserid);
    const own = registrations.filter(({ external_key }) => external_key === key);
    const [only] = own;
    if (!only || own.length > 1) return [`candidate ${walker.index} has ${own.length} registrations`];
    const history = histories.filter(({ registration_id }) => registration_id === only.id);
    const events = history.map(({ event }) => event);
    const photos = events.filter((event) => event === PHOTO).length;
    return [
      ...(only.state === walker.script.ends ? [] : [`candidate ${walker.index} ended ${only.state}`]),
      ...(photos >= 1 && photos <= walker.photosSent
        ? []
        : [`candidate ${walker.index} sent ${walker.photosSent} photos, ${photos} were kept`]),
      ...brokenChain(history).map((gap) => `history of candidate ${walker.index}: ${gap}`),
      ...differenceOf(
        eventsOf(walker),
        events.filter((event) => event !== PHOTO),
      ).map((event) => `candidate ${walker.index} (${walker.script.kind}): ${event}`),
    ];
  });
  const strangers = registrations.length - walkers.length;
  return strangers === 0 ? wrong : [...wrong, `${strangers} registrations too many`];
}

/** A photo that came while the live session was lost is asked for again: kept at least once, never more often than sent. */
const PHOTO = 'photo.uploaded';

/** Each row begins where the one before ended. */
function brokenChain(history: readonly HistoryRow[]): string[] {
  return history.flatMap((row, index) => {
    const before = history[index - 1];
    return before && before.to_state !== row.from_state
      ? [`${before.to_state} → ${row.event} from ${row.from_state}`]
      : [];
  });
}

/** What happened to a registration, once each. */
export function eventsOf({ script, rejections, isReviewed }: Walker): string[] {
  const orders = script.ends !== 'paid' || script.kind === 'free of charge' ? 0 : script.paysOneByOne ? 2 : 1;
  return [
    'registration.started',
    'information.submitted',
    ...(isReviewed ? Array.from({ length: rejections + 1 }, () => 'review.submitted') : []),
    ...Array.from({ length: rejections }, () => 'review.rejected'),
    ...(isReviewed ? ['review.approved'] : []),
    ...Array.from({ length: orders }, () => ['order.opened', 'payment.received']).flat(),
    ...(script.kind === 'free of charge' ? ['payment.zero_fee_confirmed'] : []),
  ];
}

/** What is missing, and what is there too often. */
function differenceOf(wanted: readonly string[], found: readonly string[]): string[] {
  const left = [...found];
  const missing = wanted.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [...missing.map((one) => `${one} is missing`), ...left.map((one) => `${one} too often`)];
}

async function countSeats({ database }: CrowdStage): Promise<Differences> {
  const counters = await rowsOf<{
    site_code: string;
    subject_code: string;
    taken: number;
    capacity: number | null;
  }>(database, 'SELECT site_code, subject_code, taken, capacity FROM seats');
  const holders = await rowsOf<{ seat: string }>(
    database,
    'SELECT seat FROM registrations WHERE seat IS NOT NULL',
  );
  const held = holders.map(({ seat }) => JSON.parse(seat) as { siteCode: string; subjectCodes: string[] });
  return counters.flatMap(({ site_code, subject_code, taken, capacity }) => {
    const really = held.filter(
      ({ siteCode, subjectCodes }) =>
        siteCode === site_code && (subject_code === '' || subjectCodes.includes(subject_code)),
    ).length;
    const place = `${site_code}/${subject_code}`;
    return [
      ...(really === taken ? [] : [`${place}: ${taken} seats taken, ${really} held`]),
      ...(capacity !== null && taken > capacity ? [`${place}: ${taken} of ${capacity} seats taken`] : []),
    ];
  });
}

/** Nothing forgotten, nothing given up (promise 6). */
async function countQueues({ database }: CrowdStage): Promise<Differences> {
  const stuck = await rowsOf<{ topic: string; last_error: string | null }>(
    database,
    `SELECT topic, last_error FROM outbox WHERE parked_at IS NOT NULL
      OR (done_at IS NULL AND parked_at IS NULL AND open_due_at IS NULL)`,
  );
  const [inbox] = await rowsOf<{ n: number }>(
    database,
    'SELECT COUNT(*) AS n FROM inbox WHERE processed_at IS NULL',
  );
  const open = Number(inbox?.n);
  return [
    ...stuck.map(({ topic, last_error }) => `outbox row ${topic} is stuck or parked: ${last_error}`),
    ...(open === 0 ? [] : [`${open} stored callbacks were not worked on`]),
  ];
}

/** No answer came twice: each message of a candidate is answered by one row, and no text of that row is repeated. */
async function countAnswers({ database }: CrowdStage, walkers: readonly Walker[]): Promise<Differences> {
  const rows = await rowsOf<{ id: string; dedup_key: string }>(
    database,
    "SELECT id, dedup_key FROM outbox WHERE topic = 'chat.replied'",
  );
  const inputs = new Map(rows.map(({ id, dedup_key }) => [id, dedup_key]));
  return walkers.flatMap(({ index, candidate }) => {
    const said = new Set<string>();
    return candidate.messages().flatMap(({ from, msgid, text }) => {
      const input = from === 'bot' ? inputs.get(msgid.replace(/-\d+$/, '')) : undefined;
      if (input === undefined) return [];
      const answer = `${input} ${text}`;
      if (said.has(answer)) return [`candidate ${index} was answered twice: ${text.slice(0, 40)}`];
      said.add(answer);
      return [];
    });
  });
}
