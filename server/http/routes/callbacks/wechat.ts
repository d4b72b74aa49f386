import type Router from '@koa/router';
import { readPlatformXml, textOf, type XmlElement } from '../../../../bot/channels/platform-xml';
import { openCallback, verifyPlainSignature } from '../../../signatures/wecom-callback';
import { AppError } from '../../../use-cases/ports/app-error';
import { keepPermits, type PermitChange } from '../../../use-cases/reminders/keep-permits';
import { storeCallback } from '../../../use-cases/store-callback';
import type { HttpDeps } from '../../deps';
import type { State } from '../../http-context';
import { readBody, utf8Of } from '../../middleware/read-body';
import { signedQuery } from './signed-query';

const MAX_BYTES = 256 * 1024;

/** The mini program's message push: subscription events, in secure mode only (miniprogram.md 8). */
export function wechatCallbackRoutes(router: Router<State>, deps: HttpDeps): void {
  const keys = deps.callbackKeys.wechat;
  router.get('/callbacks/wechat', (ctx) => {
    const query = signedQuery(ctx.URL.searchParams, ['signature', 'timestamp', 'nonce', 'echostr']);
    if (!verifyPlainSignature({ token: keys.token, ...query })) throw refuse(deps);
    ctx.type = 'text/plain; charset=utf-8';
    ctx.body = query.echostr;
  });
  router.post('/callbacks/wechat', async (ctx) => {
    const query = ctx.URL.searchParams;
    // `signature` alone covers no body: without `msg_signature` a message proves nothing.
    if (query.getAll('encrypt_type').join() !== 'aes') throw refuse(deps);
    const { timestamp, nonce, msg_signature } = signedQuery(query, ['msg_signature', 'timestamp', 'nonce']);
    const envelope = readMessage(utf8Of(await readBody(ctx.req, MAX_BYTES)));
    const ciphertext = envelope ? textOf(envelope, 'Encrypt') : '';
    if (ciphertext === '') throw new AppError('BAD_JSON');
    const opened = openCallback(keys, { timestamp, nonce, ciphertext, msgSignature: msg_signature });
    if (!opened.ok) throw opened.reason === 'signature' ? refuse(deps) : new AppError('BAD_JSON');
    const event = readMessage(opened.message);
    const changes = event ? permitChanges(event) : [];
    const openid = event ? textOf(event, 'FromUserName') : '';
    const verdict = await storeCallback(deps.context, {
      kind: 'wechat.push',
      content: opened.message,
      job: null,
      keepContent: false,
      also: (tx) => keepPermits(tx, deps.context, { openid, changes }),
    });
    deps.metrics.countCallback({ kind: 'wechat.push', verdict });
    ctx.type = 'text/plain; charset=utf-8';
    ctx.body = 'success';
  });
}

/** A message as JSON or as XML, whichever the console is set to. */
function readMessage(text: string | null): XmlElement | null {
  if (text === null) return null;
  if (!text.trimStart().startsWith('{')) return readPlatformXml(text);
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? (parsed as XmlElement) : null;
  } catch {
    return null;
  }
}

/** In JSON the entries are called `List`, in XML they stand inside an element of the event's kind (miniprogram.md 4.4). */
function permitChanges(event: XmlElement): PermitChange[] {
  const name = textOf(event, 'Event');
  if (name !== 'subscribe_msg_popup_event' && name !== 'subscribe_msg_change_event') return [];
  const holder = event.SubscribeMsgPopupEvent ?? event.SubscribeMsgChangeEvent;
  const list = event.List ?? (isRecord(holder) ? holder.List : undefined) ?? [];
  // One entry comes as an object, several as an array.
  return (Array.isArray(list) ? list : [list]).filter(isRecord).flatMap((entry): PermitChange[] => {
    const templateId = textOf(entry, 'TemplateId');
    const status = textOf(entry, 'SubscribeStatusString');
    if (templateId === '' || templateId.length > 128) return [];
    if (name === 'subscribe_msg_popup_event') {
      if (status.startsWith('accept')) return [{ templateId, change: 'granted' }];
      return status === 'reject' ? [{ templateId, change: 'refused' }] : [];
    }
    return status === 'reject' ? [{ templateId, change: 'withdrawn' }] : [];
  });
}

function isRecord(value: unknown): value is XmlElement {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuse(deps: HttpDeps): AppError {
  deps.metrics.countCallback({ kind: 'wechat.push', verdict: 'refused' });
  deps.context.logger.warn('callback.refused', { topic: 'wechat.push', code: 'callback.signature' });
  return new AppError('FORBIDDEN');
}
