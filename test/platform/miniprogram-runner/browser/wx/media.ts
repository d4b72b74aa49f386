import type { GivenFile } from '../../conditions';
import { phone } from '../phone';
import { pickOwnFile, pickPicture, type PickedFile, type PictureSource } from './album';
import { blobOf, keepBlob } from './files';
import { method, WxFailure } from './method';
import { passPrivacy } from './privacy';
import { textOf } from '../text-of';

interface Picked extends PickedFile {
  given?: GivenFile;
}

const sizes = new Map<string, { width: number; height: number }>();

export const mediaMethods = {
  chooseMedia: method('chooseMedia', async (options) => {
    await passPrivacy('chooseMedia');
    const sources = (options['sourceType'] as string[] | undefined) ?? ['album', 'camera'];
    const source = sources.includes('album') ? 'album' : 'camera';
    refuse(source);
    const picked = await pickFile({ source, accept: 'image/*' });
    const path = kept(picked);
    const size = { width: 0, height: 0, ...sizes.get(path) };
    return {
      type: 'image',
      tempFiles: [{ tempFilePath: path, size: picked.blob.size, fileType: 'image', ...size }],
    };
  }),
  chooseMessageFile: method('chooseMessageFile', async () => {
    await passPrivacy('chooseMessageFile');
    const picked = await pickFile({ source: 'chatFiles', accept: 'image/*,.heic,.pdf' });
    const { size, type } = picked.blob;
    const file = {
      path: kept(picked),
      name: picked.name,
      size,
      type: type.startsWith('image') ? 'image' : 'file',
    };
    return { tempFiles: [{ ...file, time: 0 }] };
  }),
  getImageInfo: method('getImageInfo', async (options) => {
    const path = String(options['src']);
    const size = sizes.get(path) ?? (await measured(path));
    const type = blobOf(path).type.replace('image/', '');
    return { ...size, path, orientation: 'up', type };
  }),
  compressImage: method('compressImage', async (options) => {
    const quality = Number(options['quality'] ?? 80) / 100;
    return { tempFilePath: await redrawn(String(options['src']), { quality }) };
  }),
  cropImage: method('cropImage', async (options) => ({
    tempFilePath: await redrawn(String(options['src']), { ratio: textOf(options['cropScale']) }),
  })),
  previewImage: method('previewImage', () => ({})),
};

function refuse(permission: 'camera' | 'album'): void {
  if (phone().conditions[permission] === 'refused') throw new WxFailure('auth deny', { errno: 3 });
}

function kept({ blob, given }: Picked): string {
  const path = keepBlob(blob);
  if (given?.width && given.height) sizes.set(path, { width: given.width, height: given.height });
  return path;
}

async function pickFile(how: { source: PictureSource; accept: string }): Promise<Picked> {
  const { conditions, pictures } = phone();
  const given = conditions.nextFiles.shift();
  if (given) {
    const bytes = Uint8Array.from(atob(given.base64), (sign) => sign.charCodeAt(0));
    return { blob: new Blob([bytes], { type: given.type }), name: given.name, given };
  }
  return pictures ? pickPicture(pictures, how) : pickOwnFile(how.accept);
}

async function measured(path: string): Promise<{ width: number; height: number }> {
  const picture = await decoded(path);
  return { width: picture.naturalWidth, height: picture.naturalHeight };
}

function decoded(path: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const picture = new Image();
    picture.onload = () => resolve(picture);
    picture.onerror = () => reject(new WxFailure('decode image fail'));
    picture.src = path;
  });
}

/** Draws a picture anew. Where nothing is drawn (jsdom) the picture stays as it is. */
async function redrawn(path: string, how: { quality?: number; ratio?: string }): Promise<string> {
  if (typeof URL.createObjectURL !== 'function') return path;
  const picture = await decoded(path);
  const { naturalWidth: width, naturalHeight: height } = picture;
  const [across = width, down = height] = (how.ratio ?? '').split(':').filter(Boolean).map(Number);
  const scale = Math.min(width / across, height / down);
  const [cutWidth, cutHeight] = [Math.round(across * scale), Math.round(down * scale)];
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: cutWidth, height: cutHeight });
  const [left, top] = [(width - cutWidth) / 2, (height - cutHeight) / 2];
  canvas.getContext('2d')!.drawImage(picture, left, top, cutWidth, cutHeight, 0, 0, cutWidth, cutHeight);
  const blob = await new Promise<Blob | null>((resolve) =>
    canvas.toBlob(resolve, 'image/jpeg', how.quality ?? 0.92),
  );
  if (!blob) throw new WxFailure('encode image fail');
  return keepBlob(blob);
}
