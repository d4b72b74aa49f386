import { consentEn } from '../../../shared/i18n/phone/consent/en';
import { consentZhCn } from '../../../shared/i18n/phone/consent/zh-CN';
import { openPage } from '../../services/navigation';
import { definePage, type DataEvent, type InputEvent } from '../../services/page';
import { readGuide } from '../../services/privacy';
import { act, other, second } from './acts';
import { keepConsent, loadConsent, type GuardianInput } from './facts';
import { consentView, policyOf } from './view-model';

type Typed = DataEvent<{ name: GuardianInput }> & InputEvent;

definePage({
  texts: { zhCn: consentZhCn, en: consentEn },
  title: 'consent.title',
  load: ({ query }) => loadConsent(query),
  isEmpty: ({ notice }) => notice === null,
  view: consentView,
  keep: keepConsent,
  events: {
    tick: (page) => page.show({ ...page.facts, ticked: !page.facts.ticked, error: null }),
    type(page, { currentTarget, detail }: Typed) {
      const typed = { ...page.facts.typed, [currentTarget.dataset.name]: detail.value };
      page.show({ ...page.facts, typed });
    },
    relation(page, { detail }: InputEvent) {
      page.show({ ...page.facts, typed: { ...page.facts.typed, relation: detail.value } });
    },
    guide({ facts, words: { t } }) {
      const policy = policyOf(facts);
      const query = { season: facts.seasonId, notice: policy?.id ?? '' };
      if (policy) openPage({ page: 'notice', query });
      else readGuide({ unreadable: t('consent.guide.unreadable'), ok: t('frame.ok') });
    },
    act: (page) => page.once('act', () => act(page)),
    second: (page) => page.once('second', () => second(page)),
    other: (page) => page.once('other', () => other(page)),
  },
});
