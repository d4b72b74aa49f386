import { endWallClockAt, wallClockAt } from '../../../shared/domain/time';

/** Characters of a `thing` of a subscription message (miniprogram.md 4.3). */
export const THING = 20;

/** Cut inside the limit, counted as people count characters; without line breaks. */
export function cut(text: string, max: number): string {
  const characters = [...text.replace(/\s+/gu, ' ')];
  return characters.length <= max ? characters.join('') : `${characters.slice(0, max - 1).join('')}…`;
}

/** `2019年10月1日 15:01`: the form the platform's time fields take. */
export function platformTime(at: number): string {
  const { year, month, day, hour, minute } =
    endWallClockAt(at).hour === 24 ? wallClockAt(at - 60_000) : wallClockAt(at);
  return `${year}年${month}月${day}日 ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

export function platformDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}
