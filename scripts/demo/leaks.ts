import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Stack } from './stack';

/** A place where a personal value stands that must not stand there; the value itself is not told. */
export interface Leak {
  place: string;
  /** Which of the values, by its place in the list. */
  value: number;
}

/** Looks for personal values in everything that leaves or stays readable: logs, metrics, answers, cards, storage. */
export async function findLeaks(
  stack: Stack,
  secrets: readonly string[],
  transcript: string,
): Promise<Leak[]> {
  const places: [string, string][] = [
    ['log', stack.server.log()],
    [
      'metrics',
      await textOf(`${stack.publicUrl}/metrics`, { Authorization: `Bearer ${stack.metricsToken}` }),
    ],
    ['error bodies', await errorBodies(stack, secrets)],
    ['transcript', transcript],
    ['cards', JSON.stringify(stack.platform.wecom.messages)],
    ['subscription messages', JSON.stringify(stack.platform.wechat.messages)],
    ['bot messages', botMessages(stack)],
    [
      'orders',
      JSON.stringify(
        [...stack.platform.pay.orders.values()].map(({ description, attach }) => ({ description, attach })),
      ),
    ],
    ...storedFiles(stack.dataFolder),
  ];
  return places.flatMap(([place, text]) =>
    secrets.flatMap((secret, value) => (text.includes(secret) ? [{ place, value }] : [])),
  );
}

/** What the bot wrote: it masks what the person typed a moment ago. */
function botMessages(stack: Stack): string {
  return stack.platform
    .candidates()
    .flatMap((candidate) => candidate.messages())
    .filter(({ from }) => from !== 'customer')
    .map(({ text }) => text)
    .join('\n');
}

/** Every file of the data folder as bytes: rows, journals and photos alike. */
function storedFiles(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => [`file ${path.relative(folder, file)}`, readFileSync(file).toString('utf8')]);
}

/** Wrong calls that carry personal values: what is wrong is told, the value is not repeated. */
async function errorBodies(stack: Stack, secrets: readonly string[]): Promise<string> {
  const [first = ''] = secrets;
  const value = encodeURIComponent(first);
  const answers = [
    textOf(`${stack.publicUrl}/api/v1/registrations/${value}`),
    textOf(`${stack.publicUrl}/pages/notices/${value}/agreement`),
    textOf(
      `${stack.publicUrl}/api/v1/session`,
      { 'Content-Type': 'application/json' },
      JSON.stringify({ code: first }),
    ),
  ];
  return (await Promise.all(answers)).join('\n');
}

async function textOf(url: string, headers: Record<string, string> = {}, body?: string): Promise<string> {
  const response = await fetch(url, { headers, ...(body !== undefined && { method: 'POST', body }) });
  return response.text();
}
