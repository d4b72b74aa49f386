import type { AlbumPicture } from '../../conditions';
import { phone } from '../phone';
import { addSheet } from '../sheets';
import { wechatWord } from '../wechat-words';
import { WxFailure } from './method';

export type PictureSource = 'album' | 'camera' | 'chatFiles';

export interface PickedFile {
  blob: Blob;
  name: string;
}

/** Lets the person take one of the pictures that the phone holds, or one of the machine that shows the phone. */
export async function pickPicture(
  pictures: readonly AlbumPicture[],
  { source, accept }: { source: PictureSource; accept: string },
): Promise<PickedFile> {
  const { box, close } = addSheet(`pictures-${source}`, 'mp-pictures');
  box.append(made('div', 'mp-pictures__title', wechatWord(source)));
  if (source === 'camera') box.append(made('div', 'mp-pictures__hint', wechatWord('cameraHint')));
  const grid = made('div', 'mp-pictures__grid');
  const cancel = made('button', 'mp-pictures__cancel', wechatWord('cancel'));
  box.append(grid, cancel);
  try {
    return await new Promise<PickedFile>((resolve, reject) => {
      for (const picture of pictures) {
        const button = tile(titleOf(picture), picture.url);
        button.dataset['picture'] = picture.key;
        button.addEventListener('click', () => void fetched(picture).then(resolve, reject));
        grid.append(button);
      }
      const own = tile(wechatWord('ownFile'));
      own.addEventListener('click', () => void pickOwnFile(accept).then(resolve, () => undefined));
      grid.append(own);
      cancel.addEventListener('click', () => reject(new WxFailure('cancel')));
    });
  } finally {
    close();
  }
}

/** The browser's own file dialog. */
export function pickOwnFile(accept: string): Promise<PickedFile> {
  return new Promise((resolve, reject) => {
    const input = document.createElement('input');
    Object.assign(input, { type: 'file', accept });
    input.style.display = 'none';
    input.onchange = () => {
      const file = input.files?.[0];
      input.remove();
      if (file) resolve({ blob: file, name: file.name });
    };
    input.oncancel = () => {
      input.remove();
      reject(new WxFailure('cancel'));
    };
    document.body.append(input);
    input.click();
  });
}

async function fetched({ url, key }: AlbumPicture): Promise<PickedFile> {
  const response = await fetch(url);
  const blob = await response.blob();
  return { blob, name: `${key}.${blob.type.replace('image/', '')}` };
}

const titleOf = ({ title }: AlbumPicture): string =>
  phone().conditions.language === 'en' ? title.en : title.zh;

function tile(title: string, url?: string): HTMLElement {
  const button = made('button', 'mp-pictures__tile');
  if (url === undefined) button.append(made('span', 'mp-pictures__own', '＋'));
  else {
    const picture = document.createElement('img');
    Object.assign(picture, { src: url, alt: '' });
    button.append(picture);
  }
  button.append(made('span', 'mp-pictures__name', title));
  return button;
}

function made(tag: string, className: string, text = ''): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}
