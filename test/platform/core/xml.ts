import { XMLParser } from 'fast-xml-parser';
import { isJson, type Json } from './json';

const parser = new XMLParser({ parseTagValue: false, ignoreAttributes: true });

/** A flat XML message: text in CDATA, numbers bare, nested objects and lists as elements. */
export function toXml(fields: Record<string, XmlValue>): string {
  return `<xml>${elements(fields)}</xml>`;
}

export type XmlValue = string | number | undefined | XmlValue[] | { [name: string]: XmlValue };

function elements(fields: Record<string, XmlValue>): string {
  return Object.entries(fields)
    .map(([name, value]) => element(name, value))
    .join('');
}

function element(name: string, value: XmlValue): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((item) => element(name, item)).join('');
  if (typeof value === 'object') return `<${name}>${elements(value)}</${name}>`;
  if (typeof value === 'number') return `<${name}>${value}</${name}>`;
  return `<${name}><![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]></${name}>`;
}

/** The children of the root `xml` element, every value as text. */
export function fromXml(source: string): Json {
  const parsed: unknown = parser.parse(source);
  const root = isJson(parsed) ? parsed['xml'] : undefined;
  return isJson(root) ? root : {};
}
