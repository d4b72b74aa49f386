import { importSeason, storeSeason } from '../../../../../server/use-cases/seasons/import-season';
import type { State } from '../../../../../shared/domain/lifecycle';
import type { Actor } from '../../../../../shared/domain/registration';
import type { Season } from '../../../../../shared/domain/season';
import { embeddedContext, registrationOf, type EmbeddedContext } from '../../../../support/embedded-context';
import {
  OTHER_SITE,
  REVIEWING_SITE,
  sampleSeasonText,
  smallSeason,
  type SampleChanges,
} from '../../../../support/season';

const NOW = Date.parse('2027-01-02T10:00:00+08:00');
const DAY = 24 * 60 * 60_000;
const actor: Actor = { role: 'administrator', id: 'command', channel: 'command' };

let embedded: EmbeddedContext;
beforeEach(async () => {
  embedded = await embeddedContext(NOW);
});
afterEach(() => embedded.close());

const store = (season: Season) => storeSeason(embedded.context, { season, actor });
const season = (changes: Partial<SampleChanges> = {}) => smallSeason({ now: NOW, ...changes });

async function register(state: State, siteCode: string, subjects: string[] = ['65']): Promise<void> {
  const seat = { siteCode, subjectCodes: subjects };
  await embedded.context.unitOfWork.run(async (tx) => {
    await tx.seats.take(season().id, seat);
    const changes = { seasonId: season().id, state, seat, answers: { siteCode, subjects } };
    await tx.registrations.insert(registrationOf(embedded.context, changes));
  });
}

async function refusals(changed: Season): Promise<string[]> {
  const result = await store(changed);
  if (result.ok || result.why !== 'stranding') return [];
  return result.strandings.map(({ code, path, count }) => `${code} ${path} ${count}`);
}

describe('importSeason', () => {
  it('imports the sample file and prepares its seats', async () => {
    const result = await importSeason(embedded.context, { text: sampleSeasonText(), actor });
    expect(result).toMatchObject({ ok: true, outcome: 'created', season: { version: 1 } });
    const counts = await embedded.context.unitOfWork.read((tx) =>
      tx.seats.counts('fujian-2027-03', '352505'),
    );
    expect(counts).toContainEqual({ siteCode: '352505', subjectCode: null, capacity: 1200, taken: 0 });
    expect(counts).toHaveLength(21);
  });

  it('refuses a wrong file whole', async () => {
    const text = sampleSeasonText().replace('"feeFen": 9000', '"feeFen": -1');
    expect(await importSeason(embedded.context, { text, actor })).toMatchObject({
      ok: false,
      why: 'problems',
    });
    expect(await embedded.context.unitOfWork.read((tx) => tx.seasons.listAll())).toEqual([]);
  });
});

describe('storeSeason', () => {
  it('changes nothing when the content is the same, and counts versions otherwise', async () => {
    expect(await store(season())).toMatchObject({ outcome: 'created', season: { version: 1 } });
    expect(await store(season())).toMatchObject({ outcome: 'unchanged', season: { version: 1 } });
    expect(await store(season({ fees: { '65': 1 } }))).toMatchObject({
      outcome: 'changed',
      season: { version: 2 },
    });
    const found = await embedded.context.unitOfWork.read((tx) => tx.seasons.find(season().id));
    expect(found?.version).toBe(2);
  });

  it('has the plans of live registrations made anew after a change', async () => {
    await store(season());
    const waiting = async () => (await embedded.queue.stats(embedded.clock.at)).waiting;
    const before = await waiting();
    await store(season({ paymentEndsAt: season().paymentEndsAt + 1000 }));
    expect(await waiting()).toBe(before + 1);
  });

  it('leaves nothing behind when it refuses', async () => {
    await store(season());
    await register('saved', OTHER_SITE);
    await refusals(season({ sites: { [OTHER_SITE]: { capacity: 0 } } }));
    const counts = await embedded.context.unitOfWork.read((tx) => tx.seats.counts(season().id, OTHER_SITE));
    expect(counts.find((count) => count.subjectCode === null)?.capacity).toBe(1500);
    expect((await embedded.context.unitOfWork.read((tx) => tx.seasons.find(season().id)))?.version).toBe(1);
  });

  it.each<[string, State, string, () => Season, string]>([
    [
      'a removed site',
      'paid',
      OTHER_SITE,
      () => season({ only: [REVIEWING_SITE] }),
      `strands.site_removed sites.${OTHER_SITE} 1`,
    ],
    [
      'another reviews flag',
      'pending',
      REVIEWING_SITE,
      () => season({ sites: { [REVIEWING_SITE]: { reviews: false } } }),
      `strands.reviews_changed sites.${REVIEWING_SITE}.reviews 1`,
    ],
    [
      'a removed subject',
      'saved',
      OTHER_SITE,
      () => season({ sites: { [OTHER_SITE]: { subjects: { '15': null } } } }),
      `strands.subject_removed sites.${OTHER_SITE}.subjects.65 1`,
    ],
    [
      'fewer seats than taken',
      'saved',
      OTHER_SITE,
      () => season({ sites: { [OTHER_SITE]: { capacity: 0 } } }),
      `strands.capacity_below_taken sites.${OTHER_SITE}.capacity 1`,
    ],
    [
      'a close in the past',
      'saved',
      OTHER_SITE,
      () => season({ windows: [{ opensAt: NOW - DAY, closesAt: NOW }] }),
      'strands.close_passed windows 1',
    ],
    [
      'a site close in the past',
      'saved',
      OTHER_SITE,
      () => season({ sites: { [OTHER_SITE]: { windows: [{ opensAt: NOW - DAY, closesAt: NOW }] } } }),
      `strands.close_passed sites.${OTHER_SITE}.windows 1`,
    ],
    [
      'a review end in the past',
      'pending',
      REVIEWING_SITE,
      () => season({ reviewEndsAt: NOW }),
      'strands.review_end_passed reviewEndsAt 1',
    ],
    [
      'a payment end in the past',
      'approved',
      REVIEWING_SITE,
      () => season({ paymentEndsAt: NOW }),
      'strands.payment_end_passed paymentEndsAt 1',
    ],
    [
      'a hold that was not there',
      'approved',
      REVIEWING_SITE,
      () => season({ policies: { unpaidHoldMinutes: 60 } }),
      'strands.hold_shortened policies.unpaidHoldMinutes 1',
    ],
    [
      'another province',
      'draft',
      OTHER_SITE,
      () => season({ province: { code: '36', name: { zh: '江西', en: 'Jiangxi' } } }),
      'strands.province_changed province.code 1',
    ],
  ])('refuses %s while somebody is there', async (_what, state, site, changed, expected) => {
    await store(season());
    await register(state, site);
    expect(await refusals(changed())).toContain(expected);
  });

  it('allows the same changes while nobody is there', async () => {
    await store(season());
    const changed = season({
      only: [REVIEWING_SITE],
      sites: { [REVIEWING_SITE]: { reviews: false, capacity: 5 } },
    });
    expect(await store(changed)).toMatchObject({ ok: true, outcome: 'changed' });
  });

  it('refuses other words under the same version of a notice (S14-S16)', async () => {
    await store(season());
    const notices = season().notices.map((notice) => ({ ...notice, body: { zh: '另外', en: 'Else' } }));
    expect(await refusals(season({ notices }))).toHaveLength(8);
    const renewed = notices.map((notice) => ({ ...notice, version: '2' }));
    expect(await store(season({ notices: renewed }))).toMatchObject({ outcome: 'changed' });
  });
});
