import fc from 'fast-check';
import { createLogger, serialiseError } from '../../../server/logger';
import type { LogFields } from '../../../server/use-cases/ports/logger';

class OwnError extends Error {
  override readonly name = 'OwnError';
  readonly code = 'NOT_FOUND';
}

function record(): { lines: string[]; logger: ReturnType<typeof createLogger> } {
  const lines: string[] = [];
  const stream = { write: (line: string) => void lines.push(line) };
  const clock = { now: () => Date.UTC(2026, 2, 1, 4, 5, 6, 7) };
  return { lines, logger: createLogger({ level: 'info', clock, stream, ownErrors: [OwnError] }) };
}

function write(fields: object): Record<string, unknown> {
  const { lines, logger } = record();
  logger.info('callback.stored', fields as LogFields);
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? '') as Record<string, unknown>;
}

describe('createLogger', () => {
  it('writes one JSON line with level, time of the clock, event and fields', () => {
    expect(write({ requestId: 'r1', status: 200, durationMs: 12.5 })).toEqual({
      level: 'info',
      time: '2026-03-01T04:05:06.007Z',
      event: 'callback.stored',
      requestId: 'r1',
      status: 200,
      durationMs: 12.5,
    });
  });

  it('drops every field that is not on the list, and every value of another kind', () => {
    const written = write({
      idNumber: 'x',
      body: { a: 1 },
      requestId: { toString: () => 'x' },
      status: '200',
      code: 7,
      constructor: 'x',
      count: null,
    });
    expect(Object.keys(written)).toEqual(['level', 'time', 'event']);
  });

  it('keeps one line whatever the values are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const { lines, logger } = record();
        logger.info(value, { requestId: value });
        expect(lines[0]?.at(-1)).toBe('\n');
        expect(lines[0]?.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        expect(JSON.parse(lines[0] ?? '')).toHaveProperty('requestId');
      }),
    );
  });

  it('caps and escapes values', () => {
    const { requestId } = write({ requestId: `a\n{"level":"error"}\u001b[31m\u202e${'x'.repeat(500)}` });
    expect(requestId).toHaveLength(200);
    expect(requestId).toMatch(/^a\?\{"level":"error"\}\?\[31m\?x+$/);
  });

  it.each([
    ['999900200001011234', '[id]'],
    ['code 99990020000101123x!', 'code [id]!'],
    ['13800138000', '[phone]'],
    ['+8613800138000', '[phone]'],
    ['to a.b@example.edu.cn', 'to [mail]'],
    ['NCRE20260301138001380001', 'NCRE20260301138001380001'],
  ])('masks what looks personal: %s', (value, expected) => {
    expect(write({ topic: value }).topic).toBe(expected);
  });

  it('writes allowed fields from its level on', () => {
    const { lines, logger } = record();
    logger.debug('silent');
    logger.warn('outbox.retried', { attempt: 2, ...{ secret: 'x' } });
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({ level: 'warn', event: 'outbox.retried', attempt: 2 }),
    ]);
    expect(lines[0]).not.toContain('secret');
  });
});

describe('serialiseError', () => {
  it('keeps class, code and frames of a foreign error, and not its message', () => {
    const error = Object.assign(new Error("Duplicate entry '999900200001011234'\n    at name (张三)"), {
      code: 'ER_DUP_ENTRY',
      sql: 'INSERT 张三',
    });
    const written = serialiseError(error, []);
    expect(written).toMatchObject({ class: 'Error', code: 'ER_DUP_ENTRY' });
    expect(written.stack?.[0]).toMatch(/^at .*logger\.test/);
    expect(JSON.stringify(written)).not.toMatch(/9999|张三|INSERT/);
  });

  it('keeps the message of our own classes and follows causes', () => {
    const cause = Object.assign(new Error('secret'), { code: 'ECONNRESET' });
    const written = serialiseError(new OwnError('No such season.', { cause }), [OwnError]);
    expect(written).toMatchObject({ class: 'OwnError', code: 'NOT_FOUND', message: 'No such season.' });
    expect(written.cause).toMatchObject({ class: 'Error', code: 'ECONNRESET' });
    expect(JSON.stringify(written)).not.toContain('secret');
  });

  it('ends on a cause that points to itself', () => {
    const error = new Error('a');
    error.cause = error;
    expect(JSON.stringify(serialiseError(error, [])).match(/cause/g)).toHaveLength(3);
  });

  it.each(['text', null, 7, { message: 'x' }])('writes only the kind of a thrown %j', (thrown) => {
    expect(serialiseError(thrown, [])).toEqual({ class: typeof thrown });
  });
});
