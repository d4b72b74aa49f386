import { photoEn } from '../../../shared/i18n/phone/photo/en';
import { photoZhCn, type PhotoKey } from '../../../shared/i18n/phone/photo/zh-CN';
import { withCodes } from '../../services/code-texts';
import { noteLeftWithoutPhoto } from '../../services/left-without-photo';
import { replacePage } from '../../services/navigation';
import { goNext } from '../../services/next-step';
import { definePage, type DataEvent, type PageHandle } from '../../services/page';
import { uploadPhoto } from '../../services/photos';
import { chosen, clashOf, isApart, kept, type PhotoPageFacts } from './clash';
import { loadPhoto } from './facts';
import { isHeavy, shapeOf } from './measure';
import { cropPhoto, lightened, pickPhoto, type PhotoSource } from './pick';
import { maySend, photoView, warningOne, type PhotoView } from './view-model';

type PhotoPage = PageHandle<PhotoPageFacts, PhotoKey>;

definePage({
  texts: withCodes({ zhCn: photoZhCn, en: photoEn }),
  title: 'photo.title',
  load: loadPhoto,
  isEmpty: ({ registration }) =>
    !registration.actions.some(({ action, possible }) => action === 'upload_photo' && possible),
  view: (facts, outlook) => ({ ...photoView(facts, outlook), clash: clashOf(facts, outlook) }),
  keep: kept,
  // W1 also before WeChat's own back button (S27).
  askBeforeBack: (facts, { words }) => (facts.registration.photo ? '' : warningOne(facts, words)),
  wentBack: noteLeftWithoutPhoto,
  events: {
    pick: (page, { currentTarget }: DataEvent<{ source: PhotoSource }>) =>
      page.once('pick', () => pick(page, currentTarget.dataset.source)),
    crop: (page) => page.once('crop', () => crop(page)),
    settings: (page) => page.once('settings', () => openSettings(page)),
    main(page) {
      const { act } = photoView(page.facts, { words: page.words, query: page.query, now: 0 }).main;
      return MAIN[act](page);
    },
    choose(page, { currentTarget }: DataEvent<{ key: 'stored' | 'given' }>) {
      const { key } = currentTarget.dataset;
      page.show(chosen(page.facts, key));
      if (key === 'given') return page.once('upload', () => upload(page));
    },
    leave: (page) => page.once('leave', () => leave(page)),
  },
});

const MAIN: Record<PhotoView['main']['act'], (page: PhotoPage) => Promise<void> | void> = {
  upload: (page) => page.once('upload', () => upload(page)),
  camera: (page) => page.once('pick', () => pick(page, 'camera')),
  next: ({ facts }) => goNext(facts.registration),
};

/** Nothing is lost by a refusal or a change of mind: what was there stays. */
async function pick({ facts, show }: PhotoPage, source: PhotoSource): Promise<void> {
  const picked = await pickPhoto(source);
  const seen = facts.registration.photo?.id ?? null;
  const fresh = { seen, trouble: null, refused: [], unanswered: false };
  if (picked.ok) show({ ...facts, ...fresh, picked: picked.photo });
  else show({ ...facts, trouble: picked.trouble });
}

async function crop({ facts, show }: PhotoPage): Promise<void> {
  const shape = shapeOf(facts.season.photoRule);
  const cut = facts.picked && shape && (await cropPhoto(facts.picked, shape));
  if (cut) show({ ...facts, picked: cut, refused: [], unanswered: false });
}

async function openSettings({ facts, show }: PhotoPage): Promise<void> {
  await wx.openSetting({});
  show({ ...facts, trouble: null });
}

/** A registration that moved on by other answers is no obstacle; another photo is. */
async function upload(page: PhotoPage, again = true): Promise<void> {
  const { facts, show, tell, reload } = page;
  const { picked, registration, season } = facts;
  if (!picked || !maySend(facts)) return;
  const { path } = isHeavy(picked, season.photoRule) ? await lightened(picked) : picked;
  const sent = await uploadPhoto({
    registrationId: registration.id,
    expectedVersion: registration.version,
    filePath: path,
  });
  if (sent.ok) {
    const { registration: after } = sent.body;
    const seen = after.photo?.id ?? null;
    const done = { registration: after, stored: path, seen, picked: null, trouble: null, refused: [] };
    return show({ ...facts, ...done, unanswered: false });
  }
  if (sent.failure.code === 'VERSION_CONFLICT' && again) {
    await reload();
    return isApart(page.facts) ? undefined : upload(page, false);
  }
  const found = sent.failure.fields.map(({ message }) => message ?? '').filter((text) => text !== '');
  if (found.length > 0) return show({ ...facts, refused: found });
  if (!sent.failure.nothingHappened) show({ ...facts, unanswered: true });
  await reload();
  // It had arrived after all, though its answer was lost.
  if (page.facts.picked !== null) tell(sent.failure);
}

/** W1 informs and does not block (S27, S28); the information page tells W2 (S29). */
async function leave({ facts, words }: PhotoPage): Promise<void> {
  const { confirm } = await wx.showModal({
    title: words.t('answer.photo'),
    content: warningOne(facts, words),
    confirmText: words.t('photo.w1.leave'),
    cancelText: words.t('photo.w1.stay'),
  });
  if (!confirm) return;
  replacePage({ page: 'check', query: { registration: facts.registration.id, notice: 'w2' } });
}
