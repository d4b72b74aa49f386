import { randomUUID } from 'node:crypto';
import { statement, updateOf } from '../../../server/persistence/sql';
import type { App } from '../../../server/app';
import type { Ask, Contestants, Running, Target } from '../core/contestant';
import { openApplication } from '../world/application';
import { openSeason, settlePeople, type Person } from '../world/people';
import { openPool, versionsIn } from '../world/plain';
import { plainServer } from '../world/plain-server';
import { openProduct } from '../world/product';

// One answer of the information page, through the API of the mini program.

interface Plan {
  people: { token: string; registrationId: string }[];
}

export const contestants: Contestants = {
  product: productSaves,
  'node:http + its rows': plainSaves,
};

/** Versions by registration: each person belongs to one lane, so the next one is known. */
const versions = new Map<string, number>();

export function ask(plan: unknown, lane: number, count: number): Ask | null {
  const { people } = plan as Plan;
  const person = people[count % people.length];
  if (!person) return null;
  const { registrationId, token } = person;
  const version = (versions.get(registrationId) ?? 0) + 1;
  versions.set(registrationId, version);
  const answers = { address: `朝阳路${version}号${lane}室` };
  return {
    method: 'PUT',
    path: `/api/v1/registrations/${registrationId}/answers`,
    headers: { Authorization: `Bearer ${token}` },
    body: JSON.stringify({ expectedVersion: version, answers }),
  };
}

/** The application with so many candidates who are signed in on their phones. */
export async function openSteps(target: Target): Promise<{ app: App; plan: Plan }> {
  const app = await openApplication(target);
  const season = await openSeason(app.context);
  const people = await settlePeople(app.context, { season, count: target.supply, ticks: target.supply });
  const plan: Plan = { people: [] };
  await app.context.unitOfWork.run(async (tx) => {
    for (const one of people) plan.people.push(await signIn(app, one, tx));
  });
  return { app, plan };
}

async function signIn(
  app: App,
  one: Person,
  tx: Parameters<Parameters<typeof app.context.unitOfWork.run>[0]>[0],
): Promise<Plan['people'][number]> {
  const token = app.context.secrets.token();
  const now = Date.now();
  await tx.logins.insert({
    tokenHash: app.context.secrets.tokenHash(token),
    accountId: one.accountId,
    openid: one.openid,
    unionid: null,
    createdAt: now,
    expiresAt: now + 3_600_000,
  });
  return { token, registrationId: one.registration.id };
}

async function productSaves(target: Target): Promise<Running> {
  const { app, plan } = await openSteps(target);
  const pool = openPool(target.databaseUrl, 2);
  let before = 0;
  return {
    plan,
    listener: app.handler,
    reset: async () => {
      before = await versionsIn(pool);
    },
    kept: async () => (await versionsIn(pool)) - before,
    close: async () => {
      await pool.end();
      await app.stop();
    },
  };
}

/** The live session and the one row that a saved answer writes: rung e in two round trips. */
async function plainSaves(target: Target): Promise<Running> {
  const product = await openProduct(target);
  const season = await openSeason(product.context);
  const people = await settlePeople(product.context, { season, count: target.supply });
  const plan: Plan = {
    people: people.map((one) => ({ token: randomUUID(), registrationId: one.registration.id })),
  };
  return plainServer(target, {
    plan,
    work: (body, url) => {
      const { expectedVersion: version } = JSON.parse(body) as { expectedVersion: number };
      const id = url.split('/')[4] ?? '';
      return {
        session: `s:${id}`,
        reads: [
          statement('SELECT * FROM registrations WHERE id = ?', [id]),
          statement('SELECT * FROM registration_subjects WHERE registration_id = ?', [id]),
        ],
        writes: [
          updateOf(
            'registrations',
            { answers: 'x'.repeat(560), version: version + 1, updated_at: Date.now() },
            { id, version },
          ),
        ],
      };
    },
    kept: 'SELECT CAST(SUM(version) AS SIGNED) AS count FROM registrations',
    close: () => product.close(),
  });
}
