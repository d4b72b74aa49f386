import { activePhone, callApi, signIn, tickAll, type ApiAnswer } from '../../support/api-client';
import { readyRegistration } from '../../support/ready-registration';
import { OTHER_SITE } from '../../support/season';
import { startStage, type Stage } from '../../support/stage';

interface ExportAnswer {
  url: string;
  expiresAt: number;
}

const NUMBER = /\d{17}[\dX]/;

describe('What belongs to the person', () => {
  let stage: Stage;
  let sequence = 0;
  beforeAll(async () => {
    stage = await startStage({ season: { only: [OTHER_SITE] } });
  });
  afterAll(() => stage.stop());

  async function registered() {
    const phone = await activePhone(stage);
    await tickAll(stage, phone.token);
    sequence += 1;
    const { id } = await readyRegistration(stage, { token: phone.token, sequence });
    return { ...phone, id };
  }

  type Phone = Awaited<ReturnType<typeof activePhone>>;

  /** The proof by a code that came by SMS. */
  async function proof({ candidate, token }: Phone): Promise<{ via: 'mobile'; code: string }> {
    const asked = await callApi(stage, '/me/identity-proofs', {
      method: 'POST',
      token,
      body: { via: 'mobile' },
    });
    expect(asked.status).toBe(202);
    await stage.settle();
    const said = candidate.sms().at(-1)?.text ?? '';
    return { via: 'mobile', code: /\b\d{6}\b/.exec(said)?.[0] ?? '' };
  }

  const exports = (token: string, given: unknown): Promise<ApiAnswer<ExportAnswer>> =>
    callApi<ExportAnswer>(stage, '/me/data/export', { method: 'POST', token, body: { proof: given } });

  const press = (url: string): Promise<Response> => {
    const form = new URLSearchParams({ t: new URL(url).searchParams.get('t') ?? '' });
    return fetch(`${stage.publicUrl}/pages/export`, { method: 'POST', body: form });
  };

  it('is exported after a fresh proof, by a link that opens once (PR13)', async () => {
    const person = await registered();
    expect((await exports(person.token, null)).body.error?.reasons).toMatchObject([
      { code: 'identity.proof_needed' },
    ]);
    const exported = await exports(person.token, await proof(person));
    const { url } = exported.body;
    expect(JSON.stringify(exported.body)).not.toMatch(NUMBER);

    const opened = await fetch(url, { headers: { 'User-Agent': 'MicroMessenger' } });
    const shown = await opened.text();
    expect([opened.status, shown.includes('在浏览器打开'), NUMBER.test(shown)]).toEqual([200, true, false]);

    const given = await press(url);
    const page = await given.text();
    expect(given.status).toBe(200);
    expect(given.headers.get('cache-control')).toBe('no-store');
    const data = JSON.parse(
      Buffer.from(/application\/json;base64,([^"]+)"/.exec(page)?.[1] ?? '', 'base64').toString(),
    ) as Record<string, never>;
    expect(data).toMatchObject({
      format: 'ncre-own-data/1',
      account: { hasPassword: false },
      registrations: [{ id: person.id, state: 'ready', answers: { name: '王小明' } }],
    });
    expect(JSON.stringify(data)).toMatch(NUMBER);
    expect(JSON.stringify(data)).toMatch(/"jpegBase64":"[A-Za-z0-9+/]{1000}/);

    expect((await press(url)).status).toBe(410);
    expect((await fetch(url)).status).toBe(410);
  });

  it('keeps an export for a day, and opens nothing with it in the mini program', async () => {
    const person = await registered();
    const { url } = (await exports(person.token, await proof(person))).body;
    const token = new URL(url).searchParams.get('t') ?? '';
    const other = await activePhone(stage);
    const bound = await callApi(stage, '/links/open', {
      method: 'POST',
      token: other.token,
      body: { token },
    });
    expect(bound.status).toBe(404);
    await stage.push(24 * 3_600_000);
    expect((await press(url)).status).toBe(410);
  });

  it('is deleted with the account, which both addresses are told (PR14)', async () => {
    const person = await registered();
    const { token, candidate } = person;
    const told = await callApi<{ possible: boolean; erased: unknown[] }>(stage, '/me/deletion', { token });
    expect(told.body).toMatchObject({ possible: true, reasons: [], erased: [{ registrationId: person.id }] });

    const body = { proof: await proof(person), reason: 'not_taking_part' };
    const wrong = { ...body, proof: { ...body.proof, code: '000000' } };
    const refused = await callApi(stage, '/me/deletion', { method: 'POST', token, body: wrong });
    expect(refused.body.error?.reasons).toMatchObject([{ code: 'code.wrong' }]);
    const deleted = await callApi(stage, '/me/deletion', { method: 'POST', token, body });
    expect(deleted.body).toEqual({ deleted: true, keptUntil: null });
    await stage.settle();

    expect((await callApi(stage, '/me', { token })).status).toBe(401);
    const again = await signIn(stage, candidate);
    expect((await callApi(stage, '/me', { token: again })).body).toMatchObject({ account: null });
    expect(candidate.sms().at(-1)?.text).toContain('已注销');
  });

  it('says why an account cannot be deleted, and uses no code up for it', async () => {
    const person = await registered();
    const { token, id } = person;
    const subjectCodes = Object.keys(stage.season.sites[0]?.subjects ?? {}).slice(0, 1);
    await callApi(stage, `/registrations/${id}/orders`, { method: 'POST', token, body: { subjectCodes } });
    const body = { proof: await proof(person), reason: 'other' };

    for (let tries = 0; tries < 2; tries += 1) {
      const refused = await callApi(stage, '/me/deletion', { method: 'POST', token, body });
      expect(refused.body.error).toMatchObject({
        code: 'STATE_CONFLICT',
        reasons: [{ code: 'account.order_open' }],
        next: ['close_order'],
      });
    }
    expect((await exports(token, body.proof)).status).toBe(200);
  });
});
