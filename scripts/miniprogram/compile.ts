import { transformSync as compileScript } from '@swc/core';
import { transformSync as minifyStyle } from 'esbuild';

/** Values that the build writes into the sources, for example the server's address. */
export type Constants = Readonly<Record<`__${string}__`, string>>;

const MODULE_SYNTAX = /(?:^|[;}\s])(?:import|export)(?:[\s{*]|["'])/;

/** A TypeScript or JavaScript file as minified CommonJS, the only form a mini program loads. */
export function compileModule(file: string, source: string, constants: Constants): string {
  const written = Object.entries(constants).map(([name, value]) => [name, JSON.stringify(value)]);
  // Every module here is an ES module, so that nothing has to be told apart when one imports another.
  const { code } = compileScript(source, {
    filename: file,
    swcrc: false,
    configFile: false,
    isModule: true,
    module: { type: 'commonjs', importInterop: 'none', ignoreDynamic: true },
    jsc: {
      target: 'es2020',
      parser: { syntax: file.endsWith('.ts') ? 'typescript' : 'ecmascript' },
      transform: { optimizer: { globals: { vars: Object.fromEntries(written) } } },
      minify: { compress: { passes: 1 }, mangle: true },
    },
    minify: true,
  });
  // A package in the old form is its own default export.
  if (MODULE_SYNTAX.test(source)) return code;
  return `${code};if(module.exports&&!module.exports.default)module.exports.default=module.exports;`;
}

/** A style sheet without blanks and comments. */
export function compileStyle(file: string, source: string): string {
  return minifyStyle(source, { loader: 'css', minifyWhitespace: true, sourcefile: file, logLevel: 'error' })
    .code;
}

/** A template without comments. */
export function compileTemplate(source: string): string {
  return source.replace(/<!--[\s\S]*?-->/g, '').trim();
}
