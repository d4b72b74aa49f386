import type { StorageTarget } from '../server/persistence/data-source';
import { grantApplication, type Granted } from '../server/persistence/grant-application';
import { migrate } from '../server/persistence/migrate';
import { pruneAudit } from '../server/persistence/prune-audit';
import type { AuditHead } from '../server/use-cases/ports/audit-checks';
import { checkAuditOf, pruningOf } from './check-audit';
import { addDays, instantOf, isPlainDate, plainDateAt } from '../shared/domain/time';

// npm run migrate: brings the schema of MIGRATION_DATABASE_URL, else DATABASE_URL, else DATA_DIR up to date. Where both
// addresses are set, the application's user gets its rights: reading and adding only on the audit (PR10).
// npm run migrate -- prune-audit YYYY-MM-DD: drops whole batches of the audit that were sealed before that day,
// with the settings of the server, unless the audit is not whole.
// npm run migrate -- check-audit [NUMBER HASH]: looks through its chain, and for the batch that a log line told.

const USAGE = 'npm run migrate [-- prune-audit YYYY-MM-DD | check-audit [NUMBER HASH]]';
/** The law asks for six months and more (PR10). */
const KEPT_DAYS = 190;

async function main([act, ...rest]: string[]): Promise<void> {
  if (act === undefined) return bringUpToDate();
  if (act === 'check-audit') {
    process.exitCode = await checkAuditOf(headOf(rest));
    return;
  }
  const [day] = rest;
  if (act !== 'prune-audit' || day === undefined || rest.length > 1) throw new Error(`Usage: ${USAGE}`);
  return dropAudit(day);
}

function headOf([lastEvent, hash, ...more]: string[]): AuditHead | null {
  if (lastEvent === undefined) return null;
  const isHead = /^\d{1,10}$/.test(lastEvent) && /^[0-9a-f]{64}$/.test(hash ?? '') && more.length === 0;
  if (!isHead) throw new Error(`Usage: ${USAGE}`);
  return { lastEvent: Number(lastEvent), hash: hash ?? '' };
}

async function bringUpToDate(): Promise<void> {
  const applied = await migrate(target());
  for (const name of applied) console.log(`applied ${name}`);
  console.log(applied.length === 0 ? 'The schema was up to date.' : 'The schema is up to date.');
  const { MIGRATION_DATABASE_URL: owner, DATABASE_URL: application } = process.env;
  if (owner && application) tell(await grantApplication(owner, application));
}

function tell(granted: Granted): void {
  const { user } = granted;
  if (granted.kind === 'granted') {
    console.log(`${user} may read and write ${granted.tables} tables, and only read and add to the audit.`);
    return;
  }
  if (granted.kind === 'same_user') {
    console.log(`${user} owns the schema and can change the audit. Give DATABASE_URL a user of its own.`);
    return;
  }
  console.error(`${user} can still change the audit. Take these rights away and run this again:`);
  for (const grant of granted.grants) console.error(`  ${grant}`);
  process.exitCode = 1;
}

async function dropAudit(day: string): Promise<void> {
  if (!isPlainDate(day)) throw new Error(`"${day}" is no day: write it as 2026-01-31.`);
  const now = Date.now();
  const latest = addDays(plainDateAt(now), -KEPT_DAYS);
  if (day > latest)
    throw new Error(`The audit is kept for ${KEPT_DAYS} days: ${latest} is the latest day to name.`);
  const { batches, events } = await pruneAudit(target(), {
    ...{ sealedBy: instantOf(day) - 1, now },
    ...(await pruningOf()),
  });
  console.log(
    batches === 0
      ? `Nothing was sealed before ${day}.`
      : `Dropped ${events} events in ${batches} batches sealed before ${day}.`,
  );
}

function target(): StorageTarget {
  const { MIGRATION_DATABASE_URL, DATABASE_URL, DATA_DIR } = process.env;
  const databaseUrl = MIGRATION_DATABASE_URL ?? DATABASE_URL;
  if (databaseUrl) return { databaseUrl };
  if (DATA_DIR) return { dataDir: DATA_DIR };
  throw new Error('Set MIGRATION_DATABASE_URL or DATABASE_URL, or DATA_DIR for the embedded storage.');
}

main(process.argv.slice(2)).catch((error: unknown) => {
  // The address holds a password, so only the message is shown.
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
