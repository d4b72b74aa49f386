import type { Pool } from 'mysql2/promise';
import { submitted } from '../../integration/review/review-desk';
import { handedOver } from '../../integration/support/support-desk';
import { nthResidentId } from '../../support/ids';
import { PEOPLE, startStage, type Stage } from '../../support/stage';
import { copyOf, forEachSpan } from './copies';

/** The product with staff signed in, and what waits for them. */
export interface Office {
  stage: Stage;
  visitors: Record<'reviewer' | 'support' | 'administrator', Visitor>;
  /** Registrations that wait at the reviewer's site: to look at, and to decide on once each. */
  shown: string[];
  spare: string[];
  handoffs: string[];
  close(): Promise<void>;
}

export interface Visitor {
  cookie: string;
  csrf: string;
}

/** What waits at the reviewer's own site, and at the desk, whatever else there is. */
const SHOWN = 60;
const OPEN = 40;

export async function openOffice(options: {
  databaseUrl: string;
  redisUrl: string;
  spare: number;
}): Promise<Office> {
  const { databaseUrl, redisUrl, spare } = options;
  const stage = await startStage({ storage: { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } });
  const registrations: Awaited<ReturnType<typeof submitted>>[] = [];
  for (let count = 0; count < SHOWN + spare; count += 1) {
    registrations.push(await submitted(stage, { answers: { documentNumber: nthResidentId(count) } }));
  }
  const handoffs: string[] = [];
  for (const registration of registrations.slice(0, OPEN)) {
    handoffs.push((await handedOver(stage, registration)).id);
  }
  const ids = registrations.map(({ id }) => id);
  return {
    stage,
    visitors: {
      reviewer: await signIn(stage, stage.reviewer()),
      administrator: await signIn(stage, stage.reviewer(PEOPLE.administrator)),
      support: await signIn(stage, stage.platform.reviewer({ userid: PEOPLE.support, name: PEOPLE.support })),
    },
    shown: ids.slice(0, SHOWN),
    spare: ids.slice(SHOWN),
    handoffs,
    close: () => stage.stop(),
  };
}

async function signIn(stage: Stage, hands: ReturnType<Stage['reviewer']>): Promise<Visitor> {
  const page = await hands.opens(`${stage.publicUrl}/staff`);
  const cookie = Object.entries(hands.browser.cookies(stage.publicUrl))
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
  const fields = page.forms.flatMap((form) => form.fields);
  return { cookie, csrf: fields.find(({ name }) => name === 'csrf')?.value ?? '' };
}

/** Beside that, on many registrations, so many wait at the reviewer's own site: the longest queue that a page may meet. */
const LONG_QUEUE = 20_000;

/** Of all registrations one in twenty waits, at one of 400 other sites; one in a thousand has a conversation open. */
const STATES = "ELT(1 + b.n % 20, 'pending', 'rejected', 'approved', 'draft', 'saved')";
const SITE = "CONCAT('4', LPAD(b.n % 400, 5, '0'))";
const ID = "CONCAT('copy-', b.n)";
const ACCOUNT = "CONCAT('account-', b.n)";
/** Callers have no copied registration: what is sealed opens under its own id alone, and the desk's list would open it. */
const CALLER = "CONCAT('caller-', b.n)";

/**
 * Makes the queue of the reviewer's own site long. What was there stays first: copies are sealed for another row and cannot be
 * shown, but every page goes past them, counts them, and looks for the next beyond what is claimed.
 */
export async function growQueue(pool: Pool): Promise<void> {
  const queued = await copyOf(pool, 'review_queue', {
    changed: {
      registration_id: "CONCAT('waiting-', b.n)",
      ...{ decide_by: 't.decide_by + 60000 + b.n', submitted_at: 't.submitted_at + b.n' },
      ...{ claimed_by: "IF(b.n % 20 = 0, 'somebody-else', NULL)" },
      claimed_until: 'IF(b.n % 20 = 0, t.decide_by, NULL)',
    },
  });
  await forEachSpan(pool, { from: 0, to: LONG_QUEUE }, async () => {
    await pool.query(queued);
  });
  await pool.query('ANALYZE TABLE review_queue');
}

/** Copies of what the office has: registrations, what waits of them, their history, records, lines and conversations. */
export async function growOffice(pool: Pool, count: number): Promise<void> {
  const line = { id: "CONCAT('line-', b.n)", message_id: "CONCAT('line-', b.n)", account_id: ACCOUNT };
  const handoff = { id: ID, account_id: CALLER, external_user_id: 'NULL' };
  const statements = await Promise.all([
    copyOf(pool, 'registrations', {
      changed: {
        ...{ id: ID, account_id: ACCOUNT, site_code: SITE, photo_id: 'NULL' },
        state: `COALESCE(${STATES}, 'paid')`,
        live_key: "CONCAT('live-', b.n)",
        live_document_key: "CONCAT('document-', b.n)",
        document_key: "CONCAT('document-', b.n)",
      },
    }),
    copyOf(pool, 'registration_subjects', { changed: { registration_id: ID } }),
    copyOf(pool, 'registration_history', {
      changed: { id: "CONCAT('history-', b.n)", registration_id: ID },
    }),
    copyOf(pool, 'audit_events', { changed: { id: "CONCAT('event-', b.n)", registration_id: ID } }),
    copyOf(pool, 'transcript_lines', { changed: line }),
    copyOf(pool, 'review_queue', {
      changed: { registration_id: ID, site_code: SITE, claimed_by: 'NULL', claimed_until: 'NULL' },
      where: 'b.n % 20 = 0',
    }),
    copyOf(pool, 'search_keys', { changed: { hash: "CONCAT('hash-', b.n)", registration_id: ID } }),
    copyOf(pool, 'accounts', {
      changed: { id: CALLER, email: 'NULL', email_key: 'NULL', mobile: 'NULL', mobile_key: 'NULL' },
      where: 'b.n % 100 = 0',
    }),
    copyOf(pool, 'handoffs', {
      changed: {
        ...handoff,
        state: "IF(b.n % 1000 = 0, 'ticket', 'closed')",
        open_key: `IF(b.n % 1000 = 0, ${CALLER}, NULL)`,
      },
      where: 'b.n % 100 = 0',
    }),
  ]);
  await pool.query('SET GLOBAL innodb_flush_log_at_trx_commit = 0');
  await forEachSpan(pool, { from: 0, to: count }, async () => {
    for (const statement of statements) await pool.query(statement);
  });
  await pool.query('SET GLOBAL innodb_flush_log_at_trx_commit = 1');
  await pool.query(
    'ANALYZE TABLE registrations, review_queue, registration_history, audit_events, handoffs, transcript_lines',
  );
}
