import path from 'node:path';
import postcss from 'postcss';
import type { Dist } from './read-dist';

/** One style sheet of the app and these components, for a browser. */
export function compileStyles(dist: Dist, components: readonly string[]): string {
  const seen = new Set<string>();
  const inlined = (file: string): string => {
    if (seen.has(file) || !dist.has(file)) return '';
    seen.add(file);
    return dist
      .read(file)
      .replace(/@import\s*['"]([^'"]+)['"]\s*;/g, (_import, name: string) =>
        inlined(path.posix.join(path.posix.dirname(file), name)),
      );
  };
  const app = forBrowser(inlined('app.wxss'), '.mp-app');
  // In the browser nothing isolates styles: a component's host is named after its tag.
  const own = components.map((component) => forBrowser(inlined(`${component}.wxss`), hostOf(component)));
  return [app, ...own].join('\n');
}

function hostOf(component: string): string {
  const name = path.posix.basename(component);
  return component.includes('tdesign/') ? `t-${name}` : name;
}

function forBrowser(text: string, host: string): string {
  if (text === '') return '';
  const sheet = postcss.parse(text);
  sheet.walkDecls((declaration) => {
    declaration.value = declaration.value.replace(/(-?\d*\.?\d+)rpx/g, 'calc(var(--rpx) * $1)');
  });
  sheet.walkRules((rule) => {
    if (rule.parent?.type === 'atrule' && (rule.parent as postcss.AtRule).name.endsWith('keyframes')) return;
    rule.selectors = rule.selectors.map((selector) =>
      selector.replace(/(^|[\s>+~,(])page(?=$|[\s>+~.:[)])/g, '$1.mp-app').replaceAll(':host', host),
    );
  });
  return sheet.toString();
}
