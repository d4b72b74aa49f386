import { undone } from '../../../server/use-cases/ports/storage';
import type { Burst, Contestants, Running, Target } from '../core/contestant';
import { openPool } from '../world/plain';
import { openProduct } from '../world/product';

// The last hundred places, a thousand callers at once: told = sold, none over, none left.

export const contestants: Contestants = {
  product: productRush,
  'conditional UPDATE': plainRush,
};

const CALLERS = 1_000;
const PLACES = 100;
const SEAT = { siteCode: '359202', subjectCodes: ['65'] };
const EMPTY = 'UPDATE seats SET taken = 0';

async function productRush(target: Target): Promise<Running> {
  const { context, close } = await openProduct(target);
  const pool = openPool(target.databaseUrl, 2);
  await context.unitOfWork.run((tx) =>
    tx.seats.prepare('35-78', [
      { siteCode: SEAT.siteCode, subjectCode: null, capacity: PLACES },
      { siteCode: SEAT.siteCode, subjectCode: '65', capacity: PLACES },
    ]),
  );
  const take = (): Promise<boolean> =>
    context.unitOfWork.run(async (tx) => {
      const { ok } = await tx.seats.take('35-78', SEAT);
      return ok ? true : undone(false);
    });
  return rush(take, pool, async () => {
    await pool.end();
    await close();
  });
}

async function plainRush(target: Target): Promise<Running> {
  const pool = openPool(target.databaseUrl);
  await pool.query("INSERT INTO seats VALUES ('35-78', '359202', '', ?, 0)", [PLACES]);
  const take = async (): Promise<boolean> => {
    const [result] = await pool.query(
      "UPDATE seats SET taken = taken + 1 WHERE season_id = '35-78' AND site_code = '359202' AND subject_code = '' AND taken < capacity",
    );
    return (result as { affectedRows: number }).affectedRows === 1;
  };
  return rush(take, pool, () => pool.end());
}

function rush(
  take: () => Promise<boolean>,
  pool: ReturnType<typeof openPool>,
  close: () => Promise<void>,
): Running {
  return {
    burst: async (): Promise<Burst> => {
      const told = (await Promise.all(Array.from({ length: CALLERS }, take))).filter(Boolean).length;
      const [rows] = await pool.query("SELECT taken FROM seats WHERE subject_code = ''");
      const sold = (rows as { taken: number }[])[0]?.taken;
      if (told !== PLACES || sold !== PLACES) throw new Error(`${told} told, ${sold} sold of ${PLACES}`);
      return { done: CALLERS };
    },
    reset: async () => {
      await pool.query(EMPTY);
    },
    close,
  };
}
