import { apartEn } from '../../../shared/i18n/phone/apart/en';
import { apartZhCn } from '../../../shared/i18n/phone/apart/zh-CN';
import { settings } from '../../services/settings';
import { wordsOf } from '../../services/texts';

/** Two answers to one question, from here and from the chat: both are shown, and the person chooses one. */
Component({
  properties: {
    /** The answer stored meanwhile, as a person reads it. */
    stored: { type: String, value: '' },
    /** The answer put in on this page. */
    given: { type: String, value: '' },
    busy: { type: Boolean, value: false },
  },
  data: { title: '', text: '', storedLabel: '', givenLabel: '', useStored: '', useGiven: '', saving: '' },
  lifetimes: {
    attached() {
      const { t } = wordsOf({ zhCn: apartZhCn, en: apartEn }, settings().locale);
      this.setData({
        title: t('apart.title'),
        text: t('apart.text'),
        storedLabel: t('apart.stored'),
        givenLabel: t('apart.given'),
        useStored: t('apart.use_stored'),
        useGiven: t('apart.use_given'),
        saving: t('frame.saving'),
      });
    },
  },
  methods: {
    /** While the other answer is being saved there is nothing to choose any more. */
    pressStored() {
      if (!this.data.busy) this.triggerEvent('stored');
    },
    pressGiven() {
      this.triggerEvent('given');
    },
  },
});
