import { AppError } from '../../use-cases/ports/app-error';
import type { Ctx } from '../http-context';
import { readBody, refuseEncoding, utf8Of } from '../middleware/read-body';

const MAX_BYTES = 16 * 1024;

export type Form = ReadonlyMap<string, readonly string[]>;

/** Fields of a posted page. Unknown fields, and repeats of fields that are there once, are refused. */
export async function readForm(
  ctx: Ctx,
  fields: { once: readonly string[]; many?: readonly string[]; maxBytes?: number },
): Promise<Form> {
  refuseEncoding(ctx.req);
  if (!ctx.is('application/x-www-form-urlencoded')) throw new AppError('UNSUPPORTED_MEDIA');
  const text = utf8Of(await readBody(ctx.req, fields.maxBytes ?? MAX_BYTES));
  if (text === null) throw new AppError('BAD_JSON');
  const form = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(text)) form.set(name, [...(form.get(name) ?? []), value]);
  for (const [name, values] of form) {
    if (fields.many?.includes(name)) continue;
    if (!fields.once.includes(name)) throw new AppError('UNKNOWN_FIELD');
    if (values.length > 1) throw new AppError('VALIDATION_FAILED');
  }
  return form;
}

/** Browsers send line ends of two characters, which a field's length counts as one and a chat shows as two. */
export function withPlainLineEnds(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

export function valueOf(form: Form, name: string): string {
  return form.get(name)?.[0] ?? '';
}
