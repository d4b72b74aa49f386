import type { RequestListener } from 'node:http';
import type { Clock } from '../shared/domain/time';
import { createHttpServer } from './app/http-server';
import { openFoundation, type Foundation } from './app/foundation';
import { createWorker } from './app/worker';
import type { Config } from './config';
import { createHandler } from './http/handler';
import { createMetrics } from './http/metrics';
import { createReadiness } from './http/readiness';
import { createCallbackKeys, type CallbackKeys } from './signatures/wecom-callback';
import { createLogger } from './logger';
import { PlatformError, TransportError } from './use-cases/ports/platform-errors';
import { StorageOutdatedError, StorageUnavailableError } from './use-cases/ports/storage-errors';
import { planBill } from './use-cases/payments/compare-bill';
import { planIndexing } from './use-cases/support/index-people';
import { planLook } from './use-cases/chat/look-for-messages';
import type { Logger } from './use-cases/ports/logger';
import { planSealing, unsealedSince } from './use-cases/audit/audit-chain';
import { planPruning } from './use-cases/prune-records';
import { planAuditCheck } from './use-cases/audit/run-audit-check';
import { planPhotoSweep } from './use-cases/photos/sweep-photos';
import type { OutboxWorker } from './worker/outbox-worker';

export interface AppOptions {
  /** What the product takes for the present; tests and the demo push it. */
  clock: Clock;
  /** The machine's own clock, never pushed: readiness compares it with the database's. Default: `clock`. */
  systemClock?: Clock;
  logger?: Logger;
}

export interface App {
  /** Answers one HTTP request; serves also without `start`. */
  handler: RequestListener;
  /** Null with ROLE=web. `drain()` works off what is due, for tests and the demo. */
  worker: OutboxWorker | null;
  /** What use-cases are called with; scripts, tests and the demo prepare data through it. */
  context: Foundation['context'];
  queue: Foundation['storage']['queue'];
  /** Listens (with ROLE=worker for operators only) and starts the worker; `jobs: false` leaves that to `drain()`. */
  start(options?: { host?: string; jobs?: boolean }): Promise<{ port: number }>;
  /** Not ready, no more jobs, requests finished, idle connections closed, storage closed. */
  stop(): Promise<void>;
}

/** Wires the product by its settings. Throws when storage cannot be reached or its schema is old. */
export async function createApp(config: Config, options: AppOptions): Promise<App> {
  const { clock, systemClock = clock } = options;
  const logger = options.logger ?? createLogger({ level: config.logLevel, clock, ownErrors: OWN_ERRORS });
  const foundation = await openFoundation(config, { clock, logger });
  const { context, storage, sessions } = foundation;
  const metrics = createMetrics({
    queue: storage.queue,
    clock,
    unsealedSince: () => unsealedSince(context),
  });
  const merchant = { mchId: config.wechatpay.mchId, appId: config.wechat.appId };
  const worker = config.role === 'web' ? null : createWorker(foundation, { merchant, metrics });
  // Without it chats live on bells alone until the next start: no reason not to serve.
  if (worker) await planLook(context, config.kf.openKfId).catch(lookNotPlanned(logger));
  const readiness = createReadiness({
    pingSessions: () => sessions.ping(),
    databaseNow: () => storage.databaseNow(),
    systemClock,
  });
  const handler = createHandler({
    context,
    metrics,
    readiness,
    surfaces: config.role === 'worker' ? 'operators' : 'all',
    callbackKeys: callbackKeys(config),
    pay: { ...config.wechatpay, ...merchant },
    kfLink: config.kf.link,
    corpId: config.wecom.corpId,
    publicUrl: config.publicUrl,
    trustedProxies: config.trustedProxies,
    metricsToken: config.metricsToken,
    wake: () => worker?.wake(),
  });
  const server = createHttpServer(handler);
  return {
    handler,
    worker,
    context,
    queue: storage.queue,
    start: async ({ host, jobs = true } = {}) => {
      const port = await server.listen(config.port, host);
      if (jobs && worker) {
        await Promise.all([planPruning(context), planPhotoSweep(context)]).catch((error: unknown) =>
          logger.error('records.not_planned', { error }),
        );
        await planIndexing(context).catch((error: unknown) => logger.error('records.not_planned', { error }));
        await Promise.all([planSealing(context), planAuditCheck(context)]).catch((error: unknown) =>
          logger.error('audit.not_planned', { error }),
        );
        await planBill(context).catch((error: unknown) => logger.error('bill.not_planned', { error }));
        worker.start();
      }
      logger.info('app.started', { role: config.role, port, pid: process.pid });
      return { port };
    },
    stop: async () => {
      readiness.leave();
      await Promise.all([worker?.stop(), server.close()]);
      await foundation.close();
      logger.info('app.stopped', { role: config.role, pid: process.pid });
    },
  };
}

function lookNotPlanned(logger: Logger): (error: unknown) => void {
  return (error) => logger.error('kf.look_failed', { error });
}

/** Their messages are ours and hold no value of a person. */
const OWN_ERRORS = [PlatformError, TransportError, StorageUnavailableError, StorageOutdatedError];

function callbackKeys(config: Config): Record<'wecom' | 'kf' | 'wechat', CallbackKeys> {
  const { wecom, kf, wechat } = config;
  const corp = wecom.corpId;
  return {
    wecom: keysOf({ token: wecom.callbackToken, encodingAesKey: wecom.callbackAesKey, receiveId: corp }),
    kf: keysOf({ token: kf.callbackToken, encodingAesKey: kf.callbackAesKey, receiveId: corp }),
    wechat: keysOf({ token: wechat.pushToken, encodingAesKey: wechat.pushAesKey, receiveId: wechat.appId }),
  };
}

function keysOf(settings: Parameters<typeof createCallbackKeys>[0]): CallbackKeys {
  const keys = createCallbackKeys(settings);
  // The settings were checked before.
  if (!keys) throw new Error('A callback key has a wrong shape.');
  return keys;
}
