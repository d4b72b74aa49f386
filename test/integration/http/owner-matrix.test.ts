import { ENDPOINTS } from '../../../shared/contract/endpoints';
import { activePhone, callApi, signIn, tickAll, type RegistrationAnswer } from '../../support/api-client';
import { startStage, type Stage } from '../../support/stage';

/** A valid body for each endpoint that names a registration and takes one; a new one without a row fails here. */
const BODIES: Record<string, unknown> = {
  saveAnswers: { expectedVersion: 1, answers: { student: false } },
  submitInformation: { expectedVersion: 1, promised: true },
  applyChanges: { expectedVersion: 1, promised: true },
  discardChanges: { expectedVersion: 1 },
  submitForReview: { expectedVersion: 1 },
  deleteRegistration: { expectedVersion: 1, reason: '不想考了，下次再报' },
  mintPayLink: { subjectCodes: ['15'] },
  registerAnew: { expectedVersion: 1, reason: '不想考了，下次再报' },
  openOrder: { subjectCodes: ['15'] },
  confirmZeroFee: { subjectCodes: ['15'] },
};

const OWNED = Object.entries(ENDPOINTS).filter(([, endpoint]) => endpoint.path.includes('{registrationId}'));
const PROTECTED = Object.entries(ENDPOINTS).filter(([, endpoint]) => endpoint.access !== 'public');

describe('Somebody else', () => {
  let stage: Stage;
  let own: { token: string; id: string };
  let stranger: string;
  beforeAll(async () => {
    stage = await startStage();
    const { token } = await activePhone(stage);
    await tickAll(stage, token);
    const started = await callApi<RegistrationAnswer>(stage, '/registrations', {
      method: 'POST',
      token,
      body: { seasonId: stage.season.id },
    });
    own = { token, id: started.body.registration.id };
    stranger = (await activePhone(stage)).token;
  });
  afterAll(() => stage.stop());

  const at = (path: string, id: string): string =>
    path.replace('{registrationId}', id).replace('{orderId}', 'N123456789');
  const queryOf = (name: string): string => (name === 'uploadPhoto' ? '?expectedVersion=1' : '');

  it('has a row for every endpoint that takes a body', () => {
    const taking = OWNED.filter(([, endpoint]) => endpoint.body).map(([name]) => name);
    expect(Object.keys(BODIES).sort()).toEqual(taking.sort());
  });

  it.each(OWNED)('finds nothing under a foreign id by %s, as under none', async (name, { method, path }) => {
    const call = { method, body: BODIES[name] };
    const [foreign, absent] = await Promise.all([
      callApi(stage, at(path, own.id) + queryOf(name), { ...call, token: stranger }),
      callApi(stage, at(path, '01arz3ndektsv4rrffq69g5fav') + queryOf(name), { ...call, token: stranger }),
    ]);
    expect([foreign.status, foreign.body.error?.code]).toEqual([404, 'NOT_FOUND']);
    expect({ ...absent.body.error, requestId: '' }).toEqual({ ...foreign.body.error, requestId: '' });
  });

  it.each(PROTECTED)('gets no answer without a session by %s', async (_name, { method, path }) => {
    const target = at(path, own.id).replace('{seasonId}', stage.season.id).replace('{noticeId}', 'agreement');
    expect((await callApi(stage, target, { method })).body.error?.code).toBe('UNAUTHENTICATED');
  });

  it('cannot act before both addresses are verified (S8)', async () => {
    const token = await signIn(stage, stage.platform.candidate());
    await callApi(stage, '/proofs', {
      method: 'POST',
      token,
      body: { via: 'email', value: 'guest@example.org' },
    });
    const body = { seasonId: stage.season.id };
    const refused = await callApi(stage, '/registrations', { method: 'POST', token, body });
    expect(refused.body.error).toMatchObject({ code: 'STATE_CONFLICT', next: ['verify_address'] });
  });

  it('left the registration as it was', async () => {
    const read = await callApi<RegistrationAnswer>(stage, `/registrations/${own.id}`, { token: own.token });
    expect(read.body.registration).toMatchObject({ state: 'draft', version: 1 });
  });
});
