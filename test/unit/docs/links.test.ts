import { existsSync } from 'node:fs';
import path from 'node:path';
import { filesBelow, read, ROOT, stands } from './rule-numbers';

const PAGES = ['README.md', 'README.zh-CN.md', ...filesBelow('docs').filter((file) => file.endsWith('.md'))];
/** Written by a run: they need not stand in the tree. */
const MADE = /^(?:dist|node_modules)\//u;
/** A place in the tree: begins with one of its folders. */
const PLACE = /^(?:shared|bot|server|test|scripts|seasons|docs|\.ci)\/[\w./-]+$/u;

describe('Pages of the documentation', () => {
  it.each(PAGES)('%s links only to what exists', (page) => {
    const links = [...read(page).matchAll(/\]\(([^)\s]+)\)/gu)].map(([, target = '']) => target);
    const local = links.filter((target) => !/^(?:https?:|#)/u.test(target));
    const missing = local.filter(
      (target) => !existsSync(path.join(ROOT, path.dirname(page), target.split('#')[0] ?? '')),
    );
    expect(missing.filter((target) => !target.endsWith('.png'))).toEqual([]);
  });

  it.each(PAGES)('%s names only files that exist, and names that stand in them', (page) => {
    const named = [...read(page).matchAll(/`([^`\n]+)`/gu)].map(([, text = '']) => text);
    const places = named.filter((text) => PLACE.test(text.split('#')[0] ?? '') && !MADE.test(text));
    expect(places.filter((place) => !stands(place))).toEqual([]);
  });
});
