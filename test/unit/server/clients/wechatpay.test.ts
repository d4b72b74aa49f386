import { createHash } from 'node:crypto';
import nock from 'nock';
import { encryptResource } from '../../../../server/signatures/wechatpay-resource';
import { PUBLISHED_CERTIFICATE } from '../signatures/published-notice';
import { BILL } from './trade-bill-sample';
import { API, API_V3_KEY, answerSigned, client, signedHeaders } from './wechatpay-stage';

const BILL_PATH = '/v3/bill/tradebill?bill_date=2026-01-10&bill_type=ALL';
const FILE_PATH = '/v3/billdownload/file?token=abc';

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => nock.restore());

function announce(change: object = {}) {
  const hash_value = createHash('sha1').update(BILL).digest('hex');
  answerSigned('GET', BILL_PATH, 200, {
    hash_type: 'SHA1',
    hash_value,
    download_url: API + FILE_PATH,
    ...change,
  });
}

describe('WechatpayClient.tradeBill', () => {
  it('fetches the file with a signature of its own and checks the hash', async () => {
    announce();
    nock(API, { reqheaders: { authorization: /^WECHATPAY2-SHA256-RSA2048 / } })
      .get(FILE_PATH)
      .reply(200, BILL);
    expect((await client.tradeBill('2026-01-10'))?.summary).toEqual({
      count: 2,
      orderAmountFen: 8010,
      refundFen: 8010,
    });
  });

  it('refuses a file with another hash', async () => {
    announce();
    nock(API).get(FILE_PATH).reply(200, BILL.replace('4200001', '4200002'));
    await expect(client.tradeBill('2026-01-10')).rejects.toMatchObject({ reason: 'unverified' });
  });

  it('refuses a file that is no bill', async () => {
    announce({ hash_value: createHash('sha1').update('x').digest('hex').toUpperCase() });
    nock(API).get(FILE_PATH).reply(200, 'x');
    await expect(client.tradeBill('2026-01-10')).rejects.toMatchObject({ reason: 'unreadable' });
  });

  it.each(['https://elsewhere.test/file', 'file:///etc/passwd', 'no address'])(
    'takes its signature nowhere else (%s)',
    async (download_url) => {
      announce({ download_url });
      await expect(client.tradeBill('2026-01-10')).rejects.toMatchObject({ reason: 'foreign' });
    },
  );

  it.each(['NO_STATEMENT_EXIST', 'STATEMENT_CREATING'])('knows no bill after %s', async (code) => {
    answerSigned('GET', BILL_PATH, 400, { code, message: '' });
    expect(await client.tradeBill('2026-01-10')).toBeNull();
  });

  it('throws a refused download', async () => {
    announce();
    nock(API).get(FILE_PATH).reply(503, '');
    await expect(client.tradeBill('2026-01-10')).rejects.toMatchObject({ class: 'RETRY' });
  });
});

describe('WechatpayClient.certificates', () => {
  const sealed = encryptResource(API_V3_KEY, {
    plaintext: PUBLISHED_CERTIFICATE,
    nonce: 'fdasflkja484',
    associatedData: 'certificate',
  });
  const list = (encrypt_certificate: object) => ({
    data: [{ serial_no: 'D7CE59D1F522D701', encrypt_certificate }],
  });

  it('opens the list', async () => {
    answerSigned('GET', '/v3/certificates', 200, list(sealed));
    expect(await client.certificates()).toEqual({ D7CE59D1F522D701: PUBLISHED_CERTIFICATE });
  });

  it('refuses a list that is not signed by a key we hold or it brings', async () => {
    nock(API).get('/v3/certificates').reply(200, list(sealed), signedHeaders('{}'));
    await expect(client.certificates()).rejects.toMatchObject({ reason: 'unverified' });
  });

  it('refuses a certificate that does not open', async () => {
    answerSigned('GET', '/v3/certificates', 200, list({ ...sealed, associated_data: 'x' }));
    await expect(client.certificates()).rejects.toMatchObject({ reason: 'unverified' });
  });
});
