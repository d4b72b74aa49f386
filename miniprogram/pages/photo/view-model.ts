import type { PhotoKey } from '../../../shared/i18n/phone/photo/zh-CN';
import { instantText } from '../../../shared/i18n/instants';
import type { Outlook } from '../../services/page';
import type { Registration } from '../../services/registrations';
import { whyNot } from '../../services/why-not';
import type { Season } from '../../services/seasons';
import { cropHelps, kilobytesOf, problemsOf, type PickedPhoto } from './measure';
import type { PhotoSource, PickTrouble } from './pick';

export interface PhotoFacts {
  registration: Registration;
  season: Season;
  /** File of the photo in force, for showing it; empty when there is none. */
  stored: string;
  picked: PickedPhoto | null;
  trouble: PickTrouble | null;
  /** What the server found wrong with the picture last sent. */
  refused: string[];
}

export interface PhotoView {
  title: string;
  hint: string;
  rule: string;
  guide: string;
  /** Drawn in place of the outline. */
  preview: string;
  previewLabel: string;
  measured: string;
  /** What was found: wrong, to note, or good. */
  result: { tone: 'error' | 'warning' | 'info'; title: string; text: string } | null;
  crop: { label: string; hint: string } | null;
  trouble: string;
  sources: { source: PhotoSource; label: string; icon: string }[];
  settings: string;
  main: { act: 'upload' | 'next' | 'camera'; label: string };
  second: string;
  uploading: string;
  empty: { title: string; text: string };
}

type PhotoOutlook = Outlook<PhotoKey>;

const ICONS: Record<PhotoSource, string> = { camera: 'camera', album: 'image', message: 'file' };

/** The outline and the ways to a photo; then the picture, its measures in words, and what to do about them. */
export function photoView(facts: PhotoFacts, outlook: PhotoOutlook): PhotoView {
  const { t } = outlook.words;
  const { picked, stored, trouble, season } = facts;
  const rule = season.photoRule;
  return {
    title: t('photo.ask'),
    hint: t('photo.hint'),
    rule: t('photo.rule', { minWidth: rule.minWidth, minHeight: rule.minHeight, ...kilobytesOf(rule) }),
    guide: t('photo.guide'),
    preview: picked?.path ?? stored,
    previewLabel: t('photo.preview'),
    measured: measuredText(facts, outlook),
    result: resultOf(facts, outlook),
    crop: picked && cropHelps(picked, rule) ? { label: t('photo.crop'), hint: t('photo.crop.hint') } : null,
    trouble: trouble && trouble !== 'cancelled' ? t(`photo.${trouble}`) : '',
    sources: (['camera', 'album', 'message'] as const).map((source) => ({
      source,
      label: t(`photo.${source}`),
      icon: ICONS[source],
    })),
    settings: trouble === 'no_camera' || trouble === 'no_album' ? t('photo.settings') : '',
    main: mainOf(facts, outlook),
    second: facts.registration.photo ? '' : t('photo.later'),
    uploading: t('photo.uploading'),
    empty: {
      title: t('photo.none.title'),
      text: whyNot(facts.registration, 'upload_photo') || t('photo.none.text'),
    },
  };
}

/** W1 in the words of the handbook, with the end it speaks of (S27). */
export function warningOne({ registration }: PhotoFacts, { t, locale }: PhotoOutlook['words']): string {
  const due = instantText(registration.deadlines.siteClosesAt, locale, { end: true });
  return `${t('photo.w1')}\n${t('photo.w1.due', { due })}`;
}

/** Whether the picture may be sent: the phone finds nothing wrong, and the server has not refused this one. */
export function maySend({ picked, season, refused }: PhotoFacts): boolean {
  return picked !== null && refused.length === 0 && problemsOf(picked, season.photoRule).length === 0;
}

function mainOf(facts: PhotoFacts, { words }: PhotoOutlook): PhotoView['main'] {
  if (maySend(facts)) return { act: 'upload', label: words.t('photo.upload') };
  if (facts.registration.photo && !facts.picked) return { act: 'next', label: words.t('photo.next') };
  return { act: 'camera', label: words.t(facts.picked ? 'photo.again' : 'photo.camera') };
}

function measuredText({ picked, registration }: PhotoFacts, { words }: PhotoOutlook): string {
  const shown = picked ?? registration.photo;
  if (!shown || shown.width === 0) return '';
  const { width, height, bytes } = shown;
  if (bytes === 0) return words.t('photo.measured.nobytes', { width, height });
  return words.t('photo.measured', { width, height, kilobytes: Math.round(bytes / 1024) });
}

function resultOf(facts: PhotoFacts, { words }: PhotoOutlook): PhotoView['result'] {
  const { picked, refused, registration, season } = facts;
  const { t, codeText } = words;
  if (picked) {
    if (refused.length > 0) return { tone: 'error', title: t('photo.refused'), text: refused.join('\n') };
    const problems = problemsOf(picked, season.photoRule);
    if (problems.length === 0)
      return picked.width === 0 ? null : { tone: 'info', title: '', text: t('photo.fits') };
    const text = problems.map(({ code, params }) => codeText(code, params)).join('\n');
    return { tone: 'error', title: t('photo.unfit'), text };
  }
  if (!registration.photo) return null;
  const warnings = registration.photo.warnings.map(({ code, params }) => codeText(code, params, code));
  if (warnings.length === 0) return { tone: 'info', title: '', text: t('photo.uploaded') };
  return { tone: 'warning', title: t('photo.warned'), text: warnings.join('\n') };
}
