import { personEn } from '../../../shared/i18n/phone/person/en';
import { personZhCn } from '../../../shared/i18n/phone/person/zh-CN';
import { askPerson, readyPerson, type PersonReady } from '../../services/person';
import { settings } from '../../services/settings';
import { wordsOf } from '../../services/texts';

const NOT_READY: PersonReady = { contact: null, way: null };
const words = () => wordsOf({ zhCn: personZhCn, en: personEn }, settings().locale);

/**
 * Opens the customer-service chat, where people answer. WeChat allows it in the tap alone, so the address stands ready
 * before; it binds once, and the next one is fetched after it was used.
 */
Component({
  properties: {
    season: { type: String, value: '' },
    /** `row`: a line of a card; `short`: an icon above a word, for a bar. */
    look: { type: String, value: 'row' },
  },
  data: { label: '', note: '', ready: NOT_READY, asking: false },
  lifetimes: {
    attached() {
      const { t } = words();
      const label = t(this.data.look === 'short' ? 'person.short' : 'person.ask');
      this.setData({ label, note: t('person.note') });
      void this.prepare();
    },
  },
  pageLifetimes: {
    show() {
      void this.prepare();
    },
  },
  methods: {
    async prepare() {
      this.setData({ ready: await readyPerson(this.data.season || undefined) });
    },
    /** One address for one tap: the next tap waits for the next one. */
    press() {
      if (this.data.asking) return;
      this.setData({ asking: true });
      void askPerson(this.data.ready, words())
        .then(() => this.prepare())
        .finally(() => this.setData({ asking: false }));
    },
  },
});
