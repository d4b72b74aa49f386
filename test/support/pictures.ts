import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp, { type Sharp } from 'sharp';

/** A drawn picture in the manner of an ID photo; it shows nobody. */
export interface PictureOptions {
  width?: number;
  height?: number;
  /** CSS colour of the wall behind the person. */
  background?: string;
  /** Standard deviation of a Gaussian blur in pixels; 0 is sharp. */
  blur?: number;
  format?: 'jpeg' | 'png';
  /** JPEG quality. */
  quality?: number;
  colour?: 'rgb' | 'grey' | 'cmyk';
  /** EXIF orientation; the pixels are turned so that a reader which obeys it sees the person upright. */
  orientation?: 1 | 3 | 6 | 8;
  /** Factor on the brightness of everything. */
  brightness?: number;
  /** Strength of the film grain, 0 to 255. */
  grain?: number;
  /** Another number draws another person. */
  seed?: number;
}

const drawnBefore = new Map<string, Promise<Buffer>>();

/** The bytes of a drawn ID picture; with no options a JPEG of 480 x 640 that breaks no rule. */
export async function idPicture(options: PictureOptions = {}): Promise<Buffer> {
  const key = JSON.stringify(options, Object.keys(options).sort());
  const drawn = drawnBefore.get(key) ?? draw(options);
  if (drawnBefore.size < 50) drawnBefore.set(key, drawn);
  return Buffer.from(await drawn);
}

async function draw(options: PictureOptions): Promise<Buffer> {
  const { format = 'jpeg', quality = 90, colour = 'rgb', orientation = 1 } = options;
  let picture = await drawPerson(options);
  picture = turnFor(picture, orientation);
  if (colour === 'grey') picture = picture.greyscale().toColourspace('b-w');
  if (colour === 'cmyk') picture = picture.toColourspace('cmyk');
  if (orientation !== 1) picture = picture.withMetadata({ orientation });
  return format === 'png' ? picture.png().toBuffer() : picture.jpeg({ quality }).toBuffer();
}

/** One even colour: what a covered lens gives. */
export function blankPicture(colour = '#808080', width = 480, height = 640): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: colour } })
    .jpeg()
    .toBuffer();
}

/** Whether Debian's HEIC encoder is on this machine. */
export function hasHeicEncoder(): boolean {
  return spawnSync('heif-enc', ['--version'], { stdio: 'ignore' }).status === 0;
}

