import { createApp, type App } from '../../../server/app';
import { loadConfig } from '../../../server/config';
import { completeSettings } from '../../support/settings';
import type { Target } from '../core/contestant';

/** The whole application of one web process on the bench's servers. It does not listen by itself. */
export async function openApplication(target: Target): Promise<App> {
  const { databaseUrl, redisUrl } = target;
  const settings = completeSettings({
    ROLE: 'web',
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    LOG_LEVEL: 'warn',
    PHOTO_DIR: '/nonexistent',
  });
  const loaded = loadConfig(settings);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return createApp(loaded.config, { clock: { now: () => Date.now() } });
}
