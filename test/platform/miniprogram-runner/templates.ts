import path from 'node:path';
import { TmplGroup } from 'glass-easel-template-compiler';
import type { Dist } from './read-dist';

/** Compiles the templates of these components, with what they import. Throws on a template that does not compile. */
export function compileTemplates(dist: Dist, components: readonly string[]): string {
  const group = new TmplGroup();
  const seen = new Set<string>();
  const problems: string[] = [];

  const addScript = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = dist.read(file);
    group.addScript(file.replace(/\.wxs$/, ''), runnableScript(text));
    for (const [, name = ''] of text.matchAll(/require\(\s*['"]([^'"]+)['"]/g)) {
      addScript(path.posix.join(path.posix.dirname(file), name));
    }
  };

  const addTemplate = (stem: string): void => {
    const file = `${stem}.wxml`;
    if (seen.has(file)) return;
    seen.add(file);
    const found = group.addTmpl(stem, dist.read(file)) as TemplateProblem[] | undefined;
    for (const { isError, path: where, startLine, message } of found ?? []) {
      if (isError) problems.push(`${where}:${startLine} ${message}`);
    }
    for (const used of group.getDirectDependencies(stem) as string[]) addTemplate(used);
    for (const used of group.getScriptDependencies(stem) as string[]) {
      addScript(used.endsWith('.wxs') ? used : `${used}.wxs`);
    }
  };

  components.forEach(addTemplate);
  group.addTmpl('__slot', '<slot/>');
  if (problems.length > 0) throw new Error(`templates do not compile:\n${problems.join('\n')}`);
  const compiled = group.getTmplGenObjectGroups();
  group.free();
  return compiled;
}

interface TemplateProblem {
  isError: boolean;
  path: string;
  startLine: number;
  message: string;
}

/** WXS names neighbours with their ending, and compares types by the name of their constructor. */
function runnableScript(text: string): string {
  return text
    .replace(/(require\(\s*['"][^'"]+)\.wxs(['"])/g, '$1$2')
    .replace(/\.constructor\b/g, '.__wxsType');
}
