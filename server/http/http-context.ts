import type { ParameterizedContext, Middleware } from 'koa';
import type { ErrorCode } from '../../shared/domain/codes';
import type { Locale } from '../use-cases/ports/accounts';
import type { StaffMember } from '../use-cases/ports/review';

/** What the middlewares of one request tell each other. */
export interface State {
  requestId: string;
  /** Language of errors and pages: the request's, else the account's, else Chinese. */
  locale: Locale;
  /** True when the request named a language itself. */
  localeAsked: boolean;
  /** `METHOD /pattern/:id` once a route has matched. */
  route: string | null;
  errorCode: ErrorCode | null;
  accountId: string | null;
  /** Who of the staff is signed in; absent on all other pages. */
  staff?: { member: StaffMember; csrf: string };
}

export type Ctx = ParameterizedContext<State>;
export type Step = Middleware<State>;
