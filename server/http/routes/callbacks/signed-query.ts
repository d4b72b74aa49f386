import { AppError } from '../../../use-cases/ports/app-error';

const PATTERNS: Readonly<Record<string, RegExp>> = {
  msg_signature: /^[0-9a-f]{40}$/,
  signature: /^[0-9a-f]{40}$/,
  timestamp: /^\d{1,12}$/,
  nonce: /^[\w-]{1,128}$/,
  echostr: /^[\x21-\x7e]{1,1024}$/,
};

/** Reads the named values of a callback's query: each exactly once and of its form, else BAD_JSON (400). */
export function signedQuery<Name extends string>(
  query: URLSearchParams,
  names: readonly Name[],
): Record<Name, string> {
  const entries = names.map((name): [Name, string] => {
    const [value, ...more] = query.getAll(name);
    if (value === undefined || more.length > 0 || !PATTERNS[name]?.test(value))
      throw new AppError('BAD_JSON');
    return [name, value];
  });
  return Object.fromEntries(entries) as Record<Name, string>;
}
