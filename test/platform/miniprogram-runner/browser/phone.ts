import type { AlbumPicture, PhoneConditions } from '../conditions';

/** Calls to the world around the phone: WeChat's servers as the stand-in plays them, and the person's other apps. */
export type Ask = (name: string, input: unknown) => Promise<unknown>;

export interface Phone {
  conditions: PhoneConditions;
  ask: Ask;
  /** Where https calls of the mini program really go. */
  serverOrigin: string;
  /** Path and query to open first; the first page of app.json when empty. */
  entry: string;
  /** Pictures to pick from; without them the browser's own file dialog opens. */
  pictures?: AlbumPicture[];
  /** Name of this phone's storage, where one browser shows several phones. */
  storage?: string;
}

declare global {
  interface Window {
    phone: Phone;
  }
}

export const phone = (): Phone => window.phone;
