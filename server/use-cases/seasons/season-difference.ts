/** JSON with keys in one order, so that the order of a file's fields does not count as a change. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}

/**
 * Paths that differ between two versions, for the audit log. Lists of things with a code, id or kind are compared by it;
 * other lists as a whole.
 */
export function changedPaths(before: unknown, after: unknown, path = ''): string[] {
  if (canonicalJson(before) === canonicalJson(after)) return [];
  const [one, other] = [partsOf(before), partsOf(after)];
  if (!one || !other) return [path];
  const keys = [...new Set([...one.keys(), ...other.keys()])];
  return keys.flatMap((key) =>
    changedPaths(one.get(key), other.get(key), path === '' ? key : `${path}.${key}`),
  );
}

function partsOf(value: unknown): Map<string, unknown> | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  const named = value.map((item: unknown) => [nameOf(item), item] as const);
  return named.every(([name]) => name !== null)
    ? new Map(named.map(([name, item]) => [name ?? '', item]))
    : null;
}

function nameOf(item: unknown): string | null {
  if (typeof item !== 'object' || item === null) return null;
  const name: unknown = Reflect.get(item, 'code') ?? Reflect.get(item, 'id') ?? Reflect.get(item, 'kind');
  return typeof name === 'string' ? name : null;
}
