'use strict';
const { createRequire, isBuiltin } = require('node:module');
const path = require('node:path');
const { ModuleMocker } = require('jest-mock');
const { default: Runtime } = require('jest-runtime');

/** Large packages that no test replaces: node loads them, once for all test files of a worker. */
const PACKAGES = new Set([
  '@koa/router',
  'busboy',
  'esbuild',
  'fast-check',
  'fast-xml-parser',
  'heic-decode',
  'i18next',
  'ioredis',
  'jsdom',
  'koa',
  'libsql',
  'mysql2',
  'mysql2/promise',
  'nodemailer',
  'pino',
  'playwright-core',
  'postcss',
  'prom-client',
  'sharp',
  'smtp-server',
  'typeorm',
  'typescript',
  'zod',
]);

/**
 * Places whose modules remember nothing that a test could see, nor take anything of the test file that loads them first
 * (no `jest`, no hooks, no settings): loaded once for all test files of a worker. Loading the product anew took longer
 * than most files' tests.
 */
const SHARED = [
  'bot/',
  'server/',
  'shared/',
  'test/platform/',
  'test/support/built-miniprogram',
  'test/support/season',
].map((name) => path.resolve(__dirname, '../../..') + path.sep + name.split('/').join(path.sep));

/** Loads the modules of `SHARED`, and is never torn down. It has nothing of the test file that asks for one first. */
class SharedModules extends Runtime {
  constructor(config, environment, ...others) {
    const ownEnvironment = {
      global: globalThis,
      moduleMocker: new ModuleMocker(globalThis),
      getVmContext: environment.getVmContext,
      exportConditions: environment.exportConditions.bind(environment),
    };
    super(config, ownEnvironment, ...others);
  }

  requireModuleOrMock(from, moduleName) {
    return PACKAGES.has(moduleName) ? require(moduleName) : super.requireModuleOrMock(from, moduleName);
  }
}

/** One for each kind of tests: a worker has a resolver for each. */
const sharedModules = new WeakMap();

function sharedModulesFor(args) {
  const [, , resolver] = args;
  const { watch, watchAll } = args.at(-1);
  const known = sharedModules.get(resolver);
  // While jest watches, the product changes between two runs of a process.
  if (known && !watch && !watchAll) return known;
  const made = new SharedModules(...args);
  sharedModules.set(resolver, made);
  return made;
}

class TestFileRuntime extends Runtime {
  constructor(...args) {
    super(...args);
    this.shared = sharedModulesFor(args);
    // The place of an error in a shared module is read from the same table as that of one in a test file.
    this.transformCache.sourceMaps = this.shared.transformCache.sourceMaps;
  }

  requireModuleOrMock(from, moduleName) {
    if (PACKAGES.has(moduleName)) return require(moduleName);
    const file = moduleName.startsWith('.') ? path.resolve(path.dirname(from), moduleName) : '';
    const isShared = SHARED.some((place) => file.startsWith(place));
    if (isShared) return this.shared.requireModuleOrMock(from, moduleName);
    return super.requireModuleOrMock(from, moduleName);
  }

  /** Of jest's own modules only the runner of a test file remembers anything; the others come from the worker. */
  requireInternalModule(from, to) {
    if (!to || isBuiltin(to)) return super.requireInternalModule(from, to);
    return createRequire(from)(to);
  }
}

module.exports = TestFileRuntime;
