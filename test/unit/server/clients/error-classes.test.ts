import fc from 'fast-check';
import {
  classifyStatus,
  classifyWechat,
  classifyWechatpay,
  classifyWecom,
  normalizeWechatpayCode,
} from '../../../../server/clients/error-classes';

describe('classifyWecom', () => {
  it.each([
    ['RETRY', [-1, 6000, 45033]],
    ['REFRESH', [40014, 42001]],
    ['SLOW', [45009]],
    ['CHANNEL', [95001, 95002, 95007, 95013, 95014, 95016, 95018, 95019, 95031]],
    ['TARGET', [40003, 60111, 46004, 81013, 40029, 42003, 42022]],
    ['CONFIG', [40001, 40091, 40013, 40056, 301002, 43012, 48002, 48007, 50001, 60011, 60020, 95000, 95017]],
    ['UNKNOWN', [42014]],
    ['PERMANENT', [41001, 40058, 40063, 40035, 45002, 82001, 95008, 95009, 95030, 42033, 999999]],
  ])('calls %s %j', (kind, codes) => {
    expect(codes.map(classifyWecom)).toEqual(codes.map(() => kind));
  });
});

describe('classifyWechat', () => {
  it.each([
    ['RETRY', [-1]],
    ['REFRESH', [40001, 40014, 42001]],
    ['SLOW', [45009, 45011]],
    ['CHANNEL', [43101]],
    ['TARGET', [40003, 40029, 40163, 40226]],
    ['CONFIG', [40013, 40125, 40164, 41002, 41004, 40037, 41030]],
    ['PERMANENT', [47001, 47003, 41008, 999999]],
  ])('calls %s %j', (kind, codes) => {
    expect(codes.map(classifyWechat)).toEqual(codes.map(() => kind));
  });

  it('takes a refused 40001 for a stale token, where WeCom means the secret', () => {
    expect([classifyWechat(40001), classifyWecom(40001)]).toEqual(['REFRESH', 'CONFIG']);
  });
});

describe('classifyWechatpay', () => {
  it.each([
    ['RETRY', 500, ['SYSTEM_ERROR']],
    ['SLOW', 429, ['FREQUENCY_LIMITED', 'RATELIMIT_EXCEEDED']],
    ['SLOW', 403, ['NOT_ENOUGH']],
    ['CHANNEL', 404, ['ORDER_NOT_EXIST', 'RESOURCE_NOT_EXISTS']],
    ['CHANNEL', 400, ['ORDER_CLOSED']],
    ['TARGET', 403, ['ACCOUNT_ERROR', 'USER_ACCOUNT_ABNORMAL', 'RULE_LIMIT']],
    ['CONFIG', 401, ['SIGN_ERROR']],
    ['CONFIG', 403, ['NO_AUTH']],
    ['CONFIG', 400, ['APPID_MCHID_NOT_MATCH', 'MCH_NOT_EXISTS']],
    ['UNKNOWN', 400, ['INVALID_REQUEST', 'ORDERPAID']],
    ['UNKNOWN', 403, ['OUT_TRADE_NO_USED']],
    ['PERMANENT', 400, ['PARAM_ERROR', 'NEVER_HEARD_OF']],
  ])('calls %s with status %d %j', (kind, status, codes) => {
    const spelt = codes.flatMap((code) => [code, code.replaceAll('_', ''), code.toLowerCase()]);
    expect(spelt.map((code) => classifyWechatpay(status, code))).toEqual(spelt.map(() => kind));
  });

  it('goes by the status when there is no code', () => {
    expect([429, 502, 503, 401, 400].map((status) => classifyWechatpay(status, null))).toEqual([
      'SLOW',
      'UNKNOWN',
      'RETRY',
      'CONFIG',
      'PERMANENT',
    ]);
  });
});

describe('classifyStatus', () => {
  it.each([
    [302, 'CONFIG'],
    [401, 'CONFIG'],
    [403, 'CONFIG'],
    [404, 'PERMANENT'],
    [429, 'SLOW'],
    [500, 'UNKNOWN'],
    [503, 'RETRY'],
    [504, 'UNKNOWN'],
  ])('calls %d %s', (status, kind) => {
    expect(classifyStatus(status)).toBe(kind);
  });
});

describe('normalizeWechatpayCode', () => {
  it('gives one spelling to all', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('ORDER', 'NOT', 'EXIST', '_')), (parts) => {
        const code = parts.join('_');
        expect(normalizeWechatpayCode(code)).toBe(normalizeWechatpayCode(code.replaceAll('_', '')));
      }),
    );
  });
});
