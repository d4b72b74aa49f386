import { createKeyedHash } from '../../../server/secrets/keyed-hash';
import { createCallbackKeys, openCallback } from '../../../server/signatures/wecom-callback';
import { decryptResource } from '../../../server/signatures/wechatpay-resource';
import { readPlatformXml, textOf } from '../../../bot/channels/platform-xml';
import type { RowDataPacket } from 'mysql2/promise';
import type { CrowdStage } from './crowd-stage';
import type { Acknowledged } from './round-robin';

/** Callbacks that were answered with 2xx, and how many of them the database does not hold (promise 4). */
export async function lostCallbacks(stage: CrowdStage): Promise<{ acknowledged: number; lost: number }> {
  const { keys } = stage.config;
  const hash = createKeyedHash(keys.indexKey);
  const [rows] = await stage.database.query<RowDataPacket[]>('SELECT digest FROM inbox');
  const stored = new Set((rows as { digest: string }[]).map(({ digest }) => digest));
  const all = stage.proxy.acknowledged.map((callback) => contentOf(stage, callback));
  const lost = all.filter((content) => content === null || !stored.has(hash.hash('callback', content)));
  return { acknowledged: all.length, lost: lost.length };
}

/** The decrypted content, as the server reads it before it stores it. */
function contentOf({ config }: CrowdStage, { path, query, body }: Acknowledged): string | null {
  const text = body.toString('utf8');
  if (path.startsWith('/callbacks/wechatpay/')) {
    const { resource } = JSON.parse(text) as { resource: Parameters<typeof decryptResource>[1] };
    const opened = decryptResource(config.wechatpay.apiV3Key, resource);
    return opened.ok ? opened.plaintext : null;
  }
  const { wecom, kf, wechat } = config;
  const settings = {
    '/callbacks/wecom': {
      token: wecom.callbackToken,
      encodingAesKey: wecom.callbackAesKey,
      receiveId: wecom.corpId,
    },
    '/callbacks/kf': { token: kf.callbackToken, encodingAesKey: kf.callbackAesKey, receiveId: wecom.corpId },
    '/callbacks/wechat': {
      token: wechat.pushToken,
      encodingAesKey: wechat.pushAesKey,
      receiveId: wechat.appId,
    },
  }[path];
  const keys = settings && createCallbackKeys(settings);
  const envelope = readPlatformXml(text) ?? {};
  if (!keys) return null;
  const opened = openCallback(keys, {
    timestamp: query.get('timestamp') ?? '',
    nonce: query.get('nonce') ?? '',
    ciphertext: textOf(envelope, 'Encrypt'),
    msgSignature: query.get('msg_signature') ?? '',
  });
  return opened.ok ? opened.message : null;
}
