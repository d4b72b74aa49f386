import type { LocalText } from '../season';

/** One entry of a closed list: `key` is stored and never changes, `name` is shown. */
export interface CatalogueItem {
  key: string;
  name: LocalText;
}

/** Builds a list from rows of key, Chinese name and English name. */
export function catalogueOf(rows: readonly (readonly [string, string, string])[]): readonly CatalogueItem[] {
  return rows.map(([key, zh, en]) => ({ key, name: { zh, en } }));
}
