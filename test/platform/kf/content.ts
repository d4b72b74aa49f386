import { bytesOf, child, isJson, list, Refusal, text, type Json } from '../core/json';
import type { Kf, PhoneMenuItem, PhoneMessage } from './state';

/** The part of a phone message that comes from its content. */
export type PhoneContent = Pick<PhoneMessage, 'type' | 'text' | 'menu' | 'link' | 'miniprogram' | 'mediaId'>;

const MENU_ITEMS = 10;

/** Checks what is sent to a customer against its limits and turns it into what the phone shows. */
export function readContent(kf: Kf, body: Json): PhoneContent {
  const type = text(body['msgtype']);
  const reader = READERS[type];
  if (!reader) throw new Refusal(40008, 'invalid msgtype');
  return { type, ...reader(child(body, type), kf) };
}

const READERS: Record<string, (content: Json, kf: Kf) => Omit<PhoneContent, 'type'>> = {
  text(content) {
    within(content['content'], { name: 'text.content', max: 2_048, errcode: 45002 });
    return { text: text(content['content']) };
  },
  msgmenu: (content) => readMenu(content),
  link(content, kf) {
    within(content['url'], { name: 'link.url', max: 2_048 });
    media(kf, content['thumb_media_id']);
    const link = {
      title: cut(text(content['title']), 128),
      desc: cut(text(content['desc']), 512),
      url: text(content['url']),
    };
    return { text: `${link.title}\n${link.url}`, link };
  },
  miniprogram(content, kf) {
    media(kf, content['thumb_media_id']);
    within(content['pagepath'], { name: 'pagepath', max: 1_024 });
    if (content['appid'] !== kf.linkedAppId) throw new Refusal(40013, 'appid not linked to the corp');
    const title = cut(text(content['title']), 64);
    const shown = { title, appid: text(content['appid']), pagepath: text(content['pagepath']) };
    return { text: `[小程序] ${title}`, miniprogram: shown };
  },
  image: (content, kf) => ({ text: '[图片]', mediaId: media(kf, content['media_id']) }),
  voice: (content, kf) => ({ text: '[语音]', mediaId: media(kf, content['media_id']) }),
  video: (content, kf) => ({ text: '[视频]', mediaId: media(kf, content['media_id']) }),
  file: (content, kf) => ({ text: '[文件]', mediaId: media(kf, content['media_id']) }),
  location(content) {
    if (typeof content['latitude'] !== 'number' || typeof content['longitude'] !== 'number') {
      throw new Refusal(95022, 'invalid location');
    }
    return { text: `[位置] ${text(content['name'])}` };
  },
};

function readMenu(menu: Json): Omit<PhoneContent, 'type'> {
  const rows = list(menu['list']);
  if (rows.length > MENU_ITEMS) throw new Refusal(95008, 'too many menu items');
  within(menu['head_content'], { name: 'head_content', max: 1_024, min: 0 });
  within(menu['tail_content'], { name: 'tail_content', max: 1_024, min: 0 });
  const items = rows.map(readMenuItem);
  const head = text(menu['head_content']);
  const tail = text(menu['tail_content']);
  const shown = [head, ...items.map(({ label }) => label), tail].filter(Boolean).join('\n');
  if (!shown) throw new Refusal(40058, 'empty menu');
  return { text: shown, menu: { head, items, tail } };
}

function readMenuItem(row: unknown): PhoneMenuItem {
  const kind = isJson(row) ? text(row['type']) : '';
  const item = child(row, kind);
  const label = text(item['content']);
  if (kind === 'click') {
    within(item['id'], { name: 'click.id', max: 64 });
    within(item['content'], { name: 'click.content', max: 128 });
    return { kind, label, id: text(item['id']) };
  }
  if (kind === 'view') {
    within(item['url'], { name: 'view.url', max: 2_048 });
    within(item['content'], { name: 'view.content', max: 1_024 });
    return { kind, label, url: text(item['url']) };
  }
  if (kind === 'miniprogram') {
    within(item['appid'], { name: 'miniprogram.appid', max: 32 });
    within(item['pagepath'], { name: 'miniprogram.pagepath', max: 1_024 });
    within(item['content'], { name: 'miniprogram.content', max: 1_024 });
    return { kind, label, appid: text(item['appid']), pagepath: text(item['pagepath']) };
  }
  if (kind !== 'text') throw new Refusal(95009, 'invalid menu item type');
  within(item['content'], { name: 'text.content', max: 256 });
  return { kind, label };
}

function within(value: unknown, rule: { name: string; max: number; min?: number; errcode?: number }): void {
  const size = bytesOf(value);
  if (value !== undefined && typeof value !== 'string') throw new Refusal(40058, `${rule.name} is no string`);
  if (size < (rule.min ?? 1)) throw new Refusal(40058, `${rule.name} missing`);
  if (size > rule.max) throw new Refusal(rule.errcode ?? 40058, `${rule.name} exceed max length ${rule.max}`);
}

function media(kf: Kf, id: unknown): string {
  if (!kf.wecom.media.find(text(id))) throw new Refusal(40007, 'invalid media_id');
  return text(id);
}

/** Titles are cut silently to a number of bytes, never inside a character. */
function cut(value: string, maxBytes: number): string {
  let result = '';
  for (const character of value) {
    if (Buffer.byteLength(result + character, 'utf8') > maxBytes) break;
    result += character;
  }
  return result;
}
