import type { Core } from './core';
import { answered, getRoute } from './errcode-style';
import type { Answer, Call, Route } from './http-host';
import { ok, Refusal } from './json';
import { firstFile } from './multipart';

export interface Media {
  id: string;
  contentType: string;
  bytes: Buffer;
  expiresAt: number;
}

/** Temporary media of WeCom: ids live three days. */
export interface MediaStore {
  add(input: { contentType: string; bytes: Buffer }): Media;
  find(id: string): Media | undefined;
}

const LIFETIME_MS = 3 * 24 * 3_600_000;

export function createMediaStore(core: Core): MediaStore {
  const media = new Map<string, Media>();
  return {
    add(input) {
      const item = { id: core.ids.next('media_'), expiresAt: core.clock.now() + LIFETIME_MS, ...input };
      media.set(item.id, item);
      return item;
    },
    find(id) {
      const item = media.get(id);
      return item && item.expiresAt > core.clock.now() ? item : undefined;
    },
  };
}

export function mediaRoutes(store: MediaStore, authenticate: (call: Call) => void): Route[] {
  const upload = (call: Call): Answer => {
    authenticate(call);
    const file = firstFile(call);
    const type = call.query.get('type') ?? '';
    if (!['image', 'voice', 'video', 'file'].includes(type)) throw new Refusal(40004, 'invalid media type');
    if (!file || file.bytes.length < 5) throw new Refusal(40058, 'media is empty');
    const item = store.add({ contentType: file.contentType, bytes: file.bytes });
    return ok({ type, media_id: item.id, created_at: String(Math.floor(item.expiresAt / 1000) - 259_200) });
  };
  const download = (call: Call): Answer => {
    authenticate(call);
    const item = store.find(call.query.get('media_id') ?? '');
    if (!item) throw new Refusal(40007, 'invalid media_id');
    const headers = {
      'Content-Type': item.contentType,
      'Content-Disposition': `attachment; filename="${item.id}"`,
    };
    return { status: 200, headers, body: item.bytes };
  };
  return [
    { method: 'POST', path: '/cgi-bin/media/upload', handle: (call) => answered(() => upload(call)) },
    getRoute('/cgi-bin/media/get', download),
  ];
}
