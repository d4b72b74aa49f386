'use strict';
const { default: Runtime } = require('jest-runtime');

/**
 * Large packages that no test replaces: a worker loads them once for all of its test files. Loading them anew took longer
 * than most files' tests.
 */
const SHARED = new Set([
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
  'prom-client',
  'sharp',
  'smtp-server',
  'typeorm',
  'typescript',
  'zod',
]);

class SharedPackagesRuntime extends Runtime {
  requireModuleOrMock(from, moduleName) {
    return SHARED.has(moduleName) ? require(moduleName) : super.requireModuleOrMock(from, moduleName);
  }
}

module.exports = SharedPackagesRuntime;
