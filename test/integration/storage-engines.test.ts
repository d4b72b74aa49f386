import Redis from 'ioredis';
import { createConnection } from 'mysql2/promise';
import { existsSync } from 'node:fs';
import { forEachEngine, requireEngine } from '../support/engines';
import { launchChromium } from '../support/chromium';

describe('forEachEngine', () => {
  forEachEngine(({ engine, fresh }) => {
    it('gives each call new, empty storage', async () => {
      const [first, second] = [await fresh(), await fresh()];

      expect(first.DATA_DIR).not.toBe(second.DATA_DIR);
      expect(existsSync(first.DATA_DIR)).toBe(true);
      if (engine === 'embedded') {
        expect(Object.keys(first)).toEqual(['DATA_DIR']);
        return;
      }
      expect(first.DATABASE_URL).not.toBe(second.DATABASE_URL);
      expect(await tablesOf(first.DATABASE_URL!)).toEqual([]);
      expect(await keysOf(first.REDIS_URL!)).toBe(0);
    });
  });
});

requireEngine('chromium')('launchChromium', () => {
  it('opens a page', async () => {
    const browser = await launchChromium();
    const page = await browser.newPage();
    await page.setContent('<title>报考助手</title>');
    expect(await page.title()).toBe('报考助手');
    await browser.close();
  });
});

async function tablesOf(url: string): Promise<unknown> {
  const connection = await createConnection({ uri: url });
  const [rows] = await connection.query('SHOW TABLES');
  await connection.end();
  return rows;
}

async function keysOf(url: string): Promise<number> {
  const redis = new Redis(url);
  const size = await redis.dbsize();
  redis.disconnect();
  return size;
}
