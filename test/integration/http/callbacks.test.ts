import { encryptFrame, sha1Signature, type CallbackKeys } from '../../platform/core/frame';
import { toXml } from '../../platform/core/xml';
import { envelope, type Notice } from '../../platform/wechatpay/notices';
import { signatureHeaders } from '../../platform/wechatpay/signing';
import { verifyPushUrl } from '../../platform/wechat/push';
import { verifyCallbackUrl } from '../../platform/wecom/callback';
import { startStage, type Stage } from '../../support/stage';

const SALT = Buffer.alloc(16, 7);
const NONCE = 'abc123';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

const seconds = (): string => String(Math.floor(stage.clock.now() / 1000));

interface Delivery {
  query: string;
  body: string;
}

/** A WeCom delivery with a right signature over whatever ciphertext. */
function signed(keys: CallbackKeys, ciphertext: string): Delivery {
  const timestamp = seconds();
  const msg_signature = sha1Signature(keys.token, timestamp, NONCE, ciphertext);
  const query = new URLSearchParams({ msg_signature, timestamp, nonce: NONCE }).toString();
  return { query, body: toXml({ ToUserName: keys.receiveId, Encrypt: ciphertext }) };
}

async function post(path: string, { query, body }: Delivery, headers: Record<string, string> = {}) {
  const response = await fetch(`${stage.publicUrl}${path}?${query}`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/xml', ...headers },
    body,
  });
  return { status: response.status, text: await response.text() };
}

const openRows = async () => (await stage.app.queue.stats(stage.clock.now())).waiting;

describe('The callbacks of WeCom and customer service', () => {
  const keysOf = (): CallbackKeys => stage.platform.kf.keys;
  const event = (extra: Record<string, string> = {}): string =>
    toXml({
      ToUserName: keysOf().receiveId,
      CreateTime: 1,
      MsgType: 'event',
      Event: 'something_new',
      ...extra,
    });

  it.each(['/callbacks/wecom', '/callbacks/kf'])(
    '%s passes the check of the console, and only that',
    async (path) => {
      const { core } = stage.platform.kf;
      const keys = path.endsWith('kf') ? keysOf() : stage.platform.wecom.keys;
      expect((await verifyCallbackUrl(core, { path, keys })).ok).toBe(true);
      expect((await verifyCallbackUrl(core, { path, keys, spoil: true })).delivery.status).toBe(403);
    },
  );

  it('stores a verified event nobody knows, and answers 200 to its repeat too', async () => {
    const unknown = signed(keysOf(), encryptFrame(keysOf(), event(), SALT));
    expect((await post('/callbacks/kf', unknown)).status).toBe(200);
    expect((await post('/callbacks/kf', unknown)).status).toBe(200);
  });

  it('takes a card press and a bell at either address', async () => {
    for (const [path, keys] of [
      ['/callbacks/wecom', stage.platform.wecom.keys],
      ['/callbacks/kf', keysOf()],
    ] as const) {
      const before = await openRows();
      const card = event({ Event: 'template_card_event', TaskId: `t-${path}`, FromUserName: 'nobody' });
      // Bells of one account that wait join each other; these are of two.
      const bell = event({ Event: 'kf_msg_or_event', OpenKfId: `wk${path}`, Token: `bell-${path}` });
      for (const message of [card, bell]) {
        expect(await post(path, signed(keys, encryptFrame(keys, message, SALT)))).toEqual({
          status: 200,
          text: '',
        });
      }
      expect(await openRows()).toBe(before + 2);
    }
  });

  const bad: [string, number, () => Delivery][] = [
    [
      'a wrong signature',
      403,
      () => ({ ...fine(), query: fine().query.replace(/msg_signature=./, 'msg_signature=0') }),
    ],
    [
      'another receiver',
      403,
      () => signed(keysOf(), encryptFrame({ ...keysOf(), receiveId: 'ww0' }, event(), SALT)),
    ],
    ['no signature', 400, () => ({ ...fine(), query: fine().query.replace(/msg_signature=\w+&/, '') })],
    ['a doubled parameter', 400, () => ({ ...fine(), query: `${fine().query}&nonce=x` })],
    [
      'an odd timestamp',
      400,
      () => ({ ...fine(), query: fine().query.replace(/timestamp=\d+/, 'timestamp=1e9') }),
    ],
    ['an empty body', 400, () => ({ ...fine(), body: '' })],
    ['no XML', 400, () => ({ ...fine(), body: '{"Encrypt":"x"}' })],
    ['no ciphertext', 400, () => ({ ...fine(), body: toXml({ ToUserName: 'x' }) })],
    ['a document type', 400, () => ({ ...fine(), body: `<!DOCTYPE x [<!ENTITY a "b">]>${fine().body}` })],
    ['a ciphertext that is none', 400, () => signed(keysOf(), 'not base64!')],
    ['half a block', 400, () => signed(keysOf(), Buffer.alloc(16).toString('base64'))],
    ['broken padding', 400, () => signed(keysOf(), Buffer.alloc(64, 3).toString('base64'))],
    ['a huge body', 413, () => ({ ...fine(), body: 'x'.repeat(300_000) })],
  ];
  const fine = (): Delivery => signed(keysOf(), encryptFrame(keysOf(), event({ Token: 'fine' }), SALT));

  it.each(bad)('with %s is answered %d and leaves nothing', async (_name, status, make) => {
    const before = await openRows();
    expect((await post('/callbacks/kf', make())).status).toBe(status);
    expect(await openRows()).toBe(before);
  });
});

