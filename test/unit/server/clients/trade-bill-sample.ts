const HEADER =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,' +
  '应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,' +
  '手续费,费率,订单金额,申请退款金额,费率备注';
const SUMMARY =
  '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';

/** A bill of one payment of 80.10 yuan and its refund, as the platform prints it. */
export const BILL = [
  HEADER,
  row([
    '2026-01-10 16:59:59',
    ...ids(),
    'SUCCESS',
    'OTHERS',
    'CNY',
    '80.10',
    '0.00',
    '0',
    '0',
    '0.00',
    '0.00',
    '',
    '',
    ...goods(),
    '80.10',
    '0.00',
    '费率备注',
  ]),
  row([
    '2026-01-10 18:00:00',
    ...ids(),
    'REFUND',
    'OTHERS',
    'CNY',
    '0.00',
    '0.00',
    '5000001',
    'R0001',
    '80.10',
    '0.00',
    'ORIGINAL',
    'SUCCESS',
    ...goods(),
    '0.00',
    '80.10',
    '',
  ]),
  SUMMARY,
  row(['2', '80.10', '80.10', '0.00', '0.00000', '80.10', '80.10']),
  '',
].join('\n');

function ids(): string[] {
  return ['wx1', '1900000001', '0', '', '4200001', 'NCRE0001', 'o1', 'JSAPI'];
}

function goods(): string[] {
  return ['全国计算机等级考试, 24, 25', '', '0.00000', '0.60%'];
}

/** Every value stands behind a backtick. */
function row(values: string[]): string {
  return values.map((value) => `\`${value}`).join(',');
}
