import type Router from '@koa/router';
import { readPlatformXml, textOf } from '../../../../bot/channels/platform-xml';
import {
  openCallback,
  openUrlVerification,
  type CallbackKeys,
  type CallbackRefusal,
} from '../../../signatures/wecom-callback';
import { AppError } from '../../../use-cases/ports/app-error';
import { storeCallback, type VerifiedCallback } from '../../../use-cases/store-callback';
import type { HttpDeps } from '../../deps';
import type { State } from '../../http-context';
import { readBody, utf8Of } from '../../middleware/read-body';
import { signedQuery } from './signed-query';

const MAX_BYTES = 256 * 1024;
const CARD_EVENTS = ['template_card_event', 'template_card_menu_event'];

/**
 * `/callbacks/wecom` and `/callbacks/kf`: each with its own keys, both for card presses and for the bell of customer
 * service, since a corp may enter one address for both. Store, answer, then work.
 */
export function wecomCallbackRoutes(router: Router<State>, deps: HttpDeps): void {
  for (const kind of ['wecom', 'kf'] as const) {
    const path = `/callbacks/${kind}`;
    const keys = deps.callbackKeys[kind];
    router.get(path, (ctx) => {
      const query = signedQuery(ctx.URL.searchParams, ['msg_signature', 'timestamp', 'nonce', 'echostr']);
      const { timestamp, nonce, echostr, msg_signature: msgSignature } = query;
      const opened = openUrlVerification(keys, { timestamp, nonce, echostr, msgSignature });
      if (!opened.ok) throw refuse(deps, kind, opened.reason);
      ctx.type = 'text/plain; charset=utf-8';
      ctx.body = opened.message;
    });
    router.post(path, async (ctx) => {
      const message = openDelivery(deps, {
        kind,
        keys,
        query: ctx.URL.searchParams,
        body: await readBody(ctx.req, MAX_BYTES),
      });
      const callback = readEvent(message);
      const verdict = await storeCallback(deps.context, callback);
      deps.metrics.countCallback({ kind: callback.kind, verdict });
      deps.context.logger.info('callback.stored', { topic: callback.kind, class: verdict });
      deps.wake();
      ctx.status = 200;
      ctx.body = '';
    });
  }
}

interface Delivery {
  kind: string;
  keys: CallbackKeys;
  query: URLSearchParams;
  body: Buffer;
}

/** The decrypted message. The signature is checked over the ciphertext before anything inside is believed. */
function openDelivery(deps: HttpDeps, { kind, keys, query, body }: Delivery): string {
  const { timestamp, nonce, msg_signature } = signedQuery(query, ['msg_signature', 'timestamp', 'nonce']);
  const text = utf8Of(body);
  const envelope = text === null ? null : readPlatformXml(text);
  const ciphertext = envelope ? textOf(envelope, 'Encrypt') : '';
  if (ciphertext === '') throw broken(deps, kind);
  const opened = openCallback(keys, { timestamp, nonce, ciphertext, msgSignature: msg_signature });
  if (!opened.ok) throw refuse(deps, kind, opened.reason);
  return opened.message;
}

function readEvent(message: string): VerifiedCallback {
  const event = readPlatformXml(message);
  // Verified, so it is the platform's: what we cannot read is kept as unknown and not sent again.
  if (!event) return { kind: 'wecom.unreadable', content: message, job: null, keepContent: false };
  const name = textOf(event, 'Event');
  if (CARD_EVENTS.includes(name)) {
    return { kind: 'wecom.card', content: message, job: { topic: 'card.pressed' }, keepContent: true };
  }
  if (name === 'kf_msg_or_event') {
    const job = {
      topic: 'kf.bell_rung',
      payload: { openKfId: textOf(event, 'OpenKfId') },
      secret: textOf(event, 'Token'),
      joinsWaiting: true,
    };
    return { kind: 'kf.bell', content: message, job, keepContent: false };
  }
  return { kind: 'wecom.other', content: message, job: null, keepContent: false };
}

/** 403: not from the platform. 400: its frame is broken. */
function refuse(deps: HttpDeps, kind: string, reason: CallbackRefusal): AppError {
  deps.metrics.countCallback({ kind, verdict: reason === 'signature' ? 'refused' : 'broken' });
  deps.context.logger.warn('callback.refused', { topic: kind, code: `callback.${reason}` });
  return new AppError(reason === 'signature' || reason === 'receiver' ? 'FORBIDDEN' : 'BAD_JSON');
}

function broken(deps: HttpDeps, kind: string): AppError {
  deps.metrics.countCallback({ kind, verdict: 'broken' });
  return new AppError('BAD_JSON');
}
