import { blankPicture, idPicture } from '../../support/pictures';

/** A drawn picture that a candidate may send; it shows nobody. */
export interface DrawnPhoto {
  key: 'good' | 'another' | 'blue' | 'small' | 'blank' | 'blurred';
  bytes: Buffer;
  contentType: string;
}

/** One picture that breaks no rule, a second one of somebody else, and some that do not fit. */
export async function drawnPhotos(): Promise<DrawnPhoto[]> {
  const [good, another, blue, small, blank, blurred] = await Promise.all([
    idPicture(),
    idPicture({ seed: 7 }),
    idPicture({ background: '#3b7dd8', seed: 3 }),
    idPicture({ width: 120, height: 160 }),
    blankPicture('#808080', 300, 400),
    idPicture({ blur: 9, seed: 5 }),
  ]);
  const contentType = 'image/jpeg';
  return [
    { key: 'good', bytes: good, contentType },
    { key: 'another', bytes: another, contentType },
    { key: 'blue', bytes: blue, contentType },
    { key: 'small', bytes: small, contentType },
    { key: 'blank', bytes: blank, contentType },
    { key: 'blurred', bytes: blurred, contentType },
  ];
}
