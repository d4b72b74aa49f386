import { myDataEn } from '../../../shared/i18n/phone/my-data/en';
import { myDataZhCn } from '../../../shared/i18n/phone/my-data/zh-CN';
import { definePage, type DataEvent, type InputEvent } from '../../services/page';
import { act, open, prove, second } from './acts';
import { loadMyData } from './facts';
import { keepMyData, type Reason, type Via } from './stages';
import { myDataView } from './view-model';

definePage({
  texts: { zhCn: myDataZhCn, en: myDataEn },
  title: 'my-data.title',
  load: () => loadMyData(),
  isEmpty: ({ account, stage }) => account === null && stage !== 'deleted',
  view: myDataView,
  keep: keepMyData,
  events: {
    open: (page, { currentTarget }: DataEvent<{ key: string }>) => open(page, currentTarget.dataset.key),
    reason: ({ facts, show }, { detail }: { detail: { value: Reason } }) =>
      show({ ...facts, reason: detail.value, error: '' }),
    type: ({ facts, show }, { detail }: InputEvent) => show({ ...facts, typed: detail.value }),
    way: (page, { currentTarget }: DataEvent<{ key: Via | 'password' | 'prove' }>) =>
      page.once('way', () => prove(page, currentTarget.dataset.key)),
    act: (page) => page.once('act', () => act(page)),
    second,
  },
});
