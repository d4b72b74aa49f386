import path from 'node:path';
import { build } from 'esbuild';
import { compileStyles } from './styles';
import { compileTemplates } from './templates';
import { componentsOf, readDist, type Components } from './read-dist';

/** A built mini program as one script and one style sheet for a browser or jsdom. */
export interface Bundle {
  script: string;
  style: string;
  /** Paths of all pages, the first one first. */
  pages: string[];
}

const BROWSER = path.join(__dirname, 'browser/main.ts');

export async function bundleMiniProgram(folder: string): Promise<Bundle> {
  const dist = readDist(folder);
  const components = componentsOf(dist);
  const { outputFiles } = await build({
    stdin: {
      contents: entryOf(folder, components, compileTemplates(dist, components.order)),
      resolveDir: __dirname,
    },
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return {
    script: outputFiles[0]?.text ?? '',
    style: compileStyles(dist, components.order),
    pages: components.pages,
  };
}

function entryOf(folder: string, { order, configs, pages }: Components, groups: string): string {
  const required = (file: string): string => `() => require(${JSON.stringify(path.join(folder, file))})`;
  const scripts = order.map((component) => `${JSON.stringify(component)}: ${required(`${component}.js`)}`);
  return `
    import { start } from ${JSON.stringify(BROWSER)};
    start({
      groups: ${groups},
      order: ${JSON.stringify(order)},
      configs: ${JSON.stringify(configs)},
      scripts: { ${scripts.join(',\n')} },
      app: ${required('app.js')},
      firstPage: ${JSON.stringify(pages[0])},
    });`;
}
