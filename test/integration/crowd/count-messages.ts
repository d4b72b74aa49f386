import type { RowDataPacket } from 'mysql2/promise';
import { createKeyedHash } from '../../../server/secrets/keyed-hash';
import type { CrowdStage } from './crowd-stage';
import type { Walker } from './walker';

interface ToldRow {
  id: string;
  external_key: string;
  payload: string;
}

interface DeliveryRow {
  outbox_id: string;
  channel: string;
  outcome: string;
  topic: string;
}

/** Events that happen outside the chat, of which the candidate is told by a message of its own. */
function toldEvents({ script, rejections, isReviewed }: Walker): string[] {
  const orders = script.ends !== 'paid' || script.kind === 'free of charge' ? 0 : script.paysOneByOne ? 2 : 1;
  return [
    ...Array.from({ length: rejections }, () => 'review.rejected'),
    ...(isReviewed ? ['review.approved'] : []),
    ...Array.from({ length: orders }, () => 'payment.received'),
  ];
}

/**
 * One message record for each business event, one delivery that arrived for each record, and once on the phone
 * (promise 5). A process killed between sending and recording leaves `unknown` where the way cannot tell.
 */
export async function countMessages(stage: CrowdStage, walkers: readonly Walker[]): Promise<string[]> {
  const { database, config } = stage;
  const hash = createKeyedHash(config.keys.indexKey);
  const [told] = await database.query<RowDataPacket[]>(
    `SELECT o.id, o.payload, c.external_key FROM outbox o
      JOIN registrations r ON r.id = JSON_UNQUOTE(JSON_EXTRACT(o.payload, '$.registrationId'))
      JOIN chats c ON c.account_id = r.account_id WHERE o.topic = 'candidate.told'`,
  );
  const [sent] = await database.query<RowDataPacket[]>(
    'SELECT outbox_id, channel, outcome, topic FROM deliveries',
  );
  return walkers.flatMap((walker) => {
    const key = hash.hash('external_userid', walker.candidate.externalUserid);
    const rows = (told as ToldRow[]).filter(({ external_key }) => external_key === key);
    const topics = rows.map(({ payload }) => (JSON.parse(payload) as { about: string }).about);
    const wanted = toldEvents(walker).toSorted().join();
    return [
      ...(topics.toSorted().join() === wanted
        ? []
        : [`candidate ${walker.index} is told ${topics.join()}, not ${wanted}`]),
      ...rows.flatMap((row) => reachedOnce(row, sent as DeliveryRow[], walker)),
    ];
  });
}

function reachedOnce(
  { id, payload }: ToldRow,
  sent: readonly DeliveryRow[],
  { candidate, index }: Walker,
): string[] {
  const own = sent.filter(({ outbox_id }) => outbox_id === id);
  const arrived = own.filter(({ outcome }) => outcome === 'sent' || outcome === 'unknown');
  const onPhone = candidate.messages().filter(({ msgid }) => msgid === id).length;
  const { about } = JSON.parse(payload) as { about: string };
  const byChat = arrived.some(({ channel }) => channel === 'chat');
  const tries = own.map(({ channel, outcome }) => `${channel} ${outcome}`).join();
  return [
    ...(arrived.length === 1
      ? []
      : [`candidate ${index}: ${about} was delivered ${arrived.length} times (${tries})`]),
    ...(onPhone === (byChat ? 1 : 0)
      ? []
      : [`candidate ${index}: ${about} is ${onPhone} times in the chat (${tries})`]),
  ];
}
