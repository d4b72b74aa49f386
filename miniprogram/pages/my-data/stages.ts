import type { Consent } from '../../services/consents';
import type { Deletion } from '../../services/own-data';
import type { Registration } from '../../services/registrations';
import type { Notice } from '../../services/seasons';
import type { Account } from '../../services/session';

/** `delete`: what it means and why; `prove`, `code`, `password`: who it is; the last two tell that it was done. */
export type MyDataStage = 'start' | 'delete' | 'prove' | 'code' | 'password' | 'exported' | 'deleted';
export type Wish = 'export' | 'delete';
export type Via = 'email' | 'mobile';
export const REASONS = ['not_taking_part', 'another_account', 'privacy', 'other'] as const;
export type Reason = (typeof REASONS)[number];

export interface MyDataFacts {
  account: Account | null;
  registration: Registration | null;
  consents: Consent[];
  notices: Notice[];
  deletion: Deletion | null;
  stage: MyDataStage;
  wish: Wish;
  reason: Reason | '';
  via: Via;
  /** Code or password, kept when it is refused. */
  typed: string;
  error: string;
  exported: { url: string; expiresAt: number } | null;
  copy: '' | 'copied' | 'by_hand' | 'by_hand.privacy';
  /** Makes a repeat of the deletion harmless. */
  key: string;
}

/** A quiet reload changes what is known, not where the person is. */
export function keepMyData(before: MyDataFacts, after: MyDataFacts): MyDataFacts {
  const { account, registration, consents, notices, deletion } = after;
  return { ...before, account, registration, consents, notices, deletion };
}
