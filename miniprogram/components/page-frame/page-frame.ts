import { chatWay, mayReturnToChat, openChat, type ChatWay } from '../../services/chat-way';
import { openPage } from '../../services/navigation';
import { settings } from '../../services/settings';
import { wordsOf } from '../../services/texts';

/** What every page stands in: large type, and its loading, empty and failed states around the slot. */
Component({
  options: { virtualHost: false },
  properties: {
    phase: { type: String, value: 'loading' },
    failure: { type: Object, value: null as unknown as WechatMiniprogram.IAnyObject },
    large: { type: Boolean, value: false },
    /** Room for a bar at the bottom. */
    bar: { type: Boolean, value: false },
    /** Whether a failure leads to the help page; not on that page itself. */
    helps: { type: Boolean, value: true },
    emptyTitle: { type: String, value: '' },
    emptyText: { type: String, value: '' },
  },
  data: { loadingText: '', retryText: '', helpText: '', chatText: '', way: null as ChatWay | null },
  lifetimes: {
    attached() {
      const { t } = wordsOf({ zhCn: {}, en: {} }, settings().locale);
      this.setData({
        loadingText: t('frame.loading'),
        retryText: t('frame.retry'),
        helpText: t('frame.help'),
        chatText: t('frame.chat'),
      });
      void this.prepareChat();
    },
  },
  methods: {
    /** The address is fetched before the tap, which alone may open the chat. */
    async prepareChat() {
      if (mayReturnToChat()) this.setData({ way: await chatWay() });
    },
    async goToChat() {
      const { way } = this.data;
      if (way && !(await openChat(way))) {
        const { t } = wordsOf({ zhCn: {}, en: {} }, settings().locale);
        void wx.showToast({ title: t('frame.chat_failed'), icon: 'none' });
      }
      void this.prepareChat();
    },
    help() {
      openPage({ page: 'help' });
    },
    retry() {
      this.triggerEvent('retry');
    },
  },
});
