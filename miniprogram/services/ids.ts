import { phoneNow } from './clock';

let made = 0;
/** Parts two phones that start in the same millisecond; no secret depends on it. */
let seed = '';

/** A value no other call of this phone has: a request's number, or the key that makes a repeated write harmless. */
export function newId(): string {
  made += 1;
  seed ||= seedOfPhone();
  return `${phoneNow().toString(36)}-${made.toString(36)}-${seed}`;
}

function seedOfPhone(): string {
  const { windowWidth, windowHeight } = wx.getWindowInfo();
  const kept: unknown = wx.getStorageSync('seed');
  const fresh = `${phoneNow()}${windowWidth}${windowHeight}`;
  const value = typeof kept === 'string' && kept !== '' ? kept : digest(fresh);
  wx.setStorageSync('seed', value);
  return value;
}

function digest(text: string): string {
  let sum = 2_166_136_261;
  for (const character of text) sum = Math.imul(sum ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return sum.toString(36).padStart(7, '0');
}
