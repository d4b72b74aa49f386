import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Layout } from './layout';
import { renamed, withComponents } from './references';
import type { SourceFile } from './sources';

/** Writes every file at its place, naming the others where they now are. Returns the bytes of each by its place. */
export function emit(target: string, files: Map<string, SourceFile>, layout: Layout): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const file of files.values()) {
    const place = placeIn(layout, file.path);
    const text = file.config ? configText(file, place, layout) : scriptText(file, place, layout);
    const to = path.join(target, place);
    mkdirSync(path.dirname(to), { recursive: true });
    writeFileSync(to, text);
    sizes.set(place, Buffer.byteLength(text));
  }
  return sizes;
}

function scriptText(file: SourceFile, place: string, layout: Layout): string {
  const references = file.references.map(({ start, end, target }) => ({
    start,
    end,
    to: nameFrom(place, placeIn(layout, target)),
  }));
  return renamed(file.text, references);
}

function configText(file: SourceFile, place: string, layout: Layout): string {
  const targets = new Map(file.components.map(({ name, target }) => [name, target]));
  const config = withComponents(file.config ?? {}, (name) => {
    const json = `${targets.get(name)}.json`;
    return nameFrom(place, placeIn(layout, json)).replace(/\.json$/, '');
  });
  return JSON.stringify(config);
}

function placeIn(layout: Layout, file: string): string {
  const place = layout.get(file);
  if (place === undefined) throw new Error(`${file} has no place`);
  return place;
}

function nameFrom(place: string, target: string): string {
  const relative = path.posix.relative(path.posix.dirname(place), target);
  return relative.startsWith('.') ? relative : `./${relative}`;
}
