import { privacyTrouble } from '../../services/privacy';
import type { PickedPhoto, Shape } from './measure';

export type PhotoSource = 'camera' | 'album' | 'message';
/** Why no picture came. `cancelled` needs no words. */
export type PickTrouble = 'cancelled' | 'no_camera' | 'no_album' | 'no_privacy' | 'not_declared' | 'failed';
export type Picked = { ok: true; photo: PickedPhoto } | { ok: false; trouble: PickTrouble };

/** Lets the person take or choose a picture, and measures it. */
export async function pickPhoto(source: PhotoSource): Promise<Picked> {
  try {
    const { path, bytes } = source === 'message' ? await fromChat() : await fromPhone(source);
    return { ok: true, photo: await measured(path, bytes) };
  } catch (failure) {
    return { ok: false, trouble: troubleOf(failure, source) };
  }
}

/** Cuts edges to the shape of an ID photo, in WeChat's own editor; null when the person changed their mind. */
export async function cropPhoto({ path }: PickedPhoto, { scale }: Shape): Promise<PickedPhoto | null> {
  try {
    return await measured(await cropped(path, scale), 0);
  } catch {
    return null;
  }
}

/** The type declarations know this method with callbacks alone. */
function cropped(src: string, cropScale: Shape['scale']): Promise<string> {
  return new Promise((resolve, reject) => {
    wx.cropImage({
      src,
      cropScale,
      success: ({ tempFilePath }) => resolve(tempFilePath),
      fail: reject,
    });
  });
}

/** A lighter file of the same picture; the picture itself where the phone cannot make one. */
export async function lightened(photo: PickedPhoto): Promise<PickedPhoto> {
  try {
    const { tempFilePath } = await wx.compressImage({ src: photo.path, quality: 85 });
    return { ...photo, path: tempFilePath };
  } catch {
    return photo;
  }
}

async function fromPhone(source: 'camera' | 'album'): Promise<{ path: string; bytes: number }> {
  const { tempFiles } = await wx.chooseMedia({
    count: 1,
    mediaType: ['image'],
    sourceType: [source],
    sizeType: ['original'],
    camera: 'front',
  });
  const [file] = tempFiles;
  if (!file) throw new Error('nothing was chosen');
  return { path: file.tempFilePath, bytes: file.size };
}

async function fromChat(): Promise<{ path: string; bytes: number }> {
  const { tempFiles } = await wx.chooseMessageFile({
    count: 1,
    type: 'all',
    extension: ['jpg', 'jpeg', 'png', 'heic'],
  });
  const [file] = tempFiles;
  if (!file) throw new Error('nothing was chosen');
  return { path: file.path, bytes: file.size };
}

/** Sizes stay unknown where the phone cannot read the picture. */
async function measured(path: string, bytes: number): Promise<PickedPhoto> {
  try {
    const { width, height, orientation } = await wx.getImageInfo({ src: path });
    const lies = /left|right/.test(orientation ?? '');
    return { path, bytes, width: lies ? height : width, height: lies ? width : height };
  } catch {
    return { path, bytes, width: 0, height: 0 };
  }
}

function troubleOf(failure: unknown, source: PhotoSource): PickTrouble {
  const known = (failure ?? {}) as { errno?: number; errMsg?: string };
  const { errMsg = '' } = known;
  const trouble = privacyTrouble(known);
  if (trouble) return trouble === 'refused' ? 'no_privacy' : 'not_declared';
  if (/cancel/.test(errMsg)) return 'cancelled';
  if (/auth|deny|permission/.test(errMsg)) return source === 'camera' ? 'no_camera' : 'no_album';
  return 'failed';
}
