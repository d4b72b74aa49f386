import type { HomeKey } from '../../../shared/i18n/phone/home/zh-CN';
import type { Target } from '../../services/navigation';
import type { Registration } from '../../services/registrations';
import type { SeasonCard } from '../../services/seasons';
import type { Words } from '../../services/texts';

/** Deleting and registering again is a legal way (S34). */
export function startAgain({ id }: SeasonCard, { t }: Words<HomeKey>): { label: string; target: Target } {
  return { label: t('home.again'), target: { page: 'start', query: { season: id } } };
}

/** Deleted or expired: nothing leads on from it. */
export function isEnded(
  registration: Registration | null,
): registration is Registration & { state: 'deleted' | 'expired' } {
  return registration?.state === 'deleted' || registration?.state === 'expired';
}

/** Whether anybody can register now. */
export function isOpen({ windows }: SeasonCard, now: number): boolean {
  return windows.some(({ opensAt, closesAt }) => opensAt <= now && now < closesAt);
}
