import { chatWay, openChat, type ChatWay } from './chat-way';
import { phoneNow, serverNow } from './clock';
import { readContact, type Contact } from './help';
import { maySignInSilently } from './session';
import type { Words } from './texts';
import type { PersonKey } from '../../shared/i18n/phone/person/zh-CN';

/** What stands ready before the tap that asks a person. */
export interface PersonReady {
  contact: Contact | null;
  /** Null where the chat cannot be opened. */
  way: ChatWay | null;
}

const KEY = 'contact';
/** Offices rarely change their hours. */
const FRESH_MS = 10 * 60_000;

let asking: Promise<PersonReady> | undefined;
let known: { season: string | undefined; at: number; contact: Contact } | undefined;

/** Fetches what the tap needs; several askers at once are one call. */
export function readyPerson(season?: string): Promise<PersonReady> {
  asking ??= getReady(season).finally(() => {
    asking = undefined;
  });
  return asking;
}

/** The chat joins the account of whoever has one; anybody else goes there as a stranger. */
async function getReady(season?: string): Promise<PersonReady> {
  const [contact, joined] = await Promise.all([contactOf(season), maySignInSilently() ? chatWay() : null]);
  return { contact, way: joined ?? contact?.chat ?? null };
}

/** Whom to turn to; what was known last stays with the phone, for the time when the server does not answer. */
export async function contactOf(season?: string): Promise<Contact | null> {
  if (known && known.season === season && phoneNow() - known.at < FRESH_MS) return known.contact;
  const called = await readContact({ query: { season } });
  if (!called.ok) return keptContact();
  known = { season, at: phoneNow(), contact: called.body };
  wx.setStorageSync(KEY, called.body);
  return called.body;
}

function keptContact(): Contact | null {
  const kept: unknown = wx.getStorageSync(KEY);
  return typeof kept === 'object' && kept !== null && 'office' in kept ? (kept as Contact) : null;
}

/** Only in the tap itself: WeChat opens the chat at no other time. Where it does not, the office's number is told. */
export async function askPerson(ready: PersonReady, words: Words<PersonKey>): Promise<void> {
  const { contact } = ready;
  const isOver = ready.way?.expiresAt !== undefined && ready.way.expiresAt <= serverNow();
  const way = isOver ? (contact?.chat ?? null) : ready.way;
  if (way && (await openChat(way))) return;
  const { t, local } = words;
  const office = contact?.office;
  const hotline = office ? local(office.hotline) : '';
  const phoneNumber = numberIn(hotline);
  const told = {
    title: t('person.refused.title'),
    content: office
      ? t('person.refused.phone', { hotline, hours: local(office.hours) })
      : t('person.refused.later'),
  };
  if (phoneNumber === '') {
    void wx.showModal({ ...told, showCancel: false, confirmText: t('frame.ok') });
    return;
  }
  const { confirm } = await wx.showModal({
    ...told,
    cancelText: t('frame.ok'),
    confirmText: t('person.call'),
  });
  if (confirm) void wx.makePhoneCall({ phoneNumber });
}

/** A number that can be dialled, out of what the office wrote; empty where there is none. */
export function numberIn(hotline: string): string {
  return (/\d[\d-]{5,}\d/.exec(hotline)?.[0] ?? '').replaceAll('-', '');
}
