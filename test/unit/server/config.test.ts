import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listProblems, loadConfig, type Config } from '../../../server/config';
import { completeSettings, type TestSettings } from '../../support/settings';

const servers = {
  DATABASE_URL: 'mysql://ncre:s3cretWord@db:3306/ncre',
  REDIS_URL: 'redis://cache:6379',
  PHOTO_DIR: '/var/photos',
};

function load(overrides: TestSettings = {}): Config {
  const loaded = loadConfig(completeSettings(overrides));
  if (!loaded.ok) throw new Error(listProblems(loaded.problems));
  return loaded.config;
}

function problemsOf(overrides: TestSettings): Record<string, string> {
  const loaded = loadConfig(completeSettings(overrides));
  const problems = loaded.ok ? [] : loaded.problems;
  return Object.fromEntries(problems.map(({ setting, problem }) => [setting, problem]));
}

describe('loadConfig', () => {
  it('reads a complete embedded configuration with the documented defaults', () => {
    const config = load();
    expect(config).toMatchObject({
      port: 3000,
      role: 'all',
      logLevel: 'info',
      metricsToken: null,
      trustedProxies: [],
      storage: { kind: 'embedded', dataDir: '/var/lib/ncre' },
      photoDir: '/var/lib/ncre/photos',
      wecom: { apiUrl: 'https://qyapi.weixin.qq.com', agentId: 1000002 },
      wechatpay: { apiUrl: 'https://api.mch.weixin.qq.com' },
    });
    expect([...config.wechatpay.platformKeys.keys()]).toEqual(['PUB_KEY_ID_0100000001']);
    expect(config.kf.callbackAesKey).toBe(config.wecom.callbackAesKey);
  });

  it('is frozen to the last level', () => {
    const config = load({ TRUSTED_PROXIES: '10.0.0.0/8' });
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.wecom)).toBe(true);
    expect(Object.isFrozen(config.trustedProxies[0])).toBe(true);
  });

  it('lists everything that is missing at once', () => {
    const loaded = loadConfig({});
    if (loaded.ok) throw new Error('expected problems');
    const named = loaded.problems.map(({ setting }) => setting);
    const optional = Object.keys(completeSettings()).filter((name) => !named.includes(name));
    expect(optional).toEqual([]);
    expect(new Set(named).size).toBe(named.length);
    expect(loaded.problems.every(({ remedy }) => remedy.length > 10)).toBe(true);
  });

  it('lists a missing, a weak and a combined problem together', () => {
    const problems = problemsOf({ SMTP_URL: '', TOKEN_SECRET: 'short', DATA_DIR: undefined });
    expect(Object.keys(problems).sort()).toEqual(['DATA_DIR', 'SMTP_URL', 'TOKEN_SECRET']);
  });

  it('takes a blank value for a missing one', () => {
    expect(problemsOf({ INDEX_KEY: '   ' })).toEqual({ INDEX_KEY: 'is missing' });
  });

  it.each([
    ['PORT', '70000', 'is not a port number'],
    ['PORT', '0x50', 'is not a port number'],
    ['KF_LOOK_MINUTES', '0', 'is not between 1 and 1440'],
    ['KF_LOOK_MINUTES', '2.5', 'is not a whole number'],
    ['ROLE', 'master', 'is not one of web, worker, all'],
    ['PUBLIC_URL', undefined, 'is missing'],
    ['PUBLIC_URL', 'http://ncre.example.edu.cn', 'uses http to another machine'],
    ['PUBLIC_URL', 'https://ncre.example.edu.cn/app', 'holds a path'],
    ['PUBLIC_URL', 'https://user:pw@ncre.example.edu.cn', 'holds a user or password'],
    ['PUBLIC_URL', 'ncre.example.edu.cn', 'is not an https address'],
    ['WECOM_API_URL', 'http://192.168.0.9:8080', 'uses http to another machine'],
    ['WECHATPAY_API_URL', 'http://127.0.0.1.example.com', 'uses http to another machine'],
    ['SMS_API_URL', 'ftp://sms', 'is not an https address'],
    ['FIELD_KEYS', randomBytes(32).toString('base64'), 'is not of the form v1:base64,v2:base64'],
    ['FIELD_KEYS', `v1:${randomBytes(16).toString('base64')}`, 'v1 is not 32 bytes in base64'],
    ['FIELD_KEYS', `v1:${Buffer.alloc(32, 7).toString('base64')}`, 'v1 is not random'],
    ['FIELD_KEYS', `v1:${Buffer.from([...Array(32).keys()]).toString('base64')}`, 'v1 is not random'],
    [
      'FIELD_KEYS',
      `v1:${Buffer.from('change-me-change-me-change-me-32').toString('base64')}`,
      'v1 is not random',
    ],
    ['INDEX_KEY', randomBytes(31).toString('base64'), 'is not at least 32 bytes in base64'],
    ['INDEX_KEY', 'not base64 at all, but long enough to be one', 'is not at least 32 bytes in base64'],
    ['TOKEN_SECRET', 'a'.repeat(40), 'is a sample or has too little variety'],
    ['TOKEN_SECRET', 'change-me-0123456789-0123456789-abc', 'is a sample or has too little variety'],
    ['WECOM_CALLBACK_AES_KEY', 'abc', 'is not 43 letters and digits'],
    ['WECHAT_PUSH_AES_KEY', 'a'.repeat(43), 'is a sample or has too little variety'],
    ['WECOM_CALLBACK_TOKEN', 'has blank', 'is not 3 to 32 letters and digits'],
    ['WECOM_AGENT_SECRET', 'your-agent-secret-goes-here', 'is a sample or has too little variety'],
    ['WECOM_AGENT_ID', 'app', 'is not a number'],
    ['WECHATPAY_API_V3_KEY', 'é'.repeat(32), 'is not exactly 32 bytes'],
    ['WECHATPAY_API_V3_KEY', 'x'.repeat(32), 'is a sample or has too little variety'],
    [
      'WECHATPAY_MCH_PRIVATE_KEY',
      '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----',
      'is not a readable private key',
    ],
    ['WECHATPAY_PLATFORM_KEYS', 'PUB_KEY', 'is not a JSON object from key id to PEM'],
    ['WECHATPAY_PLATFORM_KEYS', '{}', 'is not a JSON object from key id to PEM'],
    [
      'WECHATPAY_PLATFORM_KEYS',
      '{"K1":"nonsense"}',
      'holds an unreadable public key or certificate under K1',
    ],
    ['TRUSTED_PROXIES', '10.0.0.0/33', 'is not a list of addresses or CIDR ranges'],
    ['TRUSTED_PROXIES', '10.0.0.1,proxy', 'is not a list of addresses or CIDR ranges'],
    ['TRUSTED_PROXIES', '0.0.0.0/0', 'trusts every address'],
    ['DATABASE_URL', 'postgres://db/ncre', 'is not an address that begins with mysql://'],
    ['MAIL_FROM', 'nobody', 'is not a mail address'],
    ['METRICS_TOKEN', 'short', 'is too short, it needs 16 characters'],
  ])('refuses %s = %j', (setting, value, problem) => {
    expect(problemsOf({ [setting]: value })[setting]).toBe(problem);
  });

  it.each(['http://localhost:8080', 'http://127.0.0.1:8080', 'http://[::1]:8080'])(
    'accepts %s on this machine',
    (url) => {
      expect(load({ WECOM_API_URL: url, PUBLIC_URL: url }).wecom.apiUrl).toBe(url);
    },
  );

  it('refuses an RSA key that is too small and another kind of key', () => {
    const small = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const curve = generateKeyPairSync('ed25519');
    for (const pair of [small, curve]) {
      const privatePem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
      const publicPem = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
      const problems = problemsOf({
        WECHATPAY_MCH_PRIVATE_KEY: privatePem,
        WECHATPAY_PLATFORM_KEYS: JSON.stringify({ K1: publicPem }),
      });
      expect(Object.keys(problems)).toEqual(['WECHATPAY_MCH_PRIVATE_KEY', 'WECHATPAY_PLATFORM_KEYS']);
    }
  });

  it('refuses a private key where a public one belongs', () => {
    const { WECHATPAY_MCH_PRIVATE_KEY: pem } = completeSettings();
    expect(problemsOf({ WECHATPAY_PLATFORM_KEYS: JSON.stringify({ K1: pem }) })).toHaveProperty(
      'WECHATPAY_PLATFORM_KEYS',
    );
  });

  it('refuses the same secret in two places', () => {
    const same = randomBytes(32).toString('base64');
    expect(problemsOf({ INDEX_KEY: same, TOKEN_SECRET: same })).toEqual({
      TOKEN_SECRET: 'has the same value as INDEX_KEY',
    });
    expect(problemsOf({ FIELD_KEYS: `v1:${same},v2:${same}` })).toEqual({
      FIELD_KEYS: 'v2 has the same value as FIELD_KEYS v1',
    });
    expect(
      problemsOf({ INDEX_KEY: same, FIELD_KEYS: `v1:${same.replaceAll('+', '-').replaceAll('/', '_')}` }),
    ).toEqual({
      INDEX_KEY: 'has the same value as FIELD_KEYS v1',
    });
    expect(problemsOf({ INDEX_KEY: same, WECOM_AGENT_SECRET: same })).toEqual({
      INDEX_KEY: 'has the same value as WECOM_AGENT_SECRET',
    });
  });

  it('reads the private key from a file, with real or written line ends', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'ncre-config-'));
    const file = path.join(folder, 'key.pem');
    const { WECHATPAY_MCH_PRIVATE_KEY: pem = '' } = completeSettings();
    writeFileSync(file, pem);
    try {
      const named = { WECHATPAY_MCH_PRIVATE_KEY: undefined, WECHATPAY_MCH_PRIVATE_KEY_FILE: file };
      expect(load(named).wechatpay.mchPrivateKey.type).toBe('private');
      expect(
        load({ WECHATPAY_MCH_PRIVATE_KEY: pem.replaceAll('\n', '\\n') }).wechatpay.mchPrivateKey.type,
      ).toBe('private');
      expect(problemsOf({ WECHATPAY_MCH_PRIVATE_KEY_FILE: file })).toHaveProperty(
        'WECHATPAY_MCH_PRIVATE_KEY',
      );
      const absent = { ...named, WECHATPAY_MCH_PRIVATE_KEY_FILE: `${file}.none` };
      expect(problemsOf(absent)).toEqual({
        WECHATPAY_MCH_PRIVATE_KEY: 'cannot be read from the file in WECHATPAY_MCH_PRIVATE_KEY_FILE',
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('reads proxies as ranges', () => {
    expect(load({ TRUSTED_PROXIES: '10.0.0.5, 192.168.0.0/16,fd00::/8' }).trustedProxies).toEqual([
      { address: '10.0.0.5', prefix: 32, family: 4 },
      { address: '192.168.0.0', prefix: 16, family: 4 },
      { address: 'fd00::', prefix: 8, family: 6 },
    ]);
  });

  it.each(['web', 'worker', 'all'])('uses the servers with ROLE=%s and both addresses', (ROLE) => {
    expect(load({ ...servers, ROLE }).storage).toEqual({
      kind: 'servers',
      databaseUrl: servers.DATABASE_URL,
      migrationDatabaseUrl: servers.DATABASE_URL,
      redisUrl: servers.REDIS_URL,
    });
  });

  it.each([
    [{ ROLE: 'web' }, ['DATABASE_URL', 'PHOTO_DIR', 'REDIS_URL']],
    [{ ROLE: 'worker', ...servers, DATABASE_URL: '' }, ['DATABASE_URL']],
    [{ ROLE: 'web', ...servers, REDIS_URL: undefined }, ['REDIS_URL']],
    [{ ROLE: 'all', ...servers, DATABASE_URL: undefined }, ['DATABASE_URL']],
    [{ ROLE: 'all', ...servers, REDIS_URL: undefined }, ['REDIS_URL']],
    [{ ROLE: 'all', DATA_DIR: undefined }, ['DATA_DIR']],
    [{ ROLE: undefined }, ['ROLE']],
  ])('never starts on a forgotten address: %j', (overrides: TestSettings, expected) => {
    expect(Object.keys(problemsOf(overrides)).sort()).toEqual(expected);
  });

  it('takes a random key that begins like a placeholder', () => {
    const key = Buffer.concat([Buffer.from('<'), randomBytes(31)]).toString('base64');
    expect(
      problemsOf({
        INDEX_KEY: key,
        FIELD_KEYS: `v1:${Buffer.from(key, 'base64').reverse().toString('base64')}`,
      }),
    ).toEqual({});
  });

  it('asks for both customer-service callback settings or none', () => {
    expect(problemsOf({ KF_CALLBACK_TOKEN: 'Abc123Def456' })).toEqual({
      KF_CALLBACK_AES_KEY: 'is missing beside the other',
    });
  });
});

describe('listProblems', () => {
  it('says per line what is wrong and what to do, and repeats no value', () => {
    const loaded = loadConfig(
      completeSettings({ TOKEN_SECRET: 'hunter2hunter2', PUBLIC_URL: 'http://shop.example.com' }),
    );
    if (loaded.ok) throw new Error('expected problems');
    const list = listProblems(loaded.problems);
    expect(list.split('\n')).toHaveLength(3);
    expect(list).toContain(
      '- TOKEN_SECRET is too short, it needs 32 characters. Make one with: openssl rand -base64 32',
    );
    expect(list).not.toMatch(/hunter2|shop\.example/);
  });
});
