import type { Core } from './core';
import { Refusal } from './json';
import type { Call } from './http-host';

interface Token {
  value: string;
  owner: string;
  expiresAt: number;
  killed: boolean;
}

/** Access tokens of one platform, bound to the secret that fetched them. */
export interface TokenBook {
  /** The living token of this owner, or a new one. */
  current(owner: string): { value: string; expiresIn: number };
  /** A new token; the owner's older ones die when `killOlder` is set. */
  issue(owner: string, killOlder: boolean): { value: string; expiresIn: number };
  /** Owner of a good token; throws the platform's refusal otherwise. */
  verify(call: Call): string;
  /** From now on every token given out so far is invalid. */
  killAll(): void;
  /** From now on every token given out so far counts as expired. */
  expireAll(): void;
  issued(): number;
}

const LIFETIME_MS = 7_200_000;

export function createTokenBook(core: Core, unknownTokenErrcode: number): TokenBook {
  const tokens = new Map<string, Token>();
  const living = (token: Token): boolean => !token.killed && token.expiresAt > core.clock.now();
  const present = (token: Token): { value: string; expiresIn: number } => ({
    value: token.value,
    expiresIn: Math.floor((token.expiresAt - core.clock.now()) / 1000),
  });

  function issue(owner: string, killOlder: boolean): { value: string; expiresIn: number } {
    if (killOlder) {
      for (const token of tokens.values()) if (token.owner === owner) token.killed = true;
    }
    const expiresAt = core.clock.now() + LIFETIME_MS;
    const token = { value: core.ids.next('token_') + core.ids.secret(60), owner, expiresAt, killed: false };
    tokens.set(token.value, token);
    return present(token);
  }
  return {
    issue,
    current(owner) {
      const found = [...tokens.values()].find((token) => token.owner === owner && living(token));
      return found ? present(found) : issue(owner, false);
    },
    verify(call) {
      const value = call.query.get('access_token');
      if (!value) throw new Refusal(41001, 'access_token missing');
      const token = tokens.get(value);
      if (!token || token.killed) throw new Refusal(unknownTokenErrcode, 'invalid access_token');
      if (token.expiresAt <= core.clock.now()) throw new Refusal(42001, 'access_token expired');
      return token.owner;
    },
    killAll() {
      for (const token of tokens.values()) token.killed = true;
    },
    expireAll() {
      for (const token of tokens.values()) token.expiresAt = core.clock.now();
    },
    issued: () => tokens.size,
  };
}
