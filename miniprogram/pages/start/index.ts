import { startEn } from '../../../shared/i18n/phone/start/en';
import { startZhCn, type StartKey } from '../../../shared/i18n/phone/start/zh-CN';
import { openPage } from '../../services/navigation';
import { goNext } from '../../services/next-step';
import { definePage, type DataEvent, type InputEvent, type PageHandle } from '../../services/page';
import { startRegistration } from '../../services/registrations';
import { readSeason } from '../../services/seasons';
import { loadStart, type StartFacts } from './facts';
import { liveRegistration, startView } from './view-model';

type StartPage = PageHandle<StartFacts, StartKey>;

definePage({
  texts: { zhCn: startZhCn, en: startEn },
  title: 'start.title',
  load: ({ query }) => loadStart(query),
  isEmpty: ({ season }) => season === null,
  view: startView,
  // Another province that was chosen stays chosen.
  keep: (before, after) => ({ ...after, season: before.season ?? after.season }),
  ticking: true,
  events: {
    choose: (page, { detail }: InputEvent) => page.once('choose', () => choose(page, detail.value)),
    look(page, event: DataEvent<{ key: string }>) {
      const { rows } = startView(page.facts, { words: page.words, query: page.query, now: 0 }).look;
      const row = rows.find(({ key }) => key === event.currentTarget.dataset.key);
      if (row) openPage(row.target);
    },
    start: (page) => page.once('start', () => start(page)),
  },
});

async function choose(page: StartPage, seasonId: string): Promise<void> {
  const read = await readSeason({ params: { seasonId } });
  if (read.ok) page.show({ ...page.facts, season: read.body });
  else page.tell(read.failure);
}

/** To where the registration stands, or to the account that it needs (S4). */
async function start(page: StartPage): Promise<void> {
  const { season, account } = page.facts;
  if (!season) return;
  const own = liveRegistration(page.facts);
  if (account?.state !== 'active') return openPage({ page: 'account', query: { season: season.id } });
  if (own) return goNext(own);
  const started = await startRegistration({ body: { seasonId: season.id } });
  if (started.ok) goNext(started.body.registration);
  else page.tell(started.failure);
}
