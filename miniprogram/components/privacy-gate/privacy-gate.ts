import { privacyEn } from '../../../shared/i18n/phone/privacy/en';
import { privacyZhCn } from '../../../shared/i18n/phone/privacy/zh-CN';
import { closeGate, openGate, readGuide, type PrivacyGate } from '../../services/privacy';
import { settings } from '../../services/settings';
import { wordsOf } from '../../services/texts';

type Question = Parameters<PrivacyGate['ask']>[0];

interface Gate {
  asked: Question[];
  gate: PrivacyGate;
  data: { shown: boolean };
  setData(change: Record<string, unknown>): void;
}

const words = () => wordsOf({ zhCn: privacyZhCn, en: privacyEn }, settings().locale);

/** Asks for the consent that WeChat wants before a private interface. Our own consents are something else. */
Component({
  properties: {
    large: { type: Boolean, value: false },
  },
  data: { shown: false, title: '', text: '', read: '', agree: '', refuse: '' },
  lifetimes: {
    attached() {
      const self = this as unknown as Gate;
      self.asked = [];
      self.gate = { ask: (question) => show(self, question) };
      openGate(self.gate);
    },
    detached() {
      const self = this as unknown as Gate;
      closeGate(self.gate);
      answer(self, false);
    },
  },
  methods: {
    agree() {
      answer(this as unknown as Gate, true);
    },
    refuse() {
      answer(this as unknown as Gate, false);
    },
    read() {
      const { t } = words();
      readGuide({ unreadable: t('privacy.unreadable'), ok: t('frame.ok') });
    },
  },
});

/** Several private calls at once are one question. */
function show(self: Gate, question: Question): void {
  self.asked.push(question);
  const { t } = words();
  self.setData({
    shown: true,
    title: t('privacy.title'),
    text: t(question.again ? 'privacy.again' : 'privacy.text'),
    read: t('privacy.read', { guide: t('privacy.guide') }),
    agree: t('privacy.agree'),
    refuse: t('privacy.refuse'),
  });
}

function answer(self: Gate, agreed: boolean): void {
  for (const question of self.asked.splice(0)) question.answer(agreed);
  if (self.data.shown) self.setData({ shown: false });
}