/** The drawn picture as an iPhone would send it. Needs `hasHeicEncoder()`. */
export async function heicPicture(options: PictureOptions & { heicQuality?: number } = {}): Promise<Buffer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'ncre-heic-'));
  try {
    const source = path.join(folder, 'source.png');
    const target = path.join(folder, 'target.heic');
    writeFileSync(source, await idPicture({ ...options, format: 'png' }));
    execFileSync('heif-enc', ['-q', String(options.heicQuality ?? 70), source, '-o', target], {
      stdio: 'ignore',
    });
    return readFileSync(target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A HEIC file of 300 x 400 that needs no encoder. */
export function heicFixture(): Buffer {
  return readFileSync(path.join(__dirname, 'pictures', 'drawn-person.heic'));
}

/** A PNG whose header promises a size that its data does not hold. */
export async function bombPng(width: number, height: number): Promise<Buffer> {
  const bytes = Buffer.from(
    await sharp({ create: { width: 1, height: 1, channels: 3, background: '#fff' } })
      .png()
      .toBuffer(),
  );
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
  return bytes;
}

/** A JPEG whose frame header promises another size. */
export async function bombJpeg(width: number, height: number): Promise<Buffer> {
  const bytes = Buffer.from(await idPicture());
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  bytes.writeUInt16BE(height, frame + 5);
  bytes.writeUInt16BE(width, frame + 7);
  return bytes;
}

async function drawPerson(options: PictureOptions): Promise<Sharp> {
  const {
    width = 480,
    height = 640,
    background = '#fbfbfb',
    blur = 0,
    brightness = 1,
    grain = 10,
    seed = 1,
  } = options;
  const random = randomFrom(seed);
  const noise = { width: grainTile, height: grainTile, channels: 4 as const };
  const drawn = await sharp(Buffer.from(personSvg({ width, height, background, random })))
    .composite([{ input: grainLayer(grain, random), raw: noise, tile: true, blend: 'over' }])
    .flatten()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { channels } = drawn.info;
  let picture = sharp(drawn.data, { raw: { width, height, channels } });
  if (blur > 0) picture = picture.blur(blur);
  if (brightness !== 1) picture = picture.linear(brightness, 0);
  const raw = await picture.raw().toBuffer({ resolveWithObject: true });
  return sharp(raw.data, { raw: { width, height, channels: raw.info.channels } });
}

function turnFor(picture: Sharp, orientation: 1 | 3 | 6 | 8): Sharp {
  const degrees = { 1: 0, 3: 180, 6: 270, 8: 90 }[orientation];
  return degrees === 0 ? picture : picture.rotate(degrees);
}

interface Drawing {
  width: number;
  height: number;
  background: string;
  random: () => number;
}

/** Head a tenth below the top, shoulders over the lowest fifth, as the notices ask. */
function personSvg({ width, height, background, random }: Drawing): string {
  const shift = (range: number): number => (random() - 0.5) * range;
  const skin = `hsl(${24 + shift(10)}, 45%, ${68 + shift(12)}%)`;
  const hair = `hsl(${20 + shift(20)}, 20%, ${16 + shift(10)}%)`;
  const coat = `hsl(${random() * 360}, 45%, ${32 + shift(16)}%)`;
  const faceWidth = 21 + shift(4);
  const eyesAt = 48 + shift(5);
  const mouth = 5 + shift(3);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 100 133" preserveAspectRatio="none">
    <rect width="100" height="133" fill="${background}"/>
    <path d="M12 133 C14 112 30 108 42 104 L58 104 C70 108 86 112 88 133 Z" fill="${coat}"/>
    <path d="M42 92 L42 106 L50 116 L58 106 L58 92 Z" fill="${skin}"/>
    <path d="M38 106 L50 124 L62 106 L58 103 L50 115 L42 103 Z" fill="#f2f2f6"/>
    <ellipse cx="50" cy="49" rx="${faceWidth + 4}" ry="36" fill="${hair}"/>
    <ellipse cx="50" cy="60" rx="${faceWidth}" ry="${36 + shift(2)}" fill="${skin}"/>
    <path d="M${50 - faceWidth} 46 Q50 ${24 + shift(8)} ${50 + faceWidth} 46 L${52 + faceWidth} 34 Q50 4 ${48 - faceWidth} 34 Z" fill="${hair}"/>
    <g fill="#2b211c"><ellipse cx="41" cy="${eyesAt + 6}" rx="3.4" ry="1.6"/><ellipse cx="59" cy="${eyesAt + 6}" rx="3.4" ry="1.6"/></g>
    <g stroke="${hair}" stroke-width="1.6" fill="none"><path d="M36 ${eyesAt} q5 -3 10 0"/><path d="M54 ${eyesAt} q5 -3 10 0"/></g>
    <path d="M50 58 l-3 12 q3 2 6 0" stroke="#8a5a44" stroke-width="1" fill="none"/>
    <path d="M${50 - mouth} 80 q${mouth} 4 ${mouth * 2} 0 q-${mouth} -2 -${mouth * 2} 0" fill="#a8453f"/>
  </svg>`;
}

/** Side of the square of grain that is repeated over the picture; no picture may be smaller. */
const grainTile = 96;

/** Grey specks of random strength: without them a drawing is smaller and smoother than any photograph. */
function grainLayer(grain: number, random: () => number): Buffer {
  const layer = Buffer.alloc(grainTile * grainTile * 4);
  for (let at = 0; at < layer.length; at += 4) {
    const strength = (random() + random() + random() - 1.5) * grain * 2;
    layer.writeUInt32BE(strength > 0 ? 0xffffff00 : 0, at);
    layer[at + 3] = Math.min(255, Math.abs(strength));
  }
  return layer;
}

/** mulberry32: the same seed draws the same picture. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
