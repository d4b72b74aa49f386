import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { SourceFile } from './sources';

const FONT_FACE = /@font-face\s*\{[^}]*\}/g;
const ICON_RULE = /\.t-icon-([a-z0-9-]+):before\s*\{[^}]*\}/g;

/**
 * TDesign draws its icons with a font from a CDN and carries 2,000 rules for it. The icons that are used are drawn as
 * masks of their own SVG instead: nothing is loaded from outside and 100 kB are saved.
 */
export function drawUsedIcons(
  style: string,
  { used, folder }: { used: ReadonlySet<string>; folder: string },
): string {
  return style
    .replace(FONT_FACE, '')
    .replace(/font-family:\s*t\s*!important;?/g, '')
    .replace(ICON_RULE, (_rule, name: string) => (used.has(name) ? iconRule(folder, name) : ''))
    .replace(/\n{2,}/g, '\n');
}

/** Names of icons in templates and scripts: a word in quotes that is also the name of an icon. */
export function iconsNamedIn(files: Iterable<SourceFile>, folder: string): Set<string> {
  const named = new Set<string>();
  for (const { text, extension } of files) {
    if (extension !== '.js' && extension !== '.wxml') continue;
    for (const [, word = ''] of text.matchAll(/["'`]([a-z][a-z0-9-]*)["'`]/g)) named.add(word);
  }
  return new Set([...named].filter((word) => existsSync(path.join(folder, `${word}.svg`))));
}

function iconRule(folder: string, name: string): string {
  const file = path.join(folder, `${name}.svg`);
  if (!existsSync(file)) return '';
  return (
    `.t-icon-${name}:before{content:'';display:block;width:1em;height:1em;background:currentColor;` +
    `-webkit-mask:url("${dataUri(readFileSync(file, 'utf8'))}") center/contain no-repeat;}`
  );
}

/** The drawing alone. The files misspell `viewBox`; without it a mask does not scale. */
function dataUri(svg: string): string {
  const drawing = svg.replace(/^[\s\S]*?<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '');
  const whole = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none'>${drawing}</svg>`;
  const plain = whole.replace(/\s+/g, ' ').replaceAll('"', "'").replaceAll('currentColor', 'black');
  return `data:image/svg+xml,${plain.replace(/[%#<>]/g, (sign) => encodeURIComponent(sign))}`;
}
