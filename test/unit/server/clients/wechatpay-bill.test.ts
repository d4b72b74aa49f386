import fc from 'fast-check';
import { parseTradeBill, yuanToFen } from '../../../../server/clients/wechatpay-bill';
import { BILL } from './trade-bill-sample';

describe('parseTradeBill', () => {
  it('reads payments and refunds to fen, with commas inside values', () => {
    expect(parseTradeBill(BILL)).toEqual({
      rows: [
        {
          tradedAt: Date.parse('2026-01-10T08:59:59Z'),
          transactionId: '4200001',
          outTradeNo: 'NCRE0001',
          tradeState: 'SUCCESS',
          orderAmountFen: 8010,
          outRefundNo: null,
          refundId: null,
          refundFen: 0,
          refundState: null,
        },
        {
          tradedAt: Date.parse('2026-01-10T10:00:00Z'),
          transactionId: '4200001',
          outTradeNo: 'NCRE0001',
          tradeState: 'REFUND',
          orderAmountFen: 0,
          outRefundNo: 'R0001',
          refundId: '5000001',
          refundFen: 8010,
          refundState: 'SUCCESS',
        },
      ],
      summary: { count: 2, orderAmountFen: 8010, refundFen: 8010 },
    });
  });

  it('reads a bill with a byte order mark and other line ends', () => {
    expect(parseTradeBill(`\uFEFF${BILL.replaceAll('\n', '\r\n')}`)).toEqual(parseTradeBill(BILL));
  });

  it('reads a day without trade', () => {
    const [header, , , summary] = BILL.split('\n');
    const empty = `${header}\n${summary}\n\`0,\`0.00,\`0.00,\`0.00,\`0.00,\`0.00,\`0.00\n`;
    expect(parseTradeBill(empty)).toEqual({
      rows: [],
      summary: { count: 0, orderAmountFen: 0, refundFen: 0 },
    });
  });

  it.each([
    ['no text', () => ''],
    ['no summary', (bill: string) => bill.split('\n').slice(0, 3).join('\n')],
    ['a row cut short', (bill: string) => bill.replace(',`费率备注\n', '\n')],
    ['an amount that is no amount', (bill: string) => bill.replaceAll('`80.10', '`80.1.0')],
    [
      'a row that is missing',
      (bill: string) =>
        bill
          .split('\n')
          .filter((_line, at) => at !== 2)
          .join('\n'),
    ],
    ['a total that does not agree', (bill: string) => bill.replace('`80.10,`80.10\n', '`80.11,`80.10\n')],
    ['a time that is no time', (bill: string) => bill.replace('2026-01-10 16:59:59', '2026-01-10T16:59:59Z')],
    ['something after the summary', (bill: string) => `${bill}\`1\n`],
  ])('refuses %s', (_what, broken) => {
    expect(broken(BILL)).not.toBe(BILL);
    expect(parseTradeBill(broken(BILL))).toBeNull();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('`', ',', '\n', '1.00', '总交易单数', '交易时间')), (parts) => {
        expect(() => parseTradeBill(parts.join(''))).not.toThrow();
      }),
    );
  });
});

describe('yuanToFen', () => {
  it('reads every amount that can be printed', () => {
    fc.assert(
      fc.property(fc.nat(), (fen) => {
        const printed = `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
        expect(yuanToFen(printed)).toBe(fen);
      }),
    );
  });

  it.each([
    ['0', 0],
    ['0.0', 0],
    ['1.1', 110],
    ['1.15', 115],
    ['', null],
    ['-1.00', null],
    ['1.001', null],
    ['1,000.00', null],
    ['１.00', null],
    ['1e3', null],
  ])('reads %p as %p', (text, fen) => {
    expect(yuanToFen(text)).toBe(fen);
  });
});