describe('The message push of the mini program', () => {
  it('passes the check of the console', async () => {
    expect((await verifyPushUrl(stage.platform.wechat)).ok).toBe(true);
  });

  it('counts permissions of the dialog, one entry or several, and their withdrawal', async () => {
    const candidate = stage.platform.candidate();
    const balance = (templateId: string): Promise<number> =>
      stage.app.context.unitOfWork.read((tx) => tx.permits.balance(candidate.openid, templateId));
    await candidate.answersSubscription({ one: 'accept' });
    await candidate.answersSubscription({ one: 'accept', two: 'accept', three: 'reject' });
    await stage.settle();
    expect([await balance('one'), await balance('two'), await balance('three')]).toEqual([2, 1, 0]);
    await candidate.withdrawsSubscription('one');
    await stage.settle();
    expect(await balance('one')).toBe(0);
  });

  it('does not believe a message in plain mode', async () => {
    const { keys } = stage.platform.wechat;
    const timestamp = seconds();
    const signature = sha1Signature(keys.token, timestamp, NONCE);
    const query = new URLSearchParams({ signature, timestamp, nonce: NONCE }).toString();
    expect((await post('/callbacks/wechat', { query, body: '{"Event":"x"}' })).status).toBe(403);
  });
});

describe('The notices of WeChat Pay', () => {
  const PATH = '/callbacks/wechatpay/payment';
  const notice = (changes: Partial<Notice> = {}): Notice => ({
    url: '',
    eventType: 'TRANSACTION.SUCCESS',
    originalType: 'transaction',
    summary: 'paid',
    content: {
      appid: stage.platform.wechat.appId,
      mchid: stage.platform.pay.mchId,
      out_trade_no: 'NNOBODYKNOWS',
      transaction_id: '4200000000000000001',
      trade_state: 'SUCCESS',
      trade_type: 'JSAPI',
      success_time: '2026-12-28T10:00:00+08:00',
      payer: { openid: 'o1' },
      amount: { total: 1, payer_total: 1, currency: 'CNY', payer_currency: 'CNY' },
    },
    ...changes,
  });

  async function send(
    body: string,
    change: (headers: Record<string, string>) => Record<string, string> = (h) => h,
  ) {
    const { pay } = stage.platform;
    const headers = change(signatureHeaders(pay, { body, key: pay.keys.publicKey }));
    return post(PATH, { query: '', body }, { 'Content-Type': 'application/json', ...headers });
  }

  it('verified but matching no order are stored, alarmed, not applied', async () => {
    expect((await send(envelope(stage.platform.pay, notice()))).status).toBe(204);
    await stage.settle();
    const { parked } = await stage.app.queue.stats(stage.clock.now());
    expect(parked).toBeGreaterThan(0);
  });

  const without = (name: string) => (headers: Record<string, string>) =>
    Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name));
  it.each([
    ['no timestamp', without('Wechatpay-Timestamp')],
    ['no signature', without('Wechatpay-Signature')],
    ['no serial', without('Wechatpay-Serial')],
    ['an unknown key', (h: Record<string, string>) => ({ ...h, 'Wechatpay-Serial': 'PUB_KEY_ID_0' })],
    [
      'a doubled header',
      (h: Record<string, string>) => ({ ...h, 'Wechatpay-Nonce': `${h['Wechatpay-Nonce']}, b` }),
    ],
    ['an old time', (h: Record<string, string>) => ({ ...h, 'Wechatpay-Timestamp': '1600000000' })],
    ['an odd time', (h: Record<string, string>) => ({ ...h, 'Wechatpay-Timestamp': '1e9' })],
    [
      'a probe',
      (h: Record<string, string>) => ({
        ...h,
        'Wechatpay-Signature': `WECHATPAY/SIGNTEST/${h['Wechatpay-Signature']}`,
      }),
    ],
  ])('with %s are answered 401 with FAIL', async (_name, change) => {
    const answer = await send(envelope(stage.platform.pay, notice()), change);
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([401, 'FAIL']);
  });

  it.each([['changed bytes', 401, (body: string) => `${body} `]])(
    'with %s are answered %d',
    async (_name, status, change) => {
      const { pay } = stage.platform;
      const body = envelope(pay, notice());
      const headers = signatureHeaders(pay, { body, key: pay.keys.certificate });
      expect((await post(PATH, { query: '', body: change(body) }, headers)).status).toBe(status);
    },
  );

  it.each([
    ['an unexpected event', () => envelope(stage.platform.pay, notice({ eventType: 'REFUND.SUCCESS' }))],
    ['a broken envelope', () => '{"id":"1"}'],
    ['no JSON', () => 'hello'],
    ['an empty body', () => ''],
    [
      'a resource under another key',
      () => envelope({ ...stage.platform.pay, apiV3Key: 'k'.repeat(32) }, notice()),
    ],
    ['content that is no payment', () => envelope(stage.platform.pay, notice({ content: { a: 1 } }))],
  ])('with %s are answered 400 with FAIL', async (_name, make) => {
    const answer = await send(make());
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([400, 'FAIL']);
  });
});
