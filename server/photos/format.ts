/** Formats by content; file names and declared types are never believed. */
export type PhotoFormat = 'jpeg' | 'png' | 'heic';

/** Where the picture itself ends, or why it is not one whole picture. */
export type PhotoExtent = { ok: true; end: number } | { ok: false };

const heicBrands = new Set(['heic', 'heix', 'hevc', 'hevx', 'mif1', 'msf1']);

/** The accepted format whose signature the bytes begin with, or the name of another known one, or `unknown`. */
export function sniffFormat(picture: Uint8Array): { format: PhotoFormat } | { format: null; type: string } {
  const bytes = Buffer.from(picture.subarray(0, 512));
  if (startsWith(bytes, 'ffd8ff')) return { format: 'jpeg' };
  if (startsWith(bytes, '89504e470d0a1a0a')) return { format: 'png' };
  if (bytes.toString('latin1', 4, 8) === 'ftyp') {
    const brand = bytes.toString('latin1', 8, 12);
    if (heicBrands.has(brand)) return { format: 'heic' };
    return { format: null, type: brand.startsWith('avi') ? 'AVIF' : 'MP4' };
  }
  return { format: null, type: otherType(bytes) };
}

/** Finds the end of the picture by its own structure, so that nothing behind it reaches a decoder. */
export function measureExtent(bytes: Buffer, format: PhotoFormat): PhotoExtent {
  switch (format) {
    case 'jpeg':
      return jpegExtent(bytes);
    case 'png':
      return pngExtent(bytes);
    case 'heic':
      return heicExtent(bytes);
  }
}

/**
 * Whether the bytes behind a picture are a page, a script, a program or an archive. Phones append data of their own
 * (a second picture, a short film, camera notes), which is cut off without a word.
 */
export function isForeignTail(tail: Buffer): boolean {
  const start = tail.subarray(0, 8).toString('latin1').trimStart();
  if (start.startsWith('MZ') || start.startsWith('\x7fELF') || start.startsWith('#!')) return true;
  const signatures = [
    'PK\x03\x04',
    'PK\x05\x06',
    'Rar!\x1a\x07',
    '7z\xbc\xaf\x27\x1c',
    '%PDF-',
    '<?php',
    '<?xml',
  ];
  if (signatures.some((signature) => tail.includes(signature, 0, 'latin1'))) return true;
  return /<(?:script|html|svg|iframe|!doctype)[\s>/]/i.test(tail.toString('latin1'));
}

/** Sizes stated in a HEIC file's `ispe` boxes, read before anything is decoded. */
export function heicSizes(bytes: Buffer): { width: number; height: number }[] {
  const sizes: { width: number; height: number }[] = [];
  for (let at = bytes.indexOf('ispe'); at !== -1; at = bytes.indexOf('ispe', at + 4)) {
    const isBox = at >= 4 && at + 16 <= bytes.length && bytes.readUInt32BE(at - 4) === 20;
    if (isBox) sizes.push({ width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12) });
  }
  return sizes;
}

function startsWith(bytes: Buffer, hex: string): boolean {
  return bytes.subarray(0, hex.length / 2).toString('hex') === hex;
}

function otherType(bytes: Buffer): string {
  const head = bytes.toString('latin1');
  if (head.startsWith('GIF8')) return 'GIF';
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'WebP';
  if (head.startsWith('BM')) return 'BMP';
  if (head.startsWith('II*\0') || head.startsWith('MM\0*')) return 'TIFF';
  if (head.startsWith('%PDF-')) return 'PDF';
  if (head.startsWith('PK\x03\x04')) return 'ZIP';
  return /<svg[\s>]/i.test(head) ? 'SVG' : 'unknown';
}

/** Segments up to a scan, then entropy-coded data up to the next marker, until the end marker. */
function jpegExtent(bytes: Buffer): PhotoExtent {
  let at = 2;
  while (at + 2 <= bytes.length) {
    if (bytes[at] !== 0xff) return { ok: false };
    const marker = bytes[at + 1];
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    at += 2;
    if (marker === 0xd9) return { ok: true, end: at };
    if (marker === 0x01) continue;
    if (at + 2 > bytes.length) break;
    const length = bytes.readUInt16BE(at);
    if (length < 2) return { ok: false };
    at += length;
    if (marker === 0xda) at = endOfScan(bytes, at);
  }
  return { ok: false };
}

/** In a scan, FF is data when 00 follows and a restart when D0 to D7 follows. */
function endOfScan(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(0xff, from);
  while (at !== -1 && at + 1 < bytes.length) {
    const next = bytes[at + 1] ?? 0;
    const isData = next === 0x00 || (next >= 0xd0 && next <= 0xd7);
    if (!isData) return at;
    at = bytes.indexOf(0xff, at + 2);
  }
  return bytes.length;
}

function pngExtent(bytes: Buffer): PhotoExtent {
  let at = 8;
  while (at + 12 <= bytes.length) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    at += 12 + bytes.readUInt32BE(at);
    if (type === 'IEND' && at <= bytes.length) return { ok: true, end: at };
  }
  return { ok: false };
}

/** Boxes of the ISO base media format; what does not continue them is a tail. */
function heicExtent(bytes: Buffer): PhotoExtent {
  let at = 0;
  let hasMeta = false;
  while (at + 8 <= bytes.length) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    const length = boxLength(bytes, at);
    if (!/^[\x20-\x7e]{4}$/.test(type) || length < 8 || at + length > bytes.length) break;
    hasMeta ||= type === 'meta';
    at += length;
  }
  return hasMeta ? { ok: true, end: at } : { ok: false };
}

/** 0 means "to the end of the file", 1 means that a 64-bit length follows. */
function boxLength(bytes: Buffer, at: number): number {
  const length = bytes.readUInt32BE(at);
  if (length === 0) return bytes.length - at;
  if (length > 1) return length;
  return at + 16 <= bytes.length ? Number(bytes.readBigUInt64BE(at + 8)) : 0;
}
