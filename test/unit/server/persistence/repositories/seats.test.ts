import { seatRepository, type SeatBoard } from '../../../../../server/persistence/repositories/seats';
import type { RepositoryContext } from '../../../../../server/persistence/repositories/context';
import type { SeatRepository } from '../../../../../server/use-cases/ports/registrations';

const [SEASON, OTHER, SITE] = ['35-78', '36-78', '350101'];

describe('seatRepository', () => {
  let reads: number;
  /** Sites that were read, for each read; none: all of them. */
  let asked: unknown[][];
  let left: number;
  let now: number;
  let board: SeatBoard;
  /** The repository of a new unit of work of this process. */
  const unit = (): SeatRepository => {
    const rows = async (_text: string, [, ...sites]: unknown[]) => {
      reads += 1;
      asked.push(sites);
      return [{ season_id: SEASON, site_code: SITE, subject_code: '', capacity: 40, taken: 40 - left }];
    };
    const sql = {
      dialect: 'mysql',
      rows,
      change: async () => 1,
      batch: async () => [{ rows: [], affected: 1 }],
      later: () => undefined,
    };
    return seatRepository({ sql, seats: board } as unknown as RepositoryContext);
  };
  const shown = async (from = unit(), seasonId = SEASON): Promise<number[]> =>
    (await from.shown(seasonId)).map(({ capacity, taken }) => (capacity ?? 0) - taken);

  beforeEach(() => {
    [reads, asked, left, now, board] = [0, [], 7, 5_000, new Map()];
    jest.spyOn(performance, 'now').mockImplementation(() => now);
  });
  afterEach(() => jest.restoreAllMocks());

  it('reads what a crowd is shown once a second, each season by itself', async () => {
    await shown();
    left = 6;
    now += 999;
    expect(await shown()).toEqual([7]);
    expect(reads).toBe(1);
    await shown(unit(), OTHER);
    expect(reads).toBe(2);
    now += 1;
    expect(await shown()).toEqual([6]);
    expect(reads).toBe(3);
  });

  it('lets one read them anew while others are shown the ones before', async () => {
    await shown();
    now += 1_000;
    left = 6;
    expect(await Promise.all([shown(), shown(), shown()])).toEqual([[6], [7], [7]]);
    expect(reads).toBe(2);
  });

  it.each<[string, (seats: SeatRepository) => Promise<unknown>]>([
    ['took a place', (seats) => seats.take(SEASON, { siteCode: SITE, subjectCodes: [] })],
    [
      'gave one back',
      (seats) => seats.release(SEASON, { siteCode: SITE, subjectCodes: [], siteTotal: true }),
    ],
    [
      'prepared counters',
      (seats) => seats.prepare(SEASON, [{ siteCode: SITE, subjectCode: null, capacity: 40 }]),
    ],
  ])(
    'shows the counters as they are once this process %s, and keeps none that may be undone',
    async (_what, change) => {
      await shown();
      const changing = unit();
      await change(changing);
      left = 6;
      expect(await shown(changing)).toEqual([6]);
      left = 7;
      expect(await shown()).toEqual([7]);
    },
  );

  it('reads the site alone at which this process took a place, in the unit that took it and once for a crowd', async () => {
    await shown();
    const taking = unit();
    await taking.take(SEASON, { siteCode: SITE, subjectCodes: [] });
    asked = [];
    await shown(taking);
    left = 6;
    expect(await Promise.all([shown(), shown(), shown()])).toEqual([[6], [7], [7]]);
    expect(await shown()).toEqual([6]);
    expect(asked).toEqual([[SITE], [SITE]]);
  });

  it('counts anew for whoever asks for the counters themselves', async () => {
    await shown();
    left = 6;
    expect(await unit().counts(SEASON)).toMatchObject([{ taken: 34 }]);
  });
});
