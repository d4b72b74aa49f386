import type { TextLocale } from '../../../shared/i18n/keys';
import { settingsEn } from '../../../shared/i18n/phone/settings/en';
import { settingsZhCn, type SettingsKey } from '../../../shared/i18n/phone/settings/zh-CN';
import { signOut } from '../../services/accounts';
import { chooseLanguage } from '../../services/language';
import { goHome, openPage } from '../../services/navigation';
import { definePage, type DataEvent, type InputEvent, type PageHandle } from '../../services/page';
import { readGuide } from '../../services/privacy';
import { dropSession, rememberSignedOut } from '../../services/session';
import { changeSettings, settings } from '../../services/settings';
import { loadSettings, type SettingsFacts } from './facts';
import { settingsView, type AccountWay } from './view-model';

type SettingsPage = PageHandle<SettingsFacts, SettingsKey>;

definePage({
  texts: { zhCn: settingsZhCn, en: settingsEn },
  title: 'settings.title',
  load: loadSettings,
  view: (facts, outlook) => settingsView(facts, outlook, settings().large),
  events: {
    language: (page, { detail }: InputEvent) =>
      page.once('language', () => speak(page, detail.value === 'en' ? 'en' : 'zh-CN')),
    type(page, { detail }: InputEvent) {
      changeSettings({ large: detail.value === 'large' });
      page.redress();
    },
    account: (_, { currentTarget }: DataEvent<{ key: AccountWay }>) =>
      openPage({ page: currentTarget.dataset.key }),
    manage: (page) => page.once('manage', () => manage(page)),
    privacy: ({ words: { t } }: SettingsPage) =>
      readGuide({ unreadable: t('settings.privacy.unreadable'), ok: t('frame.ok') }),
    exit: (page, event: DataEvent<{ key: 'logout' | 'forget' }>) =>
      page.once('exit', () => exit(page, event.currentTarget.dataset.key)),
  },
});

/** The phone follows at once; the account's mails and messages follow when there is one. */
async function speak(page: SettingsPage, locale: TextLocale): Promise<void> {
  const saving = chooseLanguage(locale, page.facts.account);
  page.redress();
  const saved = await saving;
  if (!saved.ok) page.tell(saved.failure);
}

/** What was changed in WeChat's own settings is read again. */
async function manage(page: SettingsPage): Promise<void> {
  await new Promise<void>((resolve) => {
    wx.openSetting({ withSubscriptions: true, complete: () => resolve() });
  });
  await page.reload();
}

async function exit(page: SettingsPage, kind: 'logout' | 'forget'): Promise<void> {
  const { t } = page.words;
  const sure = await wx.showModal({
    title: t(`settings.${kind}.title`),
    content: t(`settings.${kind}.text`),
    confirmText: t(`settings.${kind}.go`),
    cancelText: t('settings.stay'),
  });
  if (!sure.confirm) return;
  const gone = await signOut({ query: { forget: kind === 'forget' ? 'true' : 'false' } });
  if (!gone.ok) return page.tell(gone.failure);
  dropSession();
  rememberSignedOut(true);
  goHome();
}
