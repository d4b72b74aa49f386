import type { BillRow, TradeBill } from '../use-cases/ports/pay';

/** Cells of one line by the name of their column. */
type Cells = (name: string) => string;

/**
 * Reads a day's bill: header, detail rows, header of the summary, summary. Every value of a row has a backtick before
 * it, so that commas inside a value do not split it. Amounts are yuan with two decimals and become fen digit by digit.
 * Returns null when anything is not as described or the summary does not agree with the rows: a bill that cannot be
 * trusted whole is not compared at all.
 */
export function parseTradeBill(text: string): TradeBill | null {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  const summaryAt = lines.findIndex((line) => line.startsWith('总交易单数'));
  const [header] = lines;
  if (header === undefined || summaryAt < 1 || lines.length !== summaryAt + 2) return null;
  const rows = lines.slice(1, summaryAt).map((line) => readRow(cellsOf(header, line)));
  const summary = readSummary(cellsOf(lines[summaryAt] ?? '', lines[summaryAt + 1] ?? ''));
  if (summary === null || !rows.every((row) => row !== null)) return null;
  return agrees(rows, summary) ? { rows, summary } : null;
}

/** Yuan as printed (`12.34`) to fen, without floating point; null for any other text. */
export function yuanToFen(text: string): number | null {
  const [, yuan, cents = ''] = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  return yuan === undefined ? null : Number(yuan) * 100 + Number(cents.padEnd(2, '0'));
}

function cellsOf(header: string, line: string): Cells | null {
  if (!line.startsWith('`')) return null;
  const names = header.split(',').map((name) => name.trim());
  const values = line.slice(1).split(',`');
  if (names.length !== values.length) return null;
  const cells = new Map(names.map((name, at) => [name, (values[at] ?? '').trim()]));
  return (name) => cells.get(name) ?? '';
}

function readRow(cells: Cells | null): BillRow | null {
  if (cells === null) return null;
  const tradedAt = beijingTime(cells('交易时间'));
  const orderAmountFen = yuanToFen(cells('订单金额') || cells('应结订单金额'));
  const refundFen = yuanToFen(cells('申请退款金额') || cells('退款金额') || '0');
  const [transactionId, outTradeNo, tradeState] = [
    cells('微信订单号'),
    cells('商户订单号'),
    cells('交易状态'),
  ];
  if (tradedAt === null || orderAmountFen === null || refundFen === null) return null;
  if (!transactionId || !outTradeNo || !tradeState) return null;
  return {
    tradedAt,
    transactionId,
    outTradeNo,
    tradeState,
    orderAmountFen,
    outRefundNo: orNull(cells('商户退款单号')),
    refundId: orNull(cells('微信退款单号')),
    refundFen,
    refundState: orNull(cells('退款状态')),
  };
}

function readSummary(cells: Cells | null): TradeBill['summary'] | null {
  if (cells === null || !/^\d{1,9}$/.test(cells('总交易单数'))) return null;
  const orderAmountFen = yuanToFen(cells('订单总金额') || cells('应结订单总金额'));
  const refundFen = yuanToFen(cells('申请退款总金额') || cells('退款总金额') || '0');
  if (orderAmountFen === null || refundFen === null) return null;
  return { count: Number(cells('总交易单数')), orderAmountFen, refundFen };
}

function agrees(rows: BillRow[], { count, orderAmountFen, refundFen }: TradeBill['summary']): boolean {
  const orders = rows.reduce((sum, row) => sum + row.orderAmountFen, 0);
  const refunds = rows.reduce((sum, row) => sum + row.refundFen, 0);
  return rows.length === count && orders === orderAmountFen && refunds === refundFen;
}

/** `2026-03-01 10:20:30`, Beijing time, to epoch milliseconds. */
function beijingTime(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return null;
  const at = Date.parse(`${text.replace(' ', 'T')}+08:00`);
  return Number.isNaN(at) ? null : at;
}

/** Empty columns are printed as empty or as 0. */
function orNull(text: string): string | null {
  return text === '' || text === '0' ? null : text;
}
