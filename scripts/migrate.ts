import { migrate } from '../server/persistence/migrate';
import type { StorageTarget } from '../server/persistence/data-source';

// npm run migrate: brings the schema of MIGRATION_DATABASE_URL, else DATABASE_URL, else DATA_DIR up to date.

function targetFrom(env: NodeJS.ProcessEnv): StorageTarget {
  const databaseUrl = env['MIGRATION_DATABASE_URL'] ?? env['DATABASE_URL'];
  if (databaseUrl) return { databaseUrl };
  const dataDir = env['DATA_DIR'];
  if (dataDir) return { dataDir };
  throw new Error('Set MIGRATION_DATABASE_URL or DATABASE_URL, or DATA_DIR for the embedded storage.');
}

async function main(): Promise<void> {
  const applied = await migrate(targetFrom(process.env));
  for (const name of applied) console.log(`applied ${name}`);
  console.log(applied.length === 0 ? 'The schema was up to date.' : 'The schema is up to date.');
}

main().catch((error: unknown) => {
  // The address holds a password, so only the message is shown.
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
