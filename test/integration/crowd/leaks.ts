import type { RowDataPacket } from 'mysql2/promise';
import { createFieldCipher } from '../../../server/secrets/field-cipher';
import {
  databasePlaces,
  findLeaks,
  redisPlaces,
  secretsOfPicture,
  type Leak,
  type Place,
  type Secret,
} from '../../support/leak-scan';
import type { CrowdStage } from './crowd-stage';
import type { Walker } from './walker';

/** Everything personal of the crowd that may stand in clear nowhere (promise 13). */
export function secretsOf(walkers: readonly Walker[]): Secret[] {
  const people = walkers.flatMap(({ persona, candidate }): Secret[] => [
    { kind: 'document number', value: persona.fields.documentNumber },
    { kind: 'name', value: persona.fields.name },
    { kind: 'mobile', value: persona.mobile },
    { kind: 'e-mail', value: persona.email },
    { kind: 'address', value: persona.fields.address },
    { kind: 'openid', value: candidate.openid },
    { kind: 'unionid', value: candidate.unionid },
    { kind: 'external_userid', value: candidate.externalUserid },
  ]);
  const photos = new Set(walkers.map(({ persona }) => persona.photo));
  return [...people, ...[...photos].flatMap((photo) => secretsOfPicture('photo', photo))];
}

/** Log, metrics, Redis, every column, the masked transcript, the cards and what the chat wrote. */
export async function leaksOf(stage: CrowdStage, walkers: readonly Walker[]): Promise<Leak[]> {
  const secrets = secretsOf(walkers);
  const places: Place[] = [
    ...stage.everyProcess().map((process) => ({ name: `log of ${process.name}`, text: process.output() })),
    { name: 'metrics', text: await stage.metrics() },
    {
      name: 'cards',
      text: JSON.stringify(stage.platform.wecom.messages.map(({ copies }) => [...copies.values()])),
    },
    {
      name: 'orders',
      text: [...stage.platform.pay.orders.values()]
        .map(({ description, attach }) => `${description} ${attach}`)
        .join('\n'),
    },
    ...(await redisPlaces(stage.redisUrl)),
    ...(await databasePlaces(databaseUrl(stage))),
    await transcript(stage),
  ];
  return findLeaks(places, secrets);
}

function databaseUrl({ config }: CrowdStage): string {
  return config.storage.kind === 'servers' ? config.storage.databaseUrl : '';
}

/** The copy of the conversations, opened: it holds masked text only. */
async function transcript({ database, config }: CrowdStage): Promise<Place> {
  const cipher = createFieldCipher(config.keys.fieldKeys);
  const [rows] = await database.query<RowDataPacket[]>('SELECT id, text FROM transcript_lines');
  const lines = (rows as { id: string; text: string }[]).map(({ id, text }) =>
    cipher.open(text, `transcript_lines.text:${id}`),
  );
  return { name: 'transcript', text: lines.join('\n') };
}
