/** Values a text may need. They never carry a person's data: positions, limits, codes and public names only. */
export type Params = Record<string, string | number>;

/** A code with what its text needs. Codes are dotted and are the text keys. */
export interface Finding<Code extends string> {
  code: Code;
  params?: Params;
}

/** A value as it is stored. */
export interface Accepted<Value, Warning extends string = never> {
  ok: true;
  value: Value;
  /** What the person should be told although the value is accepted. */
  warnings: Finding<Warning>[];
}

/** Why a value cannot be stored. */
export interface Refused<Code extends string> extends Finding<Code> {
  ok: false;
}

/** Outcome of a field rule: the value as it is stored, or why it cannot be. */
export type Checked<Value, Code extends string, Warning extends string = never> =
  Accepted<Value, Warning> | Refused<Code>;

/** Makes an accepted outcome. */
export function accept<Value, Warning extends string = never>(
  value: Value,
  warnings: Finding<Warning>[] = [],
): Accepted<Value, Warning> {
  return { ok: true, value, warnings };
}

/** Makes a refused outcome. */
export function refuse<Code extends string>(code: Code, params?: Params): Refused<Code> {
  return params ? { ok: false, code, params } : { ok: false, code };
}
