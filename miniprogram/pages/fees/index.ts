import { feesEn } from '../../../shared/i18n/phone/fees/en';
import { feesZhCn } from '../../../shared/i18n/phone/fees/zh-CN';
import { definePage } from '../../services/page';
import { loadFees } from './facts';
import { feesView } from './view-model';

definePage({
  texts: { zhCn: feesZhCn, en: feesEn },
  title: 'fees.title',
  load: ({ query }) => loadFees(query),
  isEmpty: ({ season }) => season === null || season.subjects.length === 0,
  view: feesView,
});
