import { XMLParser } from 'fast-xml-parser';

export interface XmlElement {
  [name: string]: XmlValue;
}
export type XmlValue = string | XmlElement | XmlValue[];

const parser = new XMLParser({
  ignoreAttributes: true,
  // Every value stays text: numbers of twenty digits, and names like "0012", must not change.
  parseTagValue: false,
  processEntities: true,
  htmlEntities: false,
  trimValues: true,
});

/**
 * The children of `<xml>`, or null when the text is not such a document. Document types are refused before parsing: with
 * them an entity could grow without end.
 */
export function readCallbackXml(text: string): XmlElement | null {
  if (/<!(DOCTYPE|ENTITY|ELEMENT|ATTLIST)/i.test(text)) return null;
  try {
    const parsed = parser.parse(text, true) as { xml?: unknown };
    return isElement(parsed.xml) ? parsed.xml : null;
  } catch {
    return null;
  }
}

/** Text of one child that is there once; empty otherwise. */
export function textOf(element: XmlElement, name: string): string {
  const value = Object.hasOwn(element, name) ? element[name] : undefined;
  return typeof value === 'string' ? value : '';
}

function isElement(value: unknown): value is XmlElement {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
