import type Router from '@koa/router';
import { NOTICE_IDS, noticeOf, type NoticeId, type Season } from '../../../shared/domain/season';
import { AppError } from '../../use-cases/ports/app-error';
import { seatsLeft } from '../../use-cases/chat/gather-situation';
import type { HttpDeps } from '../deps';
import type { State } from '../http-context';
import { html, type Html } from '../staff/markup';
import { pageVoice, paragraphs, writePage, type Voice } from './page';

/** Pages anybody may read: notices in full, sites with seats, addresses of other sites. */
export function seasonPages(router: Router<State>, deps: HttpDeps): void {
  const { unitOfWork, clock } = deps.context;

  /** `current` stands in links of people who have not chosen a sitting yet. */
  async function find(id: string | undefined): Promise<Season> {
    const season = await unitOfWork.read(async (tx) => {
      if (id !== undefined && id !== 'current') return tx.seasons.find(id);
      const open = await tx.seasons.listCurrent(clock.now());
      return open.find((one) => !one.preview) ?? null;
    });
    if (!season) throw new AppError('NOT_FOUND');
    return season;
  }

  router.get('/pages/notices/:seasonId', async (ctx) => {
    const season = await find(ctx.params.seasonId);
    const voice = pageVoice(ctx);
    const links = season.notices.map(
      (notice) =>
        html`<div class="row">
          <a href="/pages/notices/${season.id}/${notice.id}?lang=${voice.locale}"
            >${voice.local(notice.title)}</a
          >
          <span class="soft">${voice.say('page.version', { version: notice.version })}</span>
        </div>`,
    );
    const body = html`<h1>${voice.say('notices.all')}</h1>
      <p class="soft">${voice.say('notices.lead')}</p>
      <div class="card">${links}</div>
      <p class="soft">${voice.say('consent.withdraw')}</p>`;
    writePage(ctx, { title: voice.say('notices.all'), body, voice });
  });
  router.get('/pages/consents', (ctx) => ctx.redirect('/pages/notices/current'));

  router.get('/pages/notices/:seasonId/:noticeId', async (ctx) => {
    const { seasonId, noticeId } = ctx.params;
    const season = await find(seasonId);
    const notice = isNoticeId(noticeId) ? noticeOf(season, noticeId) : undefined;
    if (!notice) throw new AppError('NOT_FOUND');
    const voice = pageVoice(ctx);
    const title = voice.local(notice.title);
    const body = html`<h1>${title}</h1>
      <p class="soft">
        ${voice.local(season.province.name)} · ${voice.local(season.sitting.name)} ·
        ${voice.say('page.version', { version: notice.version })}
      </p>
      <div class="card">${paragraphs(voice.local(notice.body))}</div>
      <p>
        <a class="alone" href="/pages/notices/${season.id}?lang=${voice.locale}"
          >${voice.say('notices.all')}</a
        >
      </p>
      <p class="soft">${voice.say('page.back_to_chat')}</p>`;
    writePage(ctx, { title, body, voice });
  });

  router.get('/pages/sites/:seasonId', async (ctx) => {
    const season = await find(ctx.params.seasonId);
    const counts = await unitOfWork.read((tx) => tx.seats.shown(season.id));
    const voice = pageVoice(ctx);
    const title = voice.say('sites.title');
    const body = html`<h1>${title}</h1>
      <p class="soft">${voice.local(season.province.name)} · ${voice.local(season.sitting.name)}</p>
      <p class="soft">${voice.say('sites.lead')}</p>
      ${citiesOf(season, seatsLeft(counts), voice)}`;
    writePage(ctx, { title, body, voice });
  });

  router.get('/pages/links/:seasonId/:name', async (ctx) => {
    const { seasonId, name = '' } = ctx.params;
    const season = await find(seasonId);
    // Only addresses of the season's own list are ever shown (S5).
    const address = Object.hasOwn(season.links, name) ? season.links[name] : undefined;
    if (!address) throw new AppError('NOT_FOUND');
    const voice = pageVoice(ctx);
    const title = voice.say('away.title');
    const about = KNOWN_LINKS.find((known) => known === name);
    const body = html`<h1>${title}</h1>
      <div class="card">
        <p>${voice.say('away.lead', { host: new URL(address).host })}</p>
        ${about && html`<p>${voice.say(`away.${about}`)}</p>`}
        <p>${voice.say('away.come_back')}</p>
      </div>
      <a class="button" href="${address}" rel="noreferrer noopener">${voice.say('away.go')}</a>`;
    writePage(ctx, { title, body, voice });
  });
}

const KNOWN_LINKS = ['registration', 'province', 'passport'] as const;

function isNoticeId(id: string | undefined): id is NoticeId {
  return NOTICE_IDS.some((known) => known === id);
}

function citiesOf(season: Season, seats: ReturnType<typeof seatsLeft>, voice: Voice): Html[] {
  const cities = [...new Set(season.sites.map((site) => voice.local(site.city)))];
  if (cities.length === 0) return [html`<p>${voice.say('sites.none')}</p>`];
  return cities.map((city) => {
    const sites = season.sites.filter((site) => voice.local(site.city) === city);
    return html`<h2>${city}</h2>
      ${sites.map((site) => siteCard({ season, site, seats, voice }))}`;
  });
}

function siteCard(parts: {
  season: Season;
  site: Season['sites'][number];
  seats: ReturnType<typeof seatsLeft>;
  voice: Voice;
}): Html {
  const { season, site, seats, voice } = parts;
  const free = seats.find((one) => one.siteCode === site.code);
  const subjects = Object.keys(site.subjects).map((code) => {
    const name = season.subjects.find((subject) => subject.code === code)?.name;
    return html`<div class="row">
      <span>${code} ${name && voice.local(name)}</span>${leftText(free?.bySubject[code] ?? null, voice)}
    </div>`;
  });
  const code = [site.code, site.sample ? voice.say('sites.sample') : ''].join(' ').trim();
  return html`<div class="card">
    <div class="row">
      <strong>${voice.say('sites.name', { name: voice.local(site.name), code })}</strong>
      ${leftText(free?.left ?? null, voice)}
    </div>
    <p class="soft">
      ${voice.say(site.reviews ? 'sites.reviews' : 'sites.no_review')} · ${voice.local(site.address)} ·
      ${voice.local(site.contact)}
    </p>
    ${site.schools.length > 0 && html`<p class="soft">${voice.say('sites.schools', { schools: site.schools.join('、') })}</p>`}
    ${site.notice && html`<p>${voice.local(site.notice)}</p>`}
    <details>
      <summary>${voice.say('sites.subjects')}</summary>
      ${subjects}
    </details>
  </div>`;
}

function leftText(left: number | null, voice: Voice): Html {
  if (left === null) return html`<span class="seats">${voice.say('sites.open')}</span>`;
  if (left <= 0) return html`<span class="seats full">${voice.say('sites.full')}</span>`;
  return html`<span class="seats">${voice.say('sites.left', { count: left })}</span>`;
}
