import type { IncomingMessage } from 'node:http';
import type Router from '@koa/router';
import type { Answer, Endpoint } from '../../../shared/contract/api';
import { ERRORS } from '../../../shared/domain/codes';
import type { Account, Locale, Login } from '../../use-cases/ports/accounts';
import { keepFailure } from '../../use-cases/chat/keep-failure';
import { AppError } from '../../use-cases/ports/app-error';
import type { HttpDeps } from '../deps';
import type { Ctx, State } from '../http-context';
import { clientAddressReader } from '../middleware/client-address';
import { envelopeOf, toAppError } from '../middleware/handle-errors';
import { readJsonBody } from '../middleware/strict-json';
import { authenticateCall } from './authenticate-call';
import { isRaw, type Call, type Handle, type On } from './call';
import { checkInput, readQuery } from './check-input';
import { beginCall, finishCall, readIdempotencyKey, reopenCall, type KeptAnswer } from './idempotency';
import { BAD_TOKENS, limitCall, take } from './limit-call';

export const API = '/api/v1';

/** Registers endpoints on the router: each call is authenticated, limited, checked by its contract, done, answered. */
export function endpointRegistry(router: Router<State>, deps: HttpDeps): On {
  const addressOf = clientAddressReader(deps.trustedProxies);
  return <const E extends Endpoint>(endpoint: E, handle: Handle<E>) => {
    const path = API + endpoint.path.replace(/\{(\w+)\}/g, ':$1');
    router.register(path, [endpoint.method], async (ctx) => {
      const address = addressOf(ctx.req.socket.remoteAddress, ctx.req.headers['x-forwarded-for']);
      try {
        const prepared = await prepare(ctx, deps, { endpoint, address, path });
        // The checks of `prepare` are those that the endpoint's types are made of.
        const call = prepared as unknown as Call<E>;
        if (!endpoint.idempotent) return write(ctx, endpoint, await handle(call));
        await once(ctx, deps, { endpoint, handle, call });
      } catch (thrown) {
        await noteFailure(ctx, deps, { endpoint, thrown });
        throw thrown;
      }
    });
  };
}

/** For whoever helps the person later; the answer of the call is the same whether it is kept or not. */
async function noteFailure(
  ctx: Ctx,
  deps: HttpDeps,
  { endpoint, thrown }: { endpoint: Endpoint; thrown: unknown },
): Promise<void> {
  const { accountId, requestId } = ctx.state;
  if (accountId === null) return;
  const route = `${endpoint.method} ${endpoint.path}`;
  const failed = { accountId, error: toAppError(thrown), requestId, route };
  await keepFailure(deps.context, failed).catch(() => undefined);
}

/** A call whose parts were checked by the endpoint's schemas, before the compiler knows which they are. */
interface Prepared {
  params: unknown;
  query: unknown;
  body: unknown;
  login: Login | null;
  account: Account | null;
  locale: Locale;
  request: IncomingMessage;
  keepAnswer(): Promise<void>;
}

async function prepare(
  ctx: Ctx & { params?: Record<string, string> },
  deps: HttpDeps,
  { endpoint, address, path }: { endpoint: Endpoint; address: string; path: string },
): Promise<Prepared> {
  const { context } = deps;
  const { login, account } = await authenticateCall(ctx, context, endpoint.access).catch(
    async (error: unknown) => {
      const stranger = error instanceof AppError && error.code === 'UNAUTHENTICATED';
      if (stranger) await take(context.limiter, `api:strangers:${address}`, BAD_TOKENS);
      throw error;
    },
  );
  const person = account?.id ?? (login && context.hash.hash('openid', login.openid));
  const call = { endpoint, name: `${endpoint.method}${path}`, person, hasAccount: account !== null, address };
  await limitCall(context.limiter, call);
  // An id that is none is the same as one that is not there.
  const params = endpoint.params?.safeParse(ctx.params ?? {});
  if (params && !params.success) throw new AppError('NOT_FOUND');
  const query = readQuery(ctx.URL.searchParams);
  if (!endpoint.query && Object.keys(query).length > 0) {
    const fields = Object.keys(query).map((key) => ({ field: key.slice(0, 60), code: 'field.unknown' }));
    throw new AppError('UNKNOWN_FIELD', { fields: fields.slice(0, 20) });
  }
  const body = endpoint.body ? checkInput(endpoint.body, await readJsonBody(ctx.req)) : undefined;
  return {
    params: params?.data ?? {},
    query: endpoint.query ? checkInput(endpoint.query, query) : {},
    body,
    login: login && { ...login, locale: ctx.state.locale },
    account,
    locale: ctx.state.locale,
    request: ctx.req,
    keepAnswer: () => Promise.resolve(),
  };
}

/** Runs a call once for its key; a repeat gets the very same answer. Trouble of ours is never kept as one. */
async function once<E extends Endpoint>(
  ctx: Ctx,
  deps: HttpDeps,
  { endpoint, handle, call }: { endpoint: E; handle: Handle<E>; call: Call<E> },
): Promise<void> {
  const { context } = deps;
  const begun = await beginCall(context, {
    caller: call.account?.id ?? (call.login ? context.hash.hash('openid', call.login.openid) : ''),
    key: readIdempotencyKey(ctx.get('Idempotency-Key')),
    route: `${endpoint.method} ${endpoint.path}`,
    content: JSON.stringify([call.params, call.query, call.body ?? null]),
  });
  if (begun.kind === 'replay') return replay(ctx, begun.answer);
  let kept = false;
  const keepAnswer = async (tx: Parameters<Call<E>['keepAnswer']>[0], answer: Answer<E>): Promise<void> => {
    await finishCall(tx, begun.call, { status: endpoint.status ?? 200, body: JSON.stringify(answer) });
    kept = true;
  };
  try {
    write(ctx, endpoint, await handle({ ...call, keepAnswer }));
    if (!kept) await keepFinal(deps, begun.call, { status: ctx.status, body: JSON.stringify(ctx.body) });
  } catch (thrown) {
    const error = toAppError(thrown);
    const { status } = ERRORS[error.code];
    if (status >= 500 || status === 202 || status === 429) await reopenCall(context, begun.call);
    else {
      const { locale, requestId } = ctx.state;
      await keepFinal(deps, begun.call, {
        status,
        body: JSON.stringify(envelopeOf(error, { locale, requestId })),
      });
    }
    throw thrown;
  }
}

function keepFinal(deps: HttpDeps, call: { caller: string; key: string }, answer: KeptAnswer): Promise<void> {
  return deps.context.unitOfWork.run((tx) => finishCall(tx, call, answer));
}

function replay(ctx: Ctx, { status, body }: KeptAnswer): void {
  ctx.status = status;
  ctx.type = 'application/json; charset=utf-8';
  ctx.set('Idempotency-Replayed', 'true');
  ctx.body = body;
}

function write(ctx: Ctx, endpoint: Endpoint, answer: unknown): void {
  ctx.status = endpoint.status ?? 200;
  if (isRaw(answer)) {
    ctx.type = answer.type;
    ctx.body = answer.raw;
  } else ctx.body = answer;
}
