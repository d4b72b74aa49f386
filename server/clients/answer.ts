import { z } from 'zod';
import { TransportError, type PlatformName } from '../use-cases/ports/platform-errors';

/**
 * Reads a success by its schema. An answer of another shape says that something was done, but not what: that is no
 * success and no refusal. Unknown fields are ignored, platforms add them. The parser's own words are dropped: they may
 * quote the answer.
 */
export function readAnswer<T>(
  schema: z.ZodType<T>,
  answer: unknown,
  where: { platform: PlatformName; path: string },
): T {
  const read = schema.safeParse(answer);
  if (read.success) return read.data;
  throw new TransportError({ ...where, reason: 'unreadable' });
}

/** Optional text that some answers leave out, give empty or give as null: all three mean that there is none. */
export const textOrNull = z
  .string()
  .nullish()
  .transform((text) => text || null);
