import { homeEn } from '../../../shared/i18n/phone/home/en';
import { homeZhCn } from '../../../shared/i18n/phone/home/zh-CN';
import { openPage } from '../../services/navigation';
import { definePage, type DataEvent } from '../../services/page';
import { loadHome } from './facts';
import { homeNote } from './note';
import { homeView } from './view-model';

definePage({
  texts: { zhCn: homeZhCn, en: homeEn },
  title: 'home.title',
  load: loadHome,
  isEmpty: ({ seasons, registration }) => seasons.length === 0 && registration === null,
  view: (facts, outlook) => ({ ...homeView(facts, outlook), note: homeNote(outlook) }),
  ticking: true,
  events: {
    go({ facts, words, query }, event: DataEvent<{ key: string }>) {
      const { status, proposal, tasks, links } = homeView(facts, { words, query, now: 0 });
      const { key } = event.currentTarget.dataset;
      if (key === 'proposal') {
        if (proposal) openPage(proposal.target);
        return;
      }
      const target =
        key === 'status'
          ? status.action?.target
          : [...tasks, ...links].find((line) => line.key === key)?.target;
      if (target) openPage(target);
    },
  },
});
