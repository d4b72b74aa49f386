import { helpEn } from '../../../shared/i18n/phone/help/en';
import { helpZhCn } from '../../../shared/i18n/phone/help/zh-CN';
import { copyText } from '../../services/clipboard';
import { openPage } from '../../services/navigation';
import { definePage, type DataEvent, type InputEvent } from '../../services/page';
import { loadHelp } from './facts';
import { helpView } from './view-model';

definePage({
  texts: { zhCn: helpZhCn, en: helpEn },
  title: 'help.title',
  load: ({ query }) => loadHelp(query),
  view: helpView,
  keep: ({ search, open }, after) => ({ ...after, search, open }),
  events: {
    search: (page, { detail }: InputEvent) => page.show({ ...page.facts, search: detail.value, open: '' }),
    clear: (page) => page.show({ ...page.facts, search: '', open: '' }),
    toggle({ facts, show }, { currentTarget }: DataEvent<{ id: string }>) {
      const { id } = currentTarget.dataset;
      show({ ...facts, open: facts.open === id ? '' : id });
    },
    topic: ({ query }, { currentTarget }: DataEvent<{ topic: string }>) =>
      openPage({ page: 'help', query: { ...query, topic: currentTarget.dataset.topic } }),
    ask: ({ facts, words, query }) => openPage(helpView(facts, { words, query, now: 0 }).ask.target),
    copy: ({ words: { t } }, { currentTarget }: DataEvent<{ url: string }>) => {
      const { url } = currentTarget.dataset;
      return copyText(url, {
        copied: t('help.copied'),
        otherwise: t('help.not_copied', { url }),
        ok: t('frame.ok'),
      });
    },
  },
});
