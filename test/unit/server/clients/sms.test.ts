import nock from 'nock';
import { HttpSmsSender } from '../../../../server/clients/sms';

const sender = new HttpSmsSender({ apiUrl: 'https://sms.test/v1/send', apiKey: 'key-1', timeoutMs: 2_000 });
const sms = { to: '13800000000', template: 'code', params: { code: '123456' }, id: 'out-1' };

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => nock.restore());

describe('HttpSmsSender', () => {
  it('posts number, template, params and id', async () => {
    const headers = { reqheaders: { authorization: 'Bearer key-1' } };
    const scope = nock('https://sms.test', headers).post('/v1/send', sms).reply(202, '');
    await sender.sendSms(sms);
    expect(scope.isDone()).toBe(true);
  });

  it.each([
    [401, 'CONFIG'],
    [429, 'SLOW'],
    [422, 'PERMANENT'],
    [503, 'RETRY'],
    [500, 'UNKNOWN'],
  ])('throws %d as %s without the number', async (status, kind) => {
    nock('https://sms.test').post('/v1/send').reply(status, { error: sms.to });
    const error: unknown = await sender.sendSms(sms).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ platform: 'sms', status, class: kind });
    expect(`${String(error)}${JSON.stringify(error)}`).not.toContain(sms.to);
  });

  it('does not guess when no answer comes', async () => {
    nock('https://sms.test').post('/v1/send').delay(4_000).reply(200);
    await expect(sender.sendSms(sms)).rejects.toMatchObject({ sent: 'maybe', reason: 'timeout' });
  });
});
