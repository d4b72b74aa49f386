import { instantText } from '../../../shared/i18n/instants';
import type { NoticeKey } from '../../../shared/i18n/phone/notice/zh-CN';
import type { Outlook } from '../../services/page';
import type { NoticeFacts } from './facts';

export interface NoticeView {
  /** Titles to choose from, while none is open. */
  list: { id: string; title: string }[];
  intro: string;
  step: string;
  title: string;
  version: string;
  paragraphs: string[];
  tick: { label: string; ticked: boolean } | null;
  /** Ticked before: when. */
  done: string;
  error: string;
  act: string;
  acting: string;
  empty: { title: string; text: string };
}

/** Texts that are read before the start; the guardian's own is shown where it is needed. */
const READABLE = [
  'agreement',
  'sitting_notice',
  'province_notice',
  'general_consent',
  'sensitive_consent',
  'privacy_policy',
  'e_certificate',
];

/** One text in full with its version and, in a registration, the tick that belongs to it (S14-S16). */
export function noticeView(facts: NoticeFacts, { words }: Outlook<NoticeKey>): NoticeView {
  const { t, local, locale } = words;
  const { notice, registration, ticked, error } = facts;
  const title = notice ? local(notice.title) : t('notice.title');
  const given = facts.consents.find(({ noticeId, inForce }) => noticeId === notice?.id && inForce);
  const missing = notice !== null && registration !== null && registration.missingNotices.includes(notice.id);
  const readable = facts.notices.filter(({ id }) => READABLE.includes(id));
  return {
    list: notice ? [] : readable.map((one) => ({ id: one.id, title: local(one.title) })),
    intro: notice ? '' : t('notice.intro'),
    step: missing ? t('notice.step', { left: registration.missingNotices.length }) : '',
    title,
    version: notice ? t('notice.version', { version: notice.version }) : '',
    paragraphs: notice ? paragraphsOf(local(notice.body)) : [],
    tick: missing ? { label: t('notice.tick', { title }), ticked } : null,
    done:
      given && given.givenAt !== null ? t('notice.ticked', { at: instantText(given.givenAt, locale) }) : '',
    error: error ? t(error) : '',
    act: registration ? t('notice.go') : notice ? t('notice.others') : '',
    acting: t('notice.going'),
    empty: { title: t('notice.none.title'), text: t('notice.none.text') },
  };
}

/** Plain paragraphs separated by blank lines. */
export function paragraphsOf(body: string): string[] {
  return body
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
}
