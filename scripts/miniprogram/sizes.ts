const KB = 1024;

/** Bytes a part may have, and what we aim at. */
export const LIMITS = {
  main: { limit: 500 * KB, aim: 300 * KB },
  firstScreen: { limit: 200 * KB, aim: 120 * KB },
  package: { limit: 1024 * KB, aim: 300 * KB },
} as const;

export interface Part {
  name: string;
  kind: keyof typeof LIMITS;
  bytes: number;
}

/** Bytes of the first screen, the main package and each subpackage. */
export function measure(
  sizes: ReadonlyMap<string, number>,
  { roots, firstScreen }: { roots: readonly string[]; firstScreen: ReadonlySet<string> },
): Part[] {
  const sum = (wanted: (place: string) => boolean): number =>
    [...sizes].reduce((total, [place, bytes]) => total + (wanted(place) ? bytes : 0), 0);
  const inSubpackage = (place: string): boolean => roots.some((root) => place.startsWith(root));
  return [
    { name: 'first screen', kind: 'firstScreen', bytes: sum((place) => firstScreen.has(place)) },
    { name: 'main package', kind: 'main', bytes: sum((place) => !inSubpackage(place)) },
    ...roots.map((root): Part => ({
      name: root.replace(/\/$/, ''),
      kind: 'package',
      bytes: sum((place) => place.startsWith(root)),
    })),
  ];
}

/** A line for each part, as printed at the end of a build. */
export function sizeTable(parts: readonly Part[]): string {
  const width = Math.max(...parts.map(({ name }) => name.length));
  return parts
    .map(({ name, kind, bytes }) => {
      const { limit, aim } = LIMITS[kind];
      const mark = bytes > limit ? 'too large' : bytes > aim ? 'above the aim' : 'ok';
      return `${name.padEnd(width)}  ${kilobytes(bytes).padStart(9)}  aim ${kilobytes(aim)}, limit ${kilobytes(limit)}  ${mark}`;
    })
    .join('\n');
}

export function sizeProblems(parts: readonly Part[]): string[] {
  return parts
    .filter(({ kind, bytes }) => bytes > LIMITS[kind].limit)
    .map(
      ({ name, kind, bytes }) =>
        `${name} has ${kilobytes(bytes)}; the limit is ${kilobytes(LIMITS[kind].limit)}`,
    );
}

function kilobytes(bytes: number): string {
  return `${(bytes / KB).toFixed(1)} KB`;
}
