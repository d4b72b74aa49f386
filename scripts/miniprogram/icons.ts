import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { SourceFile } from './sources';

const FONT_FACE = /@font-face\s*\{[^}]*\}/g;
const ICON_RULE = /\.t-icon-([a-z0-9-]+):before\s*\{[^}]*\}/g;

/** How every icon is drawn; each adds its own shape. */
const DRAWING =
  ".t-icon-base:before{content:'';display:block;width:1em;height:1em;background:currentColor;" +
  '-webkit-mask-position:center;-webkit-mask-size:contain;-webkit-mask-repeat:no-repeat}';

/**
 * TDesign draws its icons with a font from a CDN and carries 2,000 rules for it. The icons that are used are drawn as
 * masks of their own SVG instead: nothing is loaded from outside and 100 kB are saved.
 */
export function drawUsedIcons(
  style: string,
  { used, folder }: { used: ReadonlySet<string>; folder: string },
): string {
  const shapes = style
    .replace(FONT_FACE, '')
    .replace(/font-family:\s*t\s*!important;?/g, '')
    .replace(ICON_RULE, (_rule, name: string) => (used.has(name) ? iconRule(folder, name) : ''))
    .replace(/\n{2,}/g, '\n');
  return shapes + DRAWING;
}

/**
 * Names of icons: a word in quotes that is also the name of an icon, in the tags of templates that draw one, and in scripts
 * that speak of icons.
 */
export function iconsNamedIn(files: Iterable<SourceFile>, folder: string): Set<string> {
  const named = new Set<string>();
  for (const file of files) {
    for (const [, word = ''] of placesOfIcons(file).matchAll(/["'`]([a-z][a-z0-9-]*)["'`]/g)) named.add(word);
  }
  return new Set([...named].filter((word) => existsSync(path.join(folder, `${word}.svg`))));
}

function placesOfIcons({ text, extension }: SourceFile): string {
  if (extension === '.js') return /\bicon\b/i.test(text) ? text : '';
  return extension === '.wxml' ? (text.match(/<t-icon\b[^>]*>|\bicon="[^"]*"/g) ?? []).join('\n') : '';
}

function iconRule(folder: string, name: string): string {
  const file = path.join(folder, `${name}.svg`);
  if (!existsSync(file)) return '';
  return `.t-icon-${name}:before{-webkit-mask-image:url("${dataUri(readFileSync(file, 'utf8'))}")}`;
}

/** The drawing alone, without what a mask does not show. The files misspell `viewBox`; without it a mask does not scale. */
function dataUri(svg: string): string {
  const drawing = plainShapes(svg.replace(/^[\s\S]*?<svg[^>]*>/, '').replace(/<\/svg>\s*$/, ''));
  const whole = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none'>${drawing}</svg>`;
  const plain = whole.replace(/\s+/g, ' ').replaceAll('"', "'").replaceAll('currentColor', 'black');
  return `data:image/svg+xml,${plain.replace(/[%#<>]/g, (sign) => encodeURIComponent(sign))}`;
}

/** Shapes without names, empty groups and fills that are not seen. */
function plainShapes(drawing: string): string {
  const grouped = /<g(?! id="[^"]*">)/.test(drawing) ? drawing : drawing.replace(/<\/?g\b[^>]*>/g, '');
  return grouped
    .replace(/ id="[^"]*"/g, '')
    .replace(/<path fill="transparent"(?![^>]*\bstroke=)[^>]*><\/path>/g, '')
    .replace(/><\/path>/g, '/>');
}
