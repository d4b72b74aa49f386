/** What an element of a platform's message holds: text, or elements by name; one that comes several times is a list. */
export type XmlValue = string | XmlElement | XmlValue[];

export interface XmlElement {
  [name: string]: XmlValue;
}

/** No message of a platform nests deeper than four. */
const MAX_DEPTH = 16;

const DECLARATION = /^\s*(?:<\?xml\s[^<>?]*\?>\s*)?/;
const NAME = '[A-Za-z_][\\w.-]*';
const ATTRIBUTES = `(?:\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*`;
const TAG = new RegExp(`<(?:(${NAME})${ATTRIBUTES}\\s*(/?)|/(${NAME})\\s*)>`, 'y');
const CDATA = '<![CDATA[';
const CDATA_END = ']]>';
/** Entities that XML knows by itself; others need a document type. */
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** An element that has begun. */
interface Begun {
  name: string;
  text: string;
  children: XmlElement | null;
}

/** How far a document is read. */
interface Reading {
  source: string;
  at: number;
  /** Elements that have begun, the innermost last. */
  open: Begun[];
  root: { name: string; value: XmlValue } | null;
}

/**
 * The children of `<xml>`, or null when the text is not such a document. It is read before anybody has proven who sent it, so
 * it takes nothing but what platforms write: elements, text, CDATA; attributes are passed over. Document types, comments and
 * instructions are refused, as are text beside elements and every entity but XML's own. Values stay text: numbers of twenty
 * digits, and names like "0012", must not change.
 */
export function readPlatformXml(source: string): XmlElement | null {
  const at = DECLARATION.exec(source)?.[0].length ?? 0;
  const reading: Reading = { source, at, open: [], root: null };
  while (!reading.root) if (!takeNext(reading)) return null;
  const { name, value } = reading.root;
  if (name !== 'xml' || !isElement(value)) return null;
  return source.slice(reading.at).trim() === '' ? value : null;
}

/** False where the document is broken, or ends too soon. */
function takeNext(reading: Reading): boolean {
  const { source, at } = reading;
  if (source[at] !== '<') return takeText(reading);
  return source.startsWith(CDATA, at) ? takeCdata(reading) : takeTag(reading);
}

function takeText(reading: Reading): boolean {
  const { source, at, open } = reading;
  const end = source.indexOf('<', at);
  const text = end < 0 ? null : plainText(source.slice(at, end));
  const within = open.at(-1);
  if (!within || text === null) return false;
  within.text += text;
  reading.at = end;
  return true;
}

function takeCdata(reading: Reading): boolean {
  const { source, at, open } = reading;
  const end = source.indexOf(CDATA_END, at);
  const within = open.at(-1);
  if (!within || end < 0) return false;
  within.text += source.slice(at + CDATA.length, end);
  reading.at = end + CDATA_END.length;
  return true;
}

function takeTag(reading: Reading): boolean {
  const { source, at, open } = reading;
  TAG.lastIndex = at;
  const [tag, name = '', isEmpty, endsName] = TAG.exec(source) ?? [];
  if (tag === undefined) return false;
  reading.at = at + tag.length;
  if (endsName !== undefined) return open.at(-1)?.name === endsName && end(reading);
  if (open.length >= MAX_DEPTH) return false;
  open.push({ name, text: '', children: null });
  return isEmpty === '' || end(reading);
}

/** Ends the innermost element. */
function end(reading: Reading): boolean {
  const ended = reading.open.pop();
  // Text beside elements.
  if (!ended || (ended.children && ended.text !== '')) return false;
  const { name } = ended;
  const value = ended.children ?? ended.text;
  const parent = reading.open.at(-1);
  if (parent) put((parent.children ??= Object.create(null) as XmlElement), name, value);
  else reading.root = { name, value };
  return true;
}

function isElement(value: XmlValue): value is XmlElement {
  return typeof value === 'object' && !Array.isArray(value);
}

function put(children: XmlElement, name: string, value: XmlValue): void {
  const before = children[name];
  if (before === undefined) children[name] = value;
  else if (Array.isArray(before)) before.push(value);
  else children[name] = [before, value];
}

/** Text outside of CDATA, without the blanks around it; null with an `&` that begins no entity. */
function plainText(written: string): string | null {
  const text = written.trim();
  if (!text.includes('&')) return text;
  const parts = text.split(/&([^;&]*);/);
  const read = parts.map((part, index) => (index % 2 === 0 ? part : entity(part)));
  return read.some((part, index) => part === null || (index % 2 === 0 && part.includes('&')))
    ? null
    : read.join('');
}

function entity(name: string): string | null {
  const [, hex, decimal] = /^#(?:x([\da-fA-F]{1,6})|(\d{1,7}))$/.exec(name) ?? [];
  if (hex === undefined && decimal === undefined) {
    return Object.hasOwn(ENTITIES, name) ? (ENTITIES[name] ?? null) : null;
  }
  const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
  return isSign(code) ? String.fromCodePoint(code) : null;
}

/** No control signs but blanks, no halves of a sign: what XML itself takes. */
function isSign(code: number): boolean {
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
  return code < 0xd8_00 || (code > 0xdf_ff && code < 0xff_fe) || (code > 0xff_ff && code <= 0x10_ff_ff);
}

/** Text of one child that is there once; empty otherwise. */
export function textOf(element: XmlElement, name: string): string {
  const value = Object.hasOwn(element, name) ? element[name] : undefined;
  return typeof value === 'string' ? value : '';
}
