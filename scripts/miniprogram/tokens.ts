import type { SourceFile } from './sources';

const DECLARED = /(--td-[a-z0-9-]+):([^;}]*);?/gi;
const EMPTY = /[^{};]+\{\s*\}/g;
const USED = /var\(\s*(--td-[a-z0-9-]+)/gi;

/** Takes tokens of TDesign's themes out that nothing draws with: its components bring theirs, and few of them are used. */
export function dropUnusedTokens(files: Map<string, SourceFile>, isTheme: (path: string) => boolean): void {
  const themes = [...files.values()].filter(({ path, extension }) => extension === '.wxss' && isTheme(path));
  const others = [...files.values()].filter((file) => !themes.includes(file));
  const used = new Set(others.flatMap(({ text }) => usedIn(text)));
  const values = new Map<string, string[]>();
  for (const { text } of themes) {
    for (const [, name = '', value = ''] of text.matchAll(DECLARED)) {
      values.set(name, [...(values.get(name) ?? []), ...usedIn(value)]);
    }
    // What a theme itself draws with, outside of its declarations.
    for (const name of usedIn(text.replace(DECLARED, ''))) used.add(name);
  }
  for (const name of used) for (const needed of values.get(name) ?? []) used.add(needed);
  for (const theme of themes) {
    const text = theme.text.replace(DECLARED, (declaration, name: string) =>
      used.has(name) ? declaration : '',
    );
    // An emptied rule may leave an empty block around it.
    files.set(theme.path, { ...theme, text: text.replace(EMPTY, '').replace(EMPTY, '') });
  }
}

function usedIn(text: string): string[] {
  return [...text.matchAll(USED)].map(([, name = '']) => name);
}
