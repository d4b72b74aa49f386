import { callApi, signIn } from '../../support/api-client';
import { startStage, type Stage } from '../../support/stage';

interface BadBody {
  name: string;
  body: string | Buffer;
  type?: string;
  headers?: Record<string, string>;
  status: number;
  code: string;
}

const deep = (open: string, close: string): string => open.repeat(200) + close.repeat(200);
const JSON_TYPE = 'application/json';

const BAD_BODIES: BadBody[] = [
  { name: 'nothing', body: '', status: 400, code: 'BAD_JSON' },
  { name: 'broken JSON', body: '{"code":', status: 400, code: 'BAD_JSON' },
  { name: 'two values', body: '{"code":"a"} {}', status: 400, code: 'BAD_JSON' },
  { name: 'deep arrays', body: deep('[', ']'), status: 400, code: 'BAD_JSON' },
  { name: 'deep objects', body: deep('{"a":', '}'), status: 400, code: 'BAD_JSON' },
  { name: 'a key twice', body: '{"code":"a","code":"b"}', status: 400, code: 'BAD_JSON' },
  { name: 'a key twice by escape', body: '{"code":"a","c\\u006fde":"b"}', status: 400, code: 'BAD_JSON' },
  { name: 'a reserved name', body: '{"code":"a","__proto__":{"x":1}}', status: 400, code: 'BAD_JSON' },
  { name: 'the name constructor', body: '{"code":"a","constructor":1}', status: 400, code: 'BAD_JSON' },
  { name: 'a lone surrogate', body: '{"code":"\\ud800"}', status: 400, code: 'BAD_JSON' },
  { name: 'broken UTF-8', body: Buffer.from('{"code":"\xff\xfe"}', 'latin1'), status: 400, code: 'BAD_JSON' },
  { name: 'UTF-16', body: Buffer.from('{"code":"a"}', 'utf16le'), status: 400, code: 'BAD_JSON' },
  { name: 'a byte order mark', body: '\uFEFF{"code":"a"}', status: 400, code: 'BAD_JSON' },
  { name: 'NaN', body: '{"code":NaN}', status: 400, code: 'BAD_JSON' },
  { name: 'a list', body: '[]', status: 422, code: 'VALIDATION_FAILED' },
  { name: 'null', body: 'null', status: 422, code: 'VALIDATION_FAILED' },
  { name: 'text', body: '"code"', status: 422, code: 'VALIDATION_FAILED' },
  { name: 'an extreme number', body: '{"code":1e999}', status: 422, code: 'VALIDATION_FAILED' },
  { name: 'a wrong type', body: '{"code":{"$ne":null}}', status: 422, code: 'VALIDATION_FAILED' },
  { name: 'a missing field', body: '{}', status: 422, code: 'VALIDATION_FAILED' },
  { name: 'an unknown field', body: '{"code":"a","admin":true}', status: 422, code: 'UNKNOWN_FIELD' },
  { name: 'a huge body', body: `{"code":"${'a'.repeat(70_000)}"}`, status: 413, code: 'BODY_TOO_LARGE' },
  {
    name: 'a form',
    body: 'code=a',
    type: 'application/x-www-form-urlencoded',
    status: 415,
    code: 'UNSUPPORTED_MEDIA',
  },
  { name: 'no type', body: '{"code":"a"}', type: '', status: 415, code: 'UNSUPPORTED_MEDIA' },
  {
    name: 'another charset',
    body: '{"code":"a"}',
    type: `${JSON_TYPE}; charset=gbk`,
    status: 415,
    code: 'UNSUPPORTED_MEDIA',
  },
  {
    name: 'a packed body',
    body: '{"code":"a"}',
    headers: { 'Content-Encoding': 'gzip' },
    status: 415,
    code: 'UNSUPPORTED_MEDIA',
  },
];

describe('Bad input to the API', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage.stop());

  async function post(path: string, { body, type = JSON_TYPE, headers }: BadBody) {
    const response = await fetch(`${stage.publicUrl}/api/v1${path}`, {
      method: 'POST',
      headers: { ...(type && { 'Content-Type': type }), ...headers },
      body: new Uint8Array(Buffer.from(body)),
    });
    return { status: response.status, text: await response.text() };
  }

  it.each(BAD_BODIES)('$name is answered $status $code', async (bad) => {
    const { status, text } = await post('/session', bad);
    expect([status, JSON.parse(text).error.code]).toEqual([bad.status, bad.code]);
    expect(text).not.toMatch(/\bat \/|SELECT|node_modules|stack/);
  });

  it.each([
    ['/seasons?x=1', 422, 'UNKNOWN_FIELD'],
    ['/seasons?x=1&x=2', 422, 'VALIDATION_FAILED'],
    ['/seasons/%ff', 404, 'NOT_FOUND'],
    ['/seasons/..%2f..%2fetc', 404, 'NOT_FOUND'],
    ['/nothing', 404, 'NOT_FOUND'],
  ])('GET %s is answered %d %s', async (path, status, code) => {
    const answer = await callApi(stage, path);
    expect([answer.status, answer.body.error?.code]).toEqual([status, code]);
  });

  it.each([
    ['no token', {}],
    ['a short token', { Authorization: 'Bearer abc' }],
    ['an invented token', { Authorization: `Bearer ${'a'.repeat(43)}` }],
    ['another scheme', { Authorization: 'Basic abc' }],
    ['forged identity headers', { 'X-WX-OPENID': 'o123', 'X-Forwarded-User': 'admin' }],
  ])('%s is nobody', async (_name, headers) => {
    const answer = await callApi(stage, '/me', { headers });
    expect([answer.status, answer.body.error?.code]).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('speaks the language asked for, in one envelope', async () => {
    const [zh, en] = await Promise.all(
      ['zh-CN,zh;q=0.9', 'en-GB'].map((language) =>
        callApi(stage, '/me', { headers: { 'Accept-Language': language } }),
      ),
    );
    expect(zh?.body.error).toMatchObject({ message: '请先登录。', retryable: false });
    expect(en?.body.error?.message).not.toBe('请先登录。');
    expect(zh?.body.error?.requestId).toBe(zh?.headers.get('x-request-id'));
  });

  it('needs a key where an act must not happen twice', async () => {
    const token = await signIn(stage, stage.platform.candidate());
    const body = { via: 'email', value: 'key@example.org' };
    await callApi(stage, '/proofs', { method: 'POST', token, body });
    const path = `/seasons/${stage.season.id}/consents/general_consent`;
    const without = await callApi(stage, path, { method: 'DELETE', token, key: null });
    expect([without.status, without.body.error?.fields?.[0]?.field]).toEqual([422, 'Idempotency-Key']);
  });

  it('stops a flood, and says for how long', async () => {
    const token = await signIn(stage, stage.platform.candidate());
    const answers = await Promise.all(Array.from({ length: 310 }, () => callApi(stage, '/me', { token })));
    const stopped = answers.filter((answer) => answer.status === 429);
    expect(stopped.length).toBeGreaterThan(0);
    expect(Number(stopped[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(stopped[0]?.body.error?.code).toBe('RATE_LIMITED');
  });
});
