import type { EntitySchemaColumnOptions, ValueTransformer } from 'typeorm';

type Flags = Pick<EntitySchemaColumnOptions, 'primary' | 'nullable'>;

// TypeORM hands a bigint over as text. Ours are epoch milliseconds, which a number holds exactly.
const asNumber: ValueTransformer = {
  to: (value: number | null) => value,
  from: (value: string | number | null) => (value === null ? null : Number(value)),
};

export function varchar(length: number, flags: Flags = {}): EntitySchemaColumnOptions {
  return { type: 'varchar', length, ...flags };
}

export function text(flags: Flags = {}): EntitySchemaColumnOptions {
  return { type: 'text', ...flags };
}

export function int(flags: Flags = {}): EntitySchemaColumnOptions {
  return { type: 'int', ...flags };
}

/** An instant in epoch milliseconds. */
export function bigint(flags: Flags = {}): EntitySchemaColumnOptions {
  return { type: 'bigint', transformer: asNumber, ...flags };
}

/** Numbers rows in the order of writing. */
export function serial(): EntitySchemaColumnOptions {
  return { type: 'integer', primary: true, generated: 'increment' };
}
