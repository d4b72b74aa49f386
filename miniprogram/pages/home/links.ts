import type { HomeKey } from '../../../shared/i18n/phone/home/zh-CN';
import type { Target } from '../../services/navigation';
import type { SeasonCard } from '../../services/seasons';
import type { Words } from '../../services/texts';

export interface HomeLink {
  key: string;
  icon: string;
  label: string;
  target: Target;
}

/** Ways to what is there at any time, with or without an account. */
export function homeLinks(season: SeasonCard | null, { t }: Words<HomeKey>): HomeLink[] {
  const query: Record<string, string> = season ? { season: season.id } : {};
  return [
    { key: 'sites', icon: 'location', label: t('home.link.sites'), target: { page: 'sites', query } },
    { key: 'fees', icon: 'wallet', label: t('home.link.fees'), target: { page: 'fees', query } },
    { key: 'chat', icon: 'chat', label: t('home.link.chat'), target: { page: 'chat' } },
    { key: 'help', icon: 'help-circle', label: t('home.link.help'), target: { page: 'help', query } },
    { key: 'settings', icon: 'setting', label: t('home.link.settings'), target: { page: 'settings' } },
  ];
}
