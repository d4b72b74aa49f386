import * as contract from '../../../shared/contract/seasons';
import { isOpenTo, type Season } from '../../../shared/domain/season';
import { seatsLeft } from '../../use-cases/chat/gather-situation';
import { verifiedAddresses } from '../../use-cases/accounts/open-account';
import { AppError } from '../../use-cases/ports/app-error';
import type { On } from '../api/call';
import type { HttpDeps } from '../deps';

/** What everybody may know of the sittings. Preview seasons are not listed. */
export function seasonRoutes(on: On, { context }: HttpDeps): void {
  const { clock, unitOfWork } = context;

  async function find(id: string): Promise<Season> {
    const season = await unitOfWork.read((tx) => tx.seasons.find(id));
    if (!season) throw new AppError('NOT_FOUND');
    return season;
  }

  on(contract.listSeasons, async () => {
    const seasons = await unitOfWork.read((tx) => tx.seasons.listCurrent(clock.now()));
    return { seasons: seasons.filter((season) => !season.preview).map(cardOf), serverTime: clock.now() };
  });

  on(contract.listPreviewSeasons, async ({ account }) => {
    const seasons = await unitOfWork.read((tx) => tx.seasons.listCurrent(clock.now()));
    const verified = verifiedAddresses(account);
    const named = seasons.filter((season) => season.preview && isOpenTo(season, verified));
    return { seasons: named.map(cardOf), serverTime: clock.now() };
  });

  on(contract.readSeason, async ({ params }) => {
    const season = await find(params.seasonId);
    return {
      ...cardOf(season),
      maxSubjects: season.maxSubjects,
      documentTypes: season.documentTypes,
      subjects: season.subjects,
      photoRule: { ...season.photoRule },
      templates: season.templates.map(({ kind, templateId }) => ({ kind, templateId })),
      hotline: season.hotline,
      links: season.links,
      serverTime: clock.now(),
    };
  });

  on(contract.listSites, async ({ params }) => {
    const season = await find(params.seasonId);
    const seats = seatsLeft(await unitOfWork.read((tx) => tx.seats.shown(season.id)));
    const sites = season.sites.map(({ subjects, capacity, ...site }) => {
      const free = seats.find((one) => one.siteCode === site.code);
      return {
        ...site,
        left: free ? free.left : capacity,
        subjects: Object.keys(subjects).map((code) => ({
          code,
          left: free?.bySubject[code] ?? subjects[code] ?? null,
        })),
      };
    });
    return { sites, serverTime: clock.now() };
  });

  on(contract.listNotices, async ({ params }) => {
    const season = await find(params.seasonId);
    return { notices: season.notices };
  });
}

function cardOf(season: Season) {
  const { id, province, sitting, windows, reviewEndsAt, paymentEndsAt, ticketFrom, examFrom, examTo } =
    season;
  return { id, province, sitting, windows, reviewEndsAt, paymentEndsAt, ticketFrom, examFrom, examTo };
}
