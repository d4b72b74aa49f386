import { drawnPhotos, type DrawnPhoto } from '../../test/platform/hands/drawn-photos';

/** Photos that a phone of the demo has in its album; none shows a person. */
export interface AlbumPhoto extends DrawnPhoto {
  title: { zh: string; en: string };
}

/** What is in the album, before anything of it is drawn. */
export const ALBUM_TITLES: Readonly<Record<string, AlbumPhoto['title']>> = {
  good: { zh: '合格的证件照', en: 'Good ID photo' },
  another: { zh: '另一张合格的', en: 'Another good one' },
  blue: { zh: '蓝底', en: 'Blue wall' },
  small: { zh: '太小', en: 'Too small' },
  blank: { zh: '镜头被挡', en: 'Lens covered' },
  blurred: { zh: '模糊', en: 'Blurred' },
};

let album: Promise<AlbumPhoto[]> | undefined;

/** Drawn once, when first looked at. */
export function openAlbum(): Promise<AlbumPhoto[]> {
  album ??= drawnPhotos().then((photos) =>
    photos.map((photo) => ({ ...photo, title: ALBUM_TITLES[photo.key] ?? { zh: photo.key, en: photo.key } })),
  );
  return album;
}
