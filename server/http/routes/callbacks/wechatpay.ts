import type Router from '@koa/router';
import { z } from 'zod';
import { verifySigned } from '../../../signatures/wechatpay';
import { decryptResource } from '../../../signatures/wechatpay-resource';
import { AppError } from '../../../use-cases/ports/app-error';
import { storeCallback } from '../../../use-cases/store-callback';
import type { HttpDeps } from '../../deps';
import type { Ctx, State } from '../../http-context';
import { readBody, utf8Of } from '../../middleware/read-body';

const MAX_BYTES = 256 * 1024;

const envelopeSchema = z.object({
  id: z.string().min(1),
  event_type: z.string().min(1),
  resource: z.object({
    algorithm: z.string(),
    ciphertext: z.string(),
    nonce: z.string(),
    associated_data: z.string().optional(),
  }),
});

interface NoticeKind {
  kind: string;
  topic: string;
  events: RegExp;
  reads(plaintext: string): boolean;
}

/**
 * Notices of WeChat Pay. The signature is verified over the raw bytes, then the resource is opened and stored; the job
 * that applies it is in the same unit of work. 204: stored. 4xx with FAIL: not verified. 5xx: cannot store, send again.
 */
export function wechatpayCallbackRoutes(router: Router<State>, deps: HttpDeps): void {
  const { provider } = deps.context;
  router.post('/callbacks/wechatpay/payment', (ctx) =>
    takeNotice(ctx, deps, {
      kind: 'wechatpay.payment',
      topic: 'payment.notified',
      events: /^TRANSACTION\.SUCCESS$/,
      reads: (plaintext) => provider.readPaymentNotice(plaintext) !== null,
    }),
  );
  router.post('/callbacks/wechatpay/refund', (ctx) =>
    takeNotice(ctx, deps, {
      kind: 'wechatpay.refund',
      topic: 'refund.notified',
      events: /^REFUND\.(SUCCESS|ABNORMAL|CLOSED)$/,
      reads: (plaintext) => provider.readRefundNotice(plaintext) !== null,
    }),
  );
}

async function takeNotice(ctx: Ctx, deps: HttpDeps, notice: NoticeKind): Promise<void> {
  const { pay, context } = deps;
  const body = await readBody(ctx.req, MAX_BYTES);
  const signed = { headers: ctx.req.rawHeaders, body, nowMs: context.clock.now() };
  const check = verifySigned(pay.platformKeys, signed);
  if (!check.ok) throw refuse(deps, notice, `notice.${check.reason}`, 'UNAUTHENTICATED');
  const envelope = envelopeSchema.safeParse(parse(utf8Of(body)));
  if (!envelope.success || !notice.events.test(envelope.data.event_type)) {
    throw refuse(deps, notice, 'notice.envelope', 'BAD_JSON');
  }
  const opened = decryptResource(pay.apiV3Key, envelope.data.resource);
  if (!opened.ok || !notice.reads(opened.plaintext)) throw refuse(deps, notice, 'notice.content', 'BAD_JSON');
  const verdict = await storeCallback(context, {
    kind: notice.kind,
    content: opened.plaintext,
    job: { topic: notice.topic },
    keepContent: true,
  });
  deps.metrics.countCallback({ kind: notice.kind, verdict });
  context.logger.info('callback.stored', { topic: notice.kind, class: verdict });
  deps.wake();
  ctx.status = 204;
}

function parse(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** Probes with deliberately wrong signatures are usual (wechatpay.md 3): a warning, no alarm. */
function refuse(
  deps: HttpDeps,
  notice: NoticeKind,
  code: string,
  error: 'UNAUTHENTICATED' | 'BAD_JSON',
): AppError {
  deps.metrics.countCallback({ kind: notice.kind, verdict: error === 'BAD_JSON' ? 'broken' : 'refused' });
  deps.context.logger.warn('callback.refused', { topic: notice.kind, code });
  return new AppError(error);
}
