/** A JSON text with the line of every value, so that a problem can name it, and every key that was given twice. */
export type JsonSource =
  | { ok: true; value: unknown; lineOf(path: string): number; duplicates: { path: string; line: number }[] }
  | { ok: false; code: 'file.not_json' | 'file.too_deep'; line: number };

const MAX_DEPTH = 32;

/** Thrown inside this file only: ends the reading at the first place that is not JSON. */
class NotJson extends Error {
  constructor(
    readonly code: 'file.not_json' | 'file.too_deep',
    readonly at: number,
  ) {
    super(code);
  }
}

/** Path of a value the way problems write it: `sites[3].subjects.65`. */
export function pathOf(keys: readonly PropertyKey[]): string {
  return keys.reduce<string>((path, key) => {
    if (typeof key === 'number') return `${path}[${key}]`;
    return path === '' ? String(key) : `${path}.${String(key)}`;
  }, '');
}

/**
 * Reads a JSON text. `JSON.parse` alone would keep the last of two equal keys in silence and knows no lines; it still
 * reads the scalars here, so numbers and escapes mean what they mean everywhere.
 */
export function readJson(text: string): JsonSource {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const reader = new JsonReader(source);
  try {
    const value = reader.readAll();
    const lineOf = (path: string) => lineAt(source, nearest(reader.offsets, path));
    const duplicates = reader.duplicates.map(({ path, at }) => ({ path, line: lineAt(source, at) }));
    return { ok: true, value, lineOf, duplicates };
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    return { ok: false, code: error.code, line: lineAt(source, error.at) };
  }
}

class JsonReader {
  readonly offsets = new Map<string, number>();
  readonly duplicates: { path: string; at: number }[] = [];
  private at = 0;

  constructor(private readonly source: string) {}

  readAll(): unknown {
    const value = this.readValue([]);
    this.skipBlanks();
    if (this.at < this.source.length) throw new NotJson('file.not_json', this.at);
    return value;
  }

  private readValue(keys: PropertyKey[]): unknown {
    this.skipBlanks();
    if (keys.length > MAX_DEPTH) throw new NotJson('file.too_deep', this.at);
    this.offsets.set(pathOf(keys), this.at);
    if (this.source[this.at] === '{') return this.readObject(keys);
    if (this.source[this.at] === '[') return this.readArray(keys);
    return this.readScalar();
  }

  private readObject(keys: PropertyKey[]): unknown {
    const entries = new Map<string, unknown>();
    this.at += 1;
    if (this.take('}')) return {};
    do {
      this.skipBlanks();
      const keyAt = this.at;
      const key = this.readScalar();
      if (typeof key !== 'string') throw new NotJson('file.not_json', keyAt);
      if (entries.has(key)) this.duplicates.push({ path: pathOf([...keys, key]), at: keyAt });
      this.expect(':');
      entries.set(key, this.readValue([...keys, key]));
    } while (this.take(','));
    this.expect('}');
    // `fromEntries` defines own properties: a key like `__proto__` stays an ordinary, unknown field.
    return Object.fromEntries(entries);
  }

  private readArray(keys: PropertyKey[]): unknown[] {
    const items: unknown[] = [];
    this.at += 1;
    if (this.take(']')) return items;
    do items.push(this.readValue([...keys, items.length]));
    while (this.take(','));
    this.expect(']');
    return items;
  }

  private readScalar(): unknown {
    const pattern = /"(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*|true|false|null/y;
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source);
    if (!found) throw new NotJson('file.not_json', this.at);
    try {
      const value: unknown = JSON.parse(found[0]);
      this.at = pattern.lastIndex;
      return value;
    } catch {
      throw new NotJson('file.not_json', this.at);
    }
  }

  private take(sign: string): boolean {
    this.skipBlanks();
    if (this.source[this.at] !== sign) return false;
    this.at += 1;
    return true;
  }

  private expect(sign: string): void {
    if (!this.take(sign)) throw new NotJson('file.not_json', this.at);
  }

  private skipBlanks(): void {
    while (/[ \t\n\r]/.test(this.source[this.at] ?? '')) this.at += 1;
  }
}

/** A missing field has no place of its own: its parent's is named. */
function nearest(offsets: ReadonlyMap<string, number>, path: string): number {
  for (let rest = path; rest !== ''; rest = rest.replace(/(\.[^.[\]]*|\[\d+\]|^[^.[\]]+)$/, '')) {
    const at = offsets.get(rest);
    if (at !== undefined) return at;
  }
  return offsets.get('') ?? 0;
}

function lineAt(source: string, at: number): number {
  return source.slice(0, at).split('\n').length;
}
