import { ERRORS, errorTextKey, type ErrorCode } from '../../../shared/domain/codes';
import { isTextKey, render } from '../../../bot/replies/render';
import { isPageKey, pageText } from '../../../shared/i18n/pages/text';
import { readableParams } from '../../../shared/i18n/readable-params';
import type { Locale } from '../../use-cases/ports/accounts';
import { AppError, type FailedPart, type FailureDetails } from '../../use-cases/ports/app-error';
import type { Logger } from '../../use-cases/ports/logger';
import { PhotoStoreError } from '../../use-cases/ports/photos';
import { PlatformError, TransportError } from '../../use-cases/ports/platform-errors';
import { StorageUnavailableError } from '../../use-cases/ports/storage-errors';
import type { Ctx, Step } from '../http-context';
import { PAGE_POLICY } from '../pages/page';

const RETRY_AFTER_MS = 2_000;

/** Turns anything thrown into one of the table's errors; what is not expected becomes a bland 500 with a stack in the log. */
export function handleErrors({
  logger,
  showPage,
}: {
  logger: Logger;
  /** Page for people, in place of JSON. */
  showPage(failure: { code: ErrorCode; locale: Locale; requestId: string }): string;
}): Step {
  return async (ctx, next) => {
    try {
      await next();
      if (ctx.status === 404 && ctx.body == null) throw new AppError('NOT_FOUND');
    } catch (thrown) {
      const error = toAppError(thrown);
      const { status, logLevel } = ERRORS[error.code];
      ctx.state.errorCode = error.code;
      if (logLevel !== 'info') {
        const { requestId, route } = ctx.state;
        const line = { requestId, route: route ?? 'unmatched', code: error.code, error: thrown };
        logger[logLevel]('http.failed', line);
      }
      ctx.status = status;
      const waitMs = error.details.retryAfterMs ?? (status === 503 || status === 429 ? RETRY_AFTER_MS : null);
      if (waitMs !== null) ctx.set('Retry-After', String(Math.max(1, Math.ceil(waitMs / 1000))));
      // A body that was not read to its end is not worth waiting for.
      if (!ctx.req.complete) ctx.set('Connection', 'close');
      answer(ctx, error, showPage);
    }
  };
}

function answer(
  ctx: Ctx,
  error: AppError,
  showPage: (failure: { code: ErrorCode; locale: Locale; requestId: string }) => string,
): void {
  const { locale, requestId } = ctx.state;
  if (ctx.path.startsWith('/callbacks/')) {
    // WeChat Pay reads code and message; the others read the status only.
    ctx.body = { code: 'FAIL', message: error.code };
  } else if (ctx.path.startsWith('/pages/') || ctx.path.startsWith('/staff')) {
    ctx.set('Content-Security-Policy', PAGE_POLICY);
    ctx.type = 'text/html; charset=utf-8';
    ctx.body = showPage({ code: error.code, locale, requestId });
  } else {
    ctx.body = envelopeOf(error, { locale, requestId });
  }
}

/** The one envelope of the API (reliability.md 6). */
export function envelopeOf(
  error: { code: ErrorCode; details: FailureDetails },
  { locale, requestId }: { locale: Locale; requestId: string },
): { error: Record<string, unknown> } {
  const { class: kind, retryable } = ERRORS[error.code];
  const { fields, reasons, present, next } = error.details;
  return {
    error: {
      code: error.code,
      message: render(locale, errorTextKey(error.code)),
      requestId,
      retryable,
      ...(fields && { fields: fields.map((part) => said(part, locale)) }),
      ...(reasons && { reasons: reasons.map((part) => said(part, locale)) }),
      ...(kind === 'STATE' && { state: present?.state ?? null, version: present?.version ?? null }),
      ...(kind === 'STATE' && { next: next ?? [] }),
    },
  };
}

function said(part: FailedPart, locale: Locale): Record<string, unknown> {
  // Names of states and lines of the chat have keys like codes: the words of a refusal come first.
  const key = [`refusal.${part.code}`, part.code].find(isTextKey);
  const words = readableParams(part.params, { season: null, locale });
  const text = isPageKey(part.code) ? pageText(locale, part.code, words) : key && render(locale, key, words);
  return {
    ...(part.field !== null && { field: part.field }),
    code: part.code,
    ...(part.params && { params: part.params }),
    ...(part.remedy && { remedy: part.remedy }),
    ...(text && { message: text }),
  };
}

/** One table from what is thrown to what is answered. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof StorageUnavailableError) return new AppError(thrown.code, {}, { cause: thrown });
  if (thrown instanceof PhotoStoreError) return new AppError(thrown.code, {}, { cause: thrown });
  if (thrown instanceof TransportError) {
    const code = thrown.sent === 'no' ? 'PLATFORM_BUSY' : 'RESULT_UNKNOWN';
    return new AppError(code, {}, { cause: thrown });
  }
  if (thrown instanceof PlatformError) {
    const code = thrown.class === 'UNKNOWN' ? 'RESULT_UNKNOWN' : 'PLATFORM_BUSY';
    return new AppError(code, {}, { cause: thrown });
  }
  if (isCutOff(thrown)) return new AppError('BAD_JSON');
  return new AppError('INTERNAL', {}, { cause: thrown });
}

/** The caller hung up in the middle of its body, or its address cannot be read. */
function isCutOff(thrown: unknown): boolean {
  if (thrown instanceof URIError) return true;
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ECONNRESET';
}
