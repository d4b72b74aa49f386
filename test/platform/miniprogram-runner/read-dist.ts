import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A built mini program as the runner reads it: paths from its root, with `/`. */
export interface Dist {
  root: string;
  has(file: string): boolean;
  read(file: string): string;
  json(file: string): ComponentJson;
}

export interface ComponentJson {
  pages?: string[];
  subPackages?: { root: string; pages: string[] }[];
  usingComponents?: Record<string, string>;
  componentGenerics?: Record<string, true | { default?: string }>;
  navigationBarTitleText?: string;
  enablePullDownRefresh?: boolean;
}

/** Elements of WeChat that are components in the runner. */
export const BUILT_IN = [
  'input',
  'textarea',
  'button',
  'image',
  'scroll-view',
  'rich-text',
  'web-view',
  'switch',
  'navigator',
  'picker',
  'checkbox',
  'checkbox-group',
  'radio',
  'radio-group',
  'form',
  'swiper',
  'swiper-item',
];

export function readDist(root: string): Dist {
  const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
  return {
    root,
    has: (file) => existsSync(path.join(root, file)),
    read,
    json: (file) => JSON.parse(read(file)) as ComponentJson,
  };
}

export interface Components {
  /** Each after those it uses. */
  order: string[];
  /** Configurations with every name made absolute and the built-in elements added. */
  configs: Record<string, ComponentJson & { styleIsolation: 'shared' }>;
  pages: string[];
}

/** All pages and the components they use. */
export function componentsOf(dist: Dist): Components {
  const app = dist.json('app.json');
  const pages = [
    ...(app.pages ?? []),
    ...(app.subPackages ?? []).flatMap(({ root, pages: own }) =>
      own.map((page) => path.posix.join(root, page)),
    ),
  ];
  const found: Components = { order: [], configs: {}, pages };
  const seen = new Set<string>();
  const visit = (component: string): void => {
    if (seen.has(component)) return;
    seen.add(component);
    const json = dist.json(`${component}.json`);
    const resolve = (from: string, name: string): string =>
      name.startsWith('/') ? name.slice(1) : path.posix.join(path.posix.dirname(from), name);
    const used: Record<string, string> = Object.fromEntries(BUILT_IN.map((tag) => [tag, `/builtin/${tag}`]));
    for (const [from, names] of [
      ['app', app.usingComponents],
      [component, json.usingComponents],
    ] as const) {
      for (const [tag, name] of Object.entries(names ?? {})) {
        used[tag] = `/${resolve(from, name)}`;
        visit(resolve(from, name));
      }
    }
    const generics = Object.entries(json.componentGenerics ?? {}).map(([tag, generic]) => {
      if (generic === true || !generic.default) return [tag, generic] as const;
      const target = resolve(component, generic.default);
      visit(target);
      return [tag, { default: `/${target}` }] as const;
    });
    found.configs[component] = {
      ...json,
      usingComponents: used,
      ...(generics.length > 0 && { componentGenerics: Object.fromEntries(generics) }),
      styleIsolation: 'shared',
    };
    found.order.push(component);
  };
  pages.forEach(visit);
  return found;
}
