import type { FactRow } from '../components/fact-list/fact-list';

/** A line that is only read. */
export function factRow(key: string, label: string, value: string): FactRow {
  return { key, label, value, note: '', act: '' };
}
