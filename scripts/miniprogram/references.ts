/** A place in a file where another file is named. `start` and `end` bound the name itself. */
export interface Reference {
  start: number;
  end: number;
  name: string;
}

const PATTERNS: Record<string, RegExp> = {
  '.js': /\brequire\(\s*(["'])([^"']+)\1\s*\)/g,
  '.wxs': /\brequire\(\s*(["'])([^"']+)\1\s*\)/g,
  '.wxml': /<(?:import|include|wxs)\b[^>]*?\bsrc=(["'])([^"']+)\1/g,
  '.wxss': /@import\s*(?:url\(\s*)?(["'])([^"']+)\1/g,
};

/** What a script, template or style sheet names, in the order of the text. */
export function referencesIn(extension: string, text: string): Reference[] {
  const pattern = PATTERNS[extension];
  if (!pattern) return [];
  return [...text.matchAll(pattern)].map((match) => {
    const name = match[2] ?? '';
    const start = match.index + match[0].lastIndexOf(name);
    return { start, end: start + name.length, name };
  });
}

/** The same text with other names in place of those found. */
export function renamed(
  text: string,
  references: readonly { start: number; end: number; to: string }[],
): string {
  let written = '';
  let from = 0;
  for (const { start, end, to } of references) {
    written += text.slice(from, start) + to;
    from = end;
  }
  return written + text.slice(from);
}

/** The components that a page or component configuration names: used ones, and defaults of generic ones. */
export interface ComponentConfig {
  component?: boolean;
  usingComponents?: Record<string, string>;
  componentGenerics?: Record<string, true | { default?: string }>;
  [field: string]: unknown;
}

export function componentsIn(config: ComponentConfig): string[] {
  const generics = Object.values(config.componentGenerics ?? {});
  return [
    ...Object.values(config.usingComponents ?? {}),
    ...generics.flatMap((generic) => (generic === true || !generic.default ? [] : [generic.default])),
  ];
}

/** The configuration with each component's name replaced. */
export function withComponents(config: ComponentConfig, rename: (name: string) => string): ComponentConfig {
  const { usingComponents, componentGenerics, ...rest } = config;
  return {
    ...rest,
    ...(usingComponents && { usingComponents: mapped(usingComponents, rename) }),
    ...(componentGenerics && {
      componentGenerics: mapped(componentGenerics, (generic) =>
        generic === true || !generic.default ? generic : { default: rename(generic.default) },
      ),
    }),
  };
}

function mapped<Value>(
  record: Record<string, Value>,
  change: (value: Value) => Value,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
