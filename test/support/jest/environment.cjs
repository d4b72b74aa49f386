'use strict';
const { AsyncLocalStorage } = require('node:async_hooks');
const vm = require('node:vm');
const { ModernFakeTimers } = require('@jest/fake-timers');
const { TestEnvironment } = require('jest-environment-node');
const { ModuleMocker } = require('jest-mock');

/** Stands for the context of the process itself. */
const OWN_CONTEXT = {};

const compileFunction = vm.compileFunction;
vm.compileFunction = (code, parameters, options) =>
  compileFunction(
    code,
    parameters,
    options?.parsingContext === OWN_CONTEXT ? { ...options, parsingContext: undefined } : options,
  );

/** Each one in use costs every promise of the process a step, also those of files that are over. */
const storages = new Set();
for (const name of ['run', 'enterWith']) {
  const enter = AsyncLocalStorage.prototype[name];
  AsyncLocalStorage.prototype[name] = function (...args) {
    storages.add(this);
    return Reflect.apply(enter, this, args);
  };
}

/**
 * Runs test files in the context of their worker in place of one context a file: packages can be shared between files
 * (runtime.cjs), `instanceof` holds between them, and globals cost no look-up through a proxy. What a file leaves in the
 * globals and in the settings of the process is put back after it.
 */
class OneContextEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    const { projectConfig } = config;
    this.globalsBefore = Object.getOwnPropertyDescriptors(globalThis);
    this.settingsBefore = { ...process.env };
    this.global = globalThis;
    this.context = OWN_CONTEXT;
    Object.assign(globalThis, projectConfig.globals);
    this.moduleMocker = new ModuleMocker(globalThis);
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
  }

  getVmContext() {
    return OWN_CONTEXT;
  }

  async teardown() {
    await super.teardown();
    for (const storage of storages) storage.disable();
    storages.clear();
    for (const key of Reflect.ownKeys(globalThis)) {
      const isNew = !(key in this.globalsBefore);
      if (isNew && Object.getOwnPropertyDescriptor(globalThis, key).configurable) delete globalThis[key];
    }
    for (const key of Reflect.ownKeys(this.globalsBefore)) {
      const before = this.globalsBefore[key];
      const now = Object.getOwnPropertyDescriptor(globalThis, key);
      if (before.configurable && (!now || now.value !== before.value || now.get !== before.get)) {
        Object.defineProperty(globalThis, key, before);
      }
    }
    for (const key of Object.keys(process.env)) if (!(key in this.settingsBefore)) delete process.env[key];
    Object.assign(process.env, this.settingsBefore);
  }
}

module.exports = OneContextEnvironment;
