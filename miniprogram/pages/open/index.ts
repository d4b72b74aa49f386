import { openEn } from '../../../shared/i18n/phone/open/en';
import { openZhCn } from '../../../shared/i18n/phone/open/zh-CN';
import { goHome, openPage } from '../../services/navigation';
import { definePage } from '../../services/page';
import { openItem } from './facts';
import { openView } from './view-model';

/** The address of every item of the chat: `t` is its single-use token. */
definePage({
  texts: { zhCn: openZhCn, en: openEn },
  title: 'open.title',
  load: ({ query }) => openItem(query),
  view: openView,
  events: {
    look: () => openPage({ page: 'start' }),
    home: () => goHome(),
  },
});
