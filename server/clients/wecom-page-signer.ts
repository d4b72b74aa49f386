import { z } from 'zod';
import type { Clock } from '../../shared/domain/time';
import { signPage } from '../signatures/wecom-page';
import type { PageIdentity, PageSigner } from '../use-cases/ports/wecom';
import type { AccessTokens, FetchedToken } from './access-token';
import { readAnswer } from './answer';
import { classifyWecom } from './error-classes';
import { ErrcodeApi } from './errcode-api';

/** Two kinds of ticket, each with a path of its own. One does not do for the other. */
const TICKETS: Record<PageIdentity, { path: string; query: Record<string, string> }> = {
  corp: { path: '/cgi-bin/get_jsapi_ticket', query: {} },
  app: { path: '/cgi-bin/ticket/get', query: { type: 'agent_config' } },
};
const ticketAnswer = z.object({ ticket: z.string().min(1), expires_in: z.number().nonnegative() });

/**
 * Asks for a ticket, alive for two hours. The platform gives 400 an hour to a corp and 100 to an app: it is kept and shared
 * like an access token.
 */
export async function fetchPageTicket(options: {
  apiUrl: string;
  tokens: AccessTokens;
  identity: PageIdentity;
  timeoutMs?: number;
}): Promise<FetchedToken> {
  const { apiUrl, tokens, identity, timeoutMs } = options;
  const { path, query } = TICKETS[identity];
  const api = new ErrcodeApi({ platform: 'wecom', baseUrl: apiUrl, classify: classifyWecom, timeoutMs });
  const read = readAnswer(ticketAnswer, await api.callAs(tokens, { path, query }), {
    platform: 'wecom',
    path,
  });
  return { token: read.ticket, expiresInSeconds: read.expires_in };
}

/** Signs pages of ours with the tickets that the processes share. */
export function createPageSigner(options: {
  corpId: string;
  agentId: number;
  tickets: Record<PageIdentity, AccessTokens>;
  clock: Clock;
  nonce(): string;
}): PageSigner {
  const { corpId, agentId, tickets, clock, nonce } = options;
  return {
    ...{ corpId, agentId },
    sign: ({ identity, url }) =>
      tickets[identity].run((ticket) => {
        const signed = { nonce: nonce(), timestamp: Math.floor(clock.now() / 1000) };
        const signature = signPage({ ...signed, ticket, url });
        const { nonce: nonceStr, timestamp } = signed;
        return Promise.resolve({ timestamp, nonceStr, signature });
      }),
  };
}
