import path from 'node:path';
import type { ResultFiles } from './result-files';

/** One kind of information in `privacy-guide.json`, as it is declared in the console of the platform. */
export interface PrivacyEntry {
  /** Name of the kind, in Chinese. */
  information: string;
  /** What it is used for, in Chinese. */
  purpose: string;
  /** Private interfaces that give it; none for what people type. */
  apis: string[];
  typed?: boolean;
}

export interface PrivacyGuide {
  entries: PrivacyEntry[];
}

/** Methods of `wx` that fail until the person has agreed and the information is declared. */
const PRIVATE_METHODS = [
  'addPhoneCalendar',
  'addPhoneContact',
  'addPhoneRepeatCalendar',
  'chooseAddress',
  'chooseContact',
  'chooseImage',
  'chooseInvoiceTitle',
  'chooseLicensePlate',
  'chooseLocation',
  'chooseMedia',
  'chooseMessageFile',
  'choosePoi',
  'chooseVideo',
  'createCameraContext',
  'getClipboardData',
  'getFuzzyLocation',
  'getLocation',
  'getUserInfo',
  'getUserProfile',
  'getWeRunData',
  'openBluetoothAdapter',
  'saveImageToPhotosAlbum',
  'saveVideoToPhotosAlbum',
  'setClipboardData',
  'startLocationUpdate',
  'startRecord',
];

/** Private kinds of buttons and elements in templates. */
const PRIVATE_OPEN_TYPES = ['getPhoneNumber', 'getRealtimePhoneNumber', 'chooseAvatar', 'getUserInfo'];
const PRIVATE_ELEMENTS = ['camera', 'live-pusher'];

/** Private interfaces a built mini program uses, each with a file that uses it. */
export function privateUses(files: ResultFiles): Map<string, string> {
  const uses = new Map<string, string>();
  const method = new RegExp(`\\bwx\\$?\\d*\\.(${PRIVATE_METHODS.join('|')})\\b`, 'g');
  const openType = new RegExp(`open-type="(${PRIVATE_OPEN_TYPES.join('|')})"`, 'g');
  const element = new RegExp(`<(${PRIVATE_ELEMENTS.join('|')})[\\s>/]`, 'g');
  for (const file of files.paths) {
    const extension = path.posix.extname(file);
    const patterns = extension === '.js' ? [method] : extension === '.wxml' ? [openType, element] : [];
    for (const pattern of patterns) {
      for (const [, name = ''] of files.read(file).matchAll(pattern)) uses.set(name, file);
    }
  }
  return uses;
}

/** Uses without an entry, entries without a use, and entries that say nothing. */
export function privacyProblems(files: ResultFiles, guide: PrivacyGuide): string[] {
  const uses = privateUses(files);
  const declared = new Set(guide.entries.flatMap(({ apis }) => apis));
  const undeclared = [...uses]
    .filter(([name]) => !declared.has(name))
    .map(([name, file]) => `${file} uses ${name}, which privacy-guide.json does not list`);
  const unused = [...declared]
    .filter((name) => !uses.has(name))
    .map((name) => `privacy-guide.json lists ${name}, which nothing uses`);
  return [...undeclared, ...unused, ...guide.entries.flatMap(entryProblems)];
}

function entryProblems({ information, purpose, apis, typed }: PrivacyEntry): string[] {
  const about = `privacy-guide.json: ${information || 'an entry without a name'}`;
  const problems: string[] = [];
  if (!/\p{Script=Han}/u.test(purpose)) problems.push(`${about} has no purpose in Chinese`);
  if (apis.length === 0 && !typed) problems.push(`${about} is neither typed nor given by an interface`);
  return problems;
}
