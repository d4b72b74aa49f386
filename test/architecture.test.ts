import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { dependencies } from '../package.json';
import { violationsOf } from './support/import-rules';
import { isNodeBuiltin, sourceFacts } from './support/source-facts';

const ROOT = path.join(__dirname, '..');
const FOLDERS = ['bot', 'server', 'shared', 'miniprogram', 'scripts', 'test'];

describe('The source tree', () => {
  const files = FOLDERS.flatMap(sourceFiles);

  it('is found', () => {
    expect(files).toContain('test/architecture.test.ts');
    expect(files).toContain('shared/domain/time.ts');
  });

  it('keeps the rules of the house', () => {
    expect(files.flatMap((file) => violationsOf(file, read(file)))).toEqual([]);
  });

  it('needs at run time only the packages of production', () => {
    const product = files.filter((file) => /^(bot|server|shared)\//.test(file));
    expect(product.flatMap((file) => developmentPackages(file, read(file)))).toEqual([]);
    expect(developmentPackages('server/app.ts', "import nock from 'nock'; import Koa from 'koa';")).toEqual([
      'server/app.ts: nock',
    ]);
  });
});

describe('The import table', () => {
  const depths = (file: string): string => '../'.repeat(file.split('/').length - 1);
  const importing = (file: string, target: string): string =>
    `import { a } from '${/^(bot|server|shared|miniprogram|scripts|test)\//.test(target) ? depths(file) + target : target}';`;

  it.each([
    ['shared/domain/rules/fees.ts', 'shared/domain/money'],
    ['shared/i18n/format.ts', 'shared/domain/codes'],
    ['shared/contract/payments.ts', 'zod'],
    ['bot/flows/payment.ts', 'shared/i18n/keys'],
    ['bot/understanding/heard.ts', 'zod'],
    ['bot/replies/render.ts', 'i18next'],
    ['server/use-cases/payments/start-payment.ts', 'bot/assistant'],
    ['server/http/router.ts', '@koa/router'],
    ['server/http/pages/notice.ts', 'weui/dist/style/weui.min.css'],
    ['server/http/middleware/request-id.ts', 'node:crypto'],
    ['server/http/routes/callbacks/wecom.ts', 'bot/channels/wecom-review-card'],
    ['server/config.ts', 'zod'],
    ['server/config.ts', 'server/config/schema'],
    ['server/config/schema.ts', 'zod'],
    ['server/logger.ts', 'pino'],
    ['server/worker/outbox-worker.ts', 'server/use-cases/send-reminder'],
    ['server/persistence/repositories/accounts.ts', 'server/use-cases/ports'],
    ['server/persistence/repositories/accounts.ts', 'server/use-cases/ports/storage'],
    ['server/persistence/data-source.ts', 'mysql2/promise'],
    ['server/sessions/redis-session-store.ts', 'ioredis'],
    ['server/clients/wechatpay.ts', 'server/signatures/wechatpay'],
    ['server/clients/mail.ts', 'nodemailer'],
    ['server/photos/convert.ts', 'sharp'],
    ['server/secrets/field-cipher.ts', 'node:crypto'],
    ['server/signatures/wechatpay.ts', 'node:crypto'],
    ['server/app.ts', 'server/persistence/data-source'],
    ['server/main.ts', 'reflect-metadata'],
    ['miniprogram/pages/payment/view-model.ts', 'shared/domain/money'],
    ['scripts/season.ts', 'server/app'],
    ['scripts/build-miniprogram.ts', 'esbuild'],
    ['scripts/build.ts', 'typescript/bin/tsc'],
    ['scripts/demo.ts', 'test/platform/server'],
    ['scripts/demo/page.ts', 'test/platform/server'],
    ['test/integration/pay.test.ts', 'server/clients/wechatpay'],
  ])('lets %s import %s', (file, target) => {
    expect(violationsOf(file, importing(file, target))).toEqual([]);
  });

  it.each([
    ['shared/domain/money.ts', 'shared/i18n/keys'],
    ['shared/domain/money.ts', 'zod'],
    ['shared/domain/money.ts', 'node:crypto'],
    ['shared/i18n/format.ts', 'shared/contract/payments'],
    ['shared/i18n/format.ts', 'i18next'],
    ['shared/contract/payments.ts', 'shared/i18n/keys'],
    ['bot/assistant.ts', 'server/app'],
    ['bot/assistant.ts', 'node:path'],
    ['bot/assistant.ts', 'fs'],
    ['bot/assistant.ts', 'ioredis'],
    ['bot/assistant.ts', 'i18next'],
    ['server/use-cases/payments/start-payment.ts', 'server/persistence/data-source'],
    ['server/use-cases/payments/start-payment.ts', 'server/config'],
    ['server/use-cases/payments/start-payment.ts', 'zod'],
    ['server/use-cases/payments/start-payment.ts', 'node:crypto'],
    ['server/http/router.ts', 'server/persistence/data-source'],
    ['server/http/router.ts', 'server/worker/scheduler'],
    ['server/http/router.ts', 'bot/assistant'],
    ['server/http/router.ts', 'typeorm'],
    ['server/http/router.ts', 'i18next'],
    ['server/config.ts', 'server/logger'],
    ['server/config.ts', 'pino'],
    ['server/config/schema.ts', 'server/use-cases/start-payment'],
    ['server/logger.ts', 'zod'],
    ['server/logger.ts', 'server/use-cases/ports/logger'],
    ['server/worker/scheduler.ts', 'server/clients/mail'],
    ['server/worker/scheduler.ts', 'server/http/router'],
    ['server/persistence/data-source.ts', 'server/secrets/field-cipher'],
    ['server/persistence/data-source.ts', 'server/use-cases/start-payment'],
    ['server/persistence/data-source.ts', 'ioredis'],
    ['server/persistence/data-source.ts', 'bot/session'],
    ['server/sessions/redis-session-store.ts', 'server/clients/http'],
    ['server/clients/mail.ts', 'server/sessions/redis-session-store'],
    ['server/photos/store.ts', 'server/signatures/wechatpay'],
    ['server/secrets/field-cipher.ts', 'sharp'],
    ['server/signatures/wechatpay.ts', 'node:fs'],
    ['server/signatures/wechatpay.ts', 'shared/domain/time'],
    ['server/app.ts', 'i18next'],
    ['server/app.ts', 'test/platform/server'],
    ['server/app.ts', 'scripts/season'],
    ['server/mystery/thing.ts', 'shared/domain/time'],
    ['miniprogram/services/http.ts', 'shared/contract/payments'],
    ['miniprogram/services/http.ts', 'zod'],
    ['miniprogram/services/http.ts', 'bot/session'],
    ['miniprogram/services/http.ts', 'node:url'],
    ['scripts/season.ts', 'test/platform/server'],
    ['scripts/season.ts', 'miniprogram/app'],
    ['scripts/demo.ts', 'test/support/mariadb'],
  ])('refuses that %s imports %s', (file, target) => {
    const found = violationsOf(file, importing(file, target));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(file);
  });

  it.each([
    "import { type A } from '../../bot/session';",
    "import type { A } from '../../bot/session';",
    "export type { A } from '../../bot/session';",
    "type A = import('../../bot/session').Session;",
  ])('lets storage take the types of the bot: %s', (text) => {
    expect(violationsOf('server/persistence/data-source.ts', text)).toEqual([]);
  });

  it.each([
    "import { type A, b } from '../../bot/session';",
    "import '../../bot/session';",
    "import bot from '../../bot/session';",
    "import * as bot from '../../bot/session';",
    "import bot = require('../../bot/session');",
    "export { b } from '../../bot/session';",
    "export * from '../../bot/session';",
    "const b = require('../../bot/session');",
    "void import('../../bot/session');",
    "require.resolve('../../bot/session');",
  ])('sees a value in: %s', (text) => {
    expect(violationsOf('server/persistence/data-source.ts', text)).toEqual([
      'server/persistence/data-source.ts imports ../../bot/session; allowed: server/persistence/, ' +
        'server/use-cases/ports.ts, server/use-cases/ports/, shared/, typeorm, mysql2, libsql, reflect-metadata, ' +
        'types of bot/, Node built-ins',
    ]);
  });

  it('refuses an import that cannot be read', () => {
    expect(violationsOf('server/app.ts', 'void import(name);')).toHaveLength(1);
  });

  it('is not deceived by comments and strings', () => {
    const text = "// import '../server/app'\nexport const a = \"import '../server/app'\";";
    expect(violationsOf('bot/session.ts', text)).toEqual([]);
  });

  it('lets the mini program take the types of the contract', () => {
    const text = "import type { Order } from '../../shared/contract/payments';";
    expect(violationsOf('miniprogram/services/payments.ts', text)).toEqual([]);
  });
});

describe('Time, chance and environment', () => {
  const uses = ['Date.now()', 'new Date()', 'new Date', 'Date()', 'Math.random()', 'globalThis.Date.now()'];

  it.each(uses)('%s is refused where a clock is passed in', (use) => {
    expect(
      violationsOf('server/use-cases/payments/start-payment.ts', `export const a = ${use};`),
    ).toHaveLength(1);
  });

  it.each(['server/main.ts', 'scripts/season.ts', 'test/support/clock.ts'])(
    '%s may ask the system',
    (file) => {
      expect(uses.flatMap((use) => violationsOf(file, `export const a = ${use};`))).toEqual([]);
    },
  );

  it('lets the clock of the mini program read the phone, not chance', () => {
    expect(violationsOf('miniprogram/services/clock.ts', 'export const a = Date.now();')).toEqual([]);
    expect(violationsOf('miniprogram/services/clock.ts', 'export const a = Math.random();')).toHaveLength(1);
  });

  it('lets a given time become a date', () => {
    expect(violationsOf('shared/domain/calendar.ts', 'export const a = new Date(0);')).toEqual([]);
  });

  it.each(['process.env.PORT', "process['env'].PORT", '(() => { const { env } = process; return env; })()'])(
    '%s is for the configuration alone',
    (use) => {
      const text = `export const a = ${use};`;
      expect(violationsOf('server/http/router.ts', text)).toEqual([
        'server/http/router.ts reads the environment; allowed: server/config.ts, server/main.ts, scripts/, test/',
      ]);
      expect(violationsOf('server/config/schema.ts', text)).toHaveLength(1);
      expect(violationsOf('server/config.ts', text)).toEqual([]);
      expect(violationsOf('server/main.ts', text)).toEqual([]);
    },
  );

  it('sees the environment imported', () => {
    expect(violationsOf('server/http/router.ts', "import { env } from 'node:process';")).toHaveLength(1);
  });

  it('refuses the globals of Node where code runs without it', () => {
    expect(violationsOf('bot/menu.ts', "export const a = Buffer.byteLength('a');")).toHaveLength(1);
    expect(violationsOf('server/http/menu.ts', "export const a = Buffer.byteLength('a');")).toEqual([]);
    expect(violationsOf('bot/menu.ts', 'export const a = { process: 1 }.process;')).toEqual([]);
  });
});

describe('Names and sizes', () => {
  it.each([
    'bot/utils.ts',
    'bot/helpers/menu.ts',
    'bot/menu-helper.ts',
    'server/http/common/errors.ts',
    'server/sessions/session-manager.ts',
    'server/clients/mail-impl.ts',
  ])('%s has a name that says nothing', (file) => {
    expect(violationsOf(file, '')).toHaveLength(1);
  });

  it.each(['bot/sessionManager.ts', 'server/clients/MailImpl.ts'])('%s is not kebab-case either', (file) => {
    expect(violationsOf(file, '')).toHaveLength(2);
  });

  it.each([
    'bot/commonly-asked.ts',
    'shared/domain/implicit.ts',
    'shared/i18n/phone/zh-CN.ts',
    'test/unit/bot/menu.test.ts',
  ])('%s is a good name', (file) => {
    expect(violationsOf(file, '')).toEqual([]);
  });

  it('limits files to 350 lines, except data, texts and migrations', () => {
    expect(violationsOf('bot/menu.ts', '\n'.repeat(350))).toEqual([]);
    expect(violationsOf('bot/menu.ts', '\n'.repeat(351))).toEqual([
      'bot/menu.ts has 351 lines; the limit is 350',
    ]);
    for (const folder of ['shared/domain/catalogue', 'shared/i18n/phone', 'server/persistence/migrations']) {
      expect(violationsOf(`${folder}/long.ts`, '\n'.repeat(2000))).toEqual([]);
    }
  });
});

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

function developmentPackages(file: string, text: string): string[] {
  const packages = sourceFacts(file, text)
    .imports.filter(
      ({ specifier, typeOnly }) => !typeOnly && !specifier.startsWith('.') && !isNodeBuiltin(specifier),
    )
    .map(({ specifier }) => /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier);
  return packages.filter((name) => !(name in dependencies)).map((name) => `${file}: ${name}`);
}

function sourceFiles(folder: string): string[] {
  if (!existsSync(path.join(ROOT, folder))) return [];
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.split(path.sep).join('/')}`)
    .filter((file) => file.endsWith('.ts') && !file.includes('/node_modules/'));
}
