import {
  activePhone,
  answersAt,
  callApi,
  tickAll,
  uploadPhoto,
  type RegistrationAnswer,
} from '../../support/api-client';
import { blankPicture, bombPng, idPicture } from '../../support/pictures';
import { OTHER_SITE } from '../../support/season';
import { startStage, type Stage } from '../../support/stage';

let stage: Stage;
let token: string;
let registration: RegistrationAnswer['registration'];
let subject: string;
beforeAll(async () => {
  stage = await startStage({ season: { only: [OTHER_SITE] } });
  token = (await activePhone(stage)).token;
  await tickAll(stage, token);
  subject = Object.keys(stage.season.sites[0]?.subjects ?? {})[0] ?? '';
  registration = await call('/registrations', { seasonId: stage.season.id });
  const answers = answersAt(OTHER_SITE, [subject]);
  const body = { expectedVersion: registration.version, answers };
  registration = await call(`/registrations/${registration.id}/answers`, body, 'PUT');
});
afterAll(() => stage.stop());

async function call(
  path: string,
  body: unknown,
  method = 'POST',
): Promise<RegistrationAnswer['registration']> {
  const answer = await callApi<RegistrationAnswer>(stage, path, { method, token, body });
  if (answer.body.error) throw new Error(JSON.stringify(answer.body.error));
  return answer.body.registration;
}

