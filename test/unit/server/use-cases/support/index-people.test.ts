import { indexPeople, planIndexing } from '../../../../../server/use-cases/support/index-people';
import type { Answers } from '../../../../../shared/domain/registration';
import { nameWords, studentWords, type SearchWords } from '../../../../../shared/domain/search-words';
import { DAY_MS } from '../../../../../shared/domain/time';
import { embeddedContext, registrationOf, type EmbeddedContext } from '../../../../support/embedded-context';

const NOW = Date.parse('2027-01-02T10:00:00+08:00');
const BEFORE: Answers = { name: '王小明', mobile: '13900000003', studentNumber: 'S1' };

let embedded: EmbeddedContext;
beforeEach(async () => {
  embedded = await embeddedContext(NOW);
});
afterEach(() => embedded.close());

/** A registration whose keys are those of other answers, as a version that wrote no keys left them. */
async function left(answers: Answers, keysOf: Answers): Promise<string> {
  embedded.clock.at += 1;
  const registration = registrationOf(embedded.context, { seasonId: '35-78' });
  await embedded.context.unitOfWork.run((tx) => tx.registrations.insert({ ...registration, answers }));
  await embedded.context.unitOfWork.run(async (tx) => {
    await tx.searchKeys.replaceStale([{ id: registration.id, answers: {} }]);
    await tx.searchKeys.addMissing([{ id: registration.id, answers: keysOf }]);
  });
  return registration.id;
}
const byMobile = (tail: string) => find(nameWords('mobile', '王小明', tail)!);
const byStudent = (number: string) => find(studentWords(number)!);
function find(words: SearchWords) {
  return embedded.context.unitOfWork.read((tx) => tx.searchKeys.find({ ...words, limit: 9 }));
}
/** Works on all rows that are due, as the worker does, two registrations at a time; tells which passes there were. */
async function work(): Promise<number[]> {
  const passes: number[] = [];
  for (;;) {
    const claim = { owner: 'test', now: embedded.clock.at, leaseMs: 1, limit: 10 };
    const rows = await embedded.queue.claim(claim);
    if (rows.length === 0) return passes;
    await embedded.queue.complete(rows, embedded.clock.at);
    for (const { payload } of rows) {
      const pass = payload.pass === 2 ? 2 : 1;
      passes.push(pass);
      await indexPeople(embedded.context, { pass, after: String(payload.after) }, 2);
    }
  }
}

describe('indexPeople', () => {
  it('adds at once what is missing, and replaces a day later what became stale during the deploy', async () => {
    const changed = await left({ ...BEFORE, mobile: '13900009999' }, BEFORE);
    const same = await left(BEFORE, BEFORE);
    const missing = await left(BEFORE, {});
    await planIndexing(embedded.context);
    await planIndexing(embedded.context);
    expect(await work()).toEqual([1, 1]);
    expect(await byMobile('9999')).toEqual([changed]);
    expect(await byMobile('0003')).toEqual([missing, same, changed]);
    embedded.clock.at += DAY_MS;
    expect(await work()).toEqual([2, 2]);
    expect(await byMobile('9999')).toEqual([changed]);
    expect(await byMobile('0003')).toEqual([missing, same]);
    expect(await byStudent('S1')).toEqual([missing, same, changed]);
  });

  it('finds nobody any more who was erased without their keys, wherever they stand (PR12, PR14)', async () => {
    const erased: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      const id = await left(n % 2 === 0 ? {} : BEFORE, BEFORE);
      if (n % 2 === 0) erased.push(id);
    }
    await embedded.context.unitOfWork.run(async (tx) => {
      for (const id of erased) await tx.registrations.markErased(id, embedded.clock.at);
    });
    expect(await byMobile('0003')).toHaveLength(5);
    await planIndexing(embedded.context);
    embedded.clock.at += DAY_MS;
    await work();
    const found = await byMobile('0003');
    expect([found.length, found.filter((id) => erased.includes(id))]).toEqual([2, []]);
  });
});
