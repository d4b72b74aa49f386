import { createDataSource } from '../../../../server/persistence/data-source';

describe('createDataSource', () => {
  it('writes no statement and no value anywhere, be it slow or failed (promise 13)', () => {
    const limits = { poolSize: 1, connectMs: 1_000, queryMs: 2_000 };
    const source = createDataSource({ databaseUrl: 'mysql://user:word@127.0.0.1:3306/ncre' }, limits);
    const written = ['log', 'info', 'warn', 'error'] as const;
    const spies = written.map((name) => jest.spyOn(console, name).mockImplementation(() => undefined));
    const statement = ['SELECT * FROM accounts WHERE email_hash = ?', ['a value']] as const;
    source.logger.logQuerySlow(3_518, ...statement);
    source.logger.logQueryError('ER_DUP_ENTRY', ...statement);
    source.logger.logQuery(...statement);
    expect(spies.flatMap((spy) => spy.mock.calls)).toEqual([]);
  });
});