describe('An idempotency key', () => {
  const path = (): string => `/registrations/${registration.id}/information`;
  const body = () => ({ expectedVersion: registration.version, promised: true });

  it('does the work once, however often it comes at the same time', async () => {
    const calls = Array.from({ length: 5 }, () =>
      callApi<RegistrationAnswer>(stage, path(), { method: 'POST', token, body: body(), key: 'submit-once' }),
    );
    const answers = await Promise.all(calls);
    const codes = answers.map((answer) => answer.body.error?.code ?? 'ok');
    expect(codes.filter((code) => code !== 'ok' && code !== 'IDEMPOTENCY_IN_PROGRESS')).toEqual([]);
    expect(codes).toContain('ok');
    const history = await callApi<{ history: { event: string }[] }>(
      stage,
      `/registrations/${registration.id}/history`,
      { token },
    );
    const submitted = history.body.history.filter((entry) => entry.event === 'information.submitted');
    expect(submitted).toHaveLength(1);
  });

  it('gives the same answer later, although the state has moved on', async () => {
    const again = await callApi<RegistrationAnswer>(stage, path(), {
      method: 'POST',
      token,
      body: body(),
      key: 'submit-once',
    });
    expect([again.status, again.body.registration.state]).toEqual([200, 'saved']);
  });

  it('is refused for another content', async () => {
    const other = { ...body(), promised: false };
    const reused = await callApi(stage, path(), { method: 'POST', token, body: other, key: 'submit-once' });
    expect([reused.status, reused.body.error?.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('belongs to its caller', async () => {
    const stranger = (await activePhone(stage)).token;
    const foreign = await callApi(stage, path(), {
      method: 'POST',
      token: stranger,
      body: body(),
      key: 'submit-once',
    });
    expect(foreign.body.error?.code).toBe('NOT_FOUND');
  });

  it('keeps a refusal, with state and next acts', async () => {
    const call = { method: 'POST', token, body: body(), key: 'submit-again' } as const;
    const first = await callApi(stage, path(), call);
    const second = await callApi(stage, path(), call);
    expect([first.status, first.body.error?.code, first.body.error?.state]).toEqual([
      409,
      'VERSION_CONFLICT',
      'saved',
    ]);
    expect(second.body).toEqual(first.body);
  });

  it('never keeps trouble of ours as an answer', async () => {
    const current = await callApi<RegistrationAnswer>(stage, `/registrations/${registration.id}`, { token });
    await uploadPhoto(stage, { token, id: registration.id, version: current.body.registration.version });
    const fault = stage.platform.fail({ path: '*', how: 'http-500', times: 9 });
    const order = {
      method: 'POST',
      token,
      body: { subjectCodes: [subject] },
      key: 'order-in-trouble',
    } as const;
    const unclear = await callApi(stage, `/registrations/${registration.id}/orders`, order);
    expect([unclear.status, unclear.body.error?.code]).toEqual([202, 'RESULT_UNKNOWN']);
    stage.platform.healAll();
    void fault;
    const opened = await callApi<{ order: { id: string } }>(
      stage,
      `/registrations/${registration.id}/orders`,
      order,
    );
    expect(opened.status).toBe(201);
  });
});

describe('A photo upload', () => {
  const send = async (form: FormData | string, type?: string) => {
    const current = await callApi<RegistrationAnswer>(stage, `/registrations/${registration.id}`, { token });
    const { version } = current.body.registration;
    const response = await fetch(
      `${stage.publicUrl}/api/v1/registrations/${registration.id}/photo?expectedVersion=${version}`,
      {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, ...(type && { 'Content-Type': type }) },
        body: form,
      },
    );
    const body = (await response.json()) as { error?: { code: string } };
    return [response.status, body.error?.code];
  };
  const formOf = (bytes: Buffer, name = 'photo', file = '../../etc/passwd.php'): FormData => {
    const form = new FormData();
    form.append(name, new Blob([new Uint8Array(bytes)]), file);
    return form;
  };

  beforeAll(async () => {
    // A registration whose photo may still be changed.
    token = (await activePhone(stage)).token;
    await tickAll(stage, token);
    registration = await call('/registrations', { seasonId: stage.season.id });
    const answers = answersAt(OTHER_SITE, [subject], 3);
    registration = await call(
      `/registrations/${registration.id}/answers`,
      { expectedVersion: registration.version, answers },
      'PUT',
    );
    const body = { expectedVersion: registration.version, promised: true };
    registration = await call(`/registrations/${registration.id}/information`, body);
  });

  const cases: [string, number, string, () => Promise<FormData | string>, string?][] = [
    ['text', 422, 'PHOTO_UNREADABLE', async () => formOf(Buffer.from('hello'))],
    ['an empty file', 422, 'PHOTO_UNREADABLE', async () => formOf(Buffer.alloc(0))],
    ['a script in an image', 422, 'PHOTO_UNREADABLE', async () => formOf(Buffer.from('<svg onload="x"/>'))],
    ['half a picture', 422, 'PHOTO_UNREADABLE', async () => formOf((await idPicture()).subarray(0, 3_000))],
    ['a blank picture', 422, 'PHOTO_REFUSED', async () => formOf(await blankPicture())],
    ['a bomb', 422, 'PHOTO_REFUSED', async () => formOf(await bombPng(60_000, 60_000))],
    ['too many bytes', 413, 'PHOTO_TOO_LARGE', async () => formOf(Buffer.alloc(16 * 1024 * 1024))],
    [
      'a name with a zero byte',
      422,
      'VALIDATION_FAILED',
      async () => formOf(await idPicture(), 'photo', 'a\u0000.jpg'),
    ],
    ['another part', 422, 'VALIDATION_FAILED', async () => formOf(await idPicture(), 'file')],
    [
      'two pictures',
      422,
      'VALIDATION_FAILED',
      async () => {
        const form = formOf(await idPicture());
        form.append('photo', new Blob([new Uint8Array(await idPicture())]), 'b.jpg');
        return form;
      },
    ],
    [
      'an address in place of bytes',
      422,
      'VALIDATION_FAILED',
      async () => {
        const form = new FormData();
        form.append('photo', 'http://127.0.0.1/x.jpg');
        return form;
      },
    ],
    ['no boundary', 422, 'VALIDATION_FAILED', async () => 'x', 'multipart/form-data; x=1'],
    ['JSON', 415, 'UNSUPPORTED_MEDIA', async () => '{}', 'application/json'],
  ];

  // Every row is filled: an argument too few would be taken for jest's callback.
  const rows = cases.map(
    ([name, status, code, make, type = '']) => [name, status, code, make, type] as const,
  );
  it.each(rows)('of %s is answered %d %s', async (_name, status, code, make, type) => {
    expect(await send(await make(), type)).toEqual([status, code]);
  });
});
