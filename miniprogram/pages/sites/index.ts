import { sitesEn } from '../../../shared/i18n/phone/sites/en';
import { sitesZhCn } from '../../../shared/i18n/phone/sites/zh-CN';
import { definePage, type DataEvent, type InputEvent } from '../../services/page';
import { loadSites } from './facts';
import { sitesView } from './view-model';

definePage({
  texts: { zhCn: sitesZhCn, en: sitesEn },
  title: 'sites.title',
  load: ({ query }) => loadSites(query),
  isEmpty: ({ sites }) => sites.length === 0,
  view: sitesView,
  keep: (before, { season, sites }) => ({ ...before, season, sites }),
  events: {
    search: (page, { detail }: InputEvent) => page.show({ ...page.facts, search: detail.value }),
    city(page, event: DataEvent<{ value: string }>) {
      page.show({ ...page.facts, city: event.currentTarget.dataset.value });
    },
    open(page, event: DataEvent<{ code: string }>) {
      const { code } = event.currentTarget.dataset;
      page.show({ ...page.facts, opened: page.facts.opened === code ? '' : code });
    },
  },
});
