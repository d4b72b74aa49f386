import type { Answers } from '../../../shared/domain/registration';
import { keepNumberTry, performAct, type Subject } from '../../../server/use-cases/chat/perform-act';
import { undone } from '../../../server/use-cases/ports/storage';
import type { Outcome } from '../../../bot/ports';
import { activePhone, answersAt, callApi, tickAll, type RegistrationAnswer } from '../../support/api-client';
import { registrationOf } from '../../support/embedded-context';
import { OTHER_SITE } from '../../support/season';
import { startStage, type Stage } from '../../support/stage';

describe('Submitting document numbers of somebody else', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage({ season: { only: [OTHER_SITE] } });
    // Four people are registered, each with a number of their own.
    await stage.app.context.unitOfWork.run(async (tx) => {
      for (const sequence of TAKEN) {
        const answers = numbered(sequence) as Answers;
        await tx.registrations.insert(
          registrationOf(stage.app.context, { seasonId: stage.season.id, state: 'saved', answers }),
        );
      }
    });
  });
  afterEach(() => stage.stop());

  const TAKEN = [11, 12, 13, 14];
  const numbered = (sequence: number) =>
    answersAt(OTHER_SITE, [Object.keys(stage.season.sites[0]?.subjects ?? {})[0] ?? ''], sequence);

  async function begin(): Promise<{ token: string; id: string }> {
    const { token } = await activePhone(stage);
    await tickAll(stage, token);
    const body = { seasonId: stage.season.id };
    const started = await callApi<RegistrationAnswer>(stage, '/registrations', {
      method: 'POST',
      token,
      body,
    });
    return { token, id: started.body.registration.id };
  }

  async function submit({ token, id }: { token: string; id: string }, sequence: number) {
    const path = `/registrations/${id}`;
    const read = await callApi<RegistrationAnswer>(stage, path, { token });
    const saved = await callApi<RegistrationAnswer>(stage, `${path}/answers`, {
      method: 'PUT',
      token,
      body: { expectedVersion: read.body.registration.version, answers: numbered(sequence) },
    });
    const body = { expectedVersion: saved.body.registration.version, promised: true };
    return callApi<RegistrationAnswer>(stage, `${path}/information`, { method: 'POST', token, body });
  }

  it('tells of three a day, of a fourth nothing, registered or not (PR21)', async () => {
    const own = await begin();
    for (const sequence of TAKEN.slice(0, 3)) {
      expect((await submit(own, sequence)).body.error?.code).toBe('DUPLICATE_REGISTRATION');
    }
    const [taken, free] = [await submit(own, 14), await submit(own, 15)];
    for (const answer of [taken, free]) {
      expect(answer.status).toBe(429);
      expect(answer.body.error).toMatchObject({
        code: 'RATE_LIMITED',
        reasons: [{ code: 'id.too_many_numbers' }],
      });
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(3600);
    }
    expect((await submit(own, 11)).body.error?.code).toBe('DUPLICATE_REGISTRATION');
    stage.clock.at += 24 * 3_600_000;
    expect((await submit(own, 15)).status).toBe(200);
  });

  it('counts what the chat submits the same way, refused submissions too (PR21)', async () => {
    const own = await begin();
    const { context } = stage.app;
    const inChat = async (): Promise<Outcome> => {
      const found = await context.unitOfWork.read((tx) => tx.registrations.find(own.id));
      const account = await context.unitOfWork.read((tx) => tx.accounts.find(found?.accountId ?? ''));
      if (!found || !account) throw new Error('nobody is there');
      const subject: Subject = {
        account,
        actor: { role: 'candidate', id: account.id, channel: 'chat' },
        season: stage.season,
        seasons: [stage.season],
        registration: found,
        guardianGiven: false,
        held: null,
        photo: null,
        externalUserId: null,
      };
      const outcome = await context.unitOfWork.run<Outcome>(async (tx) => {
        const done = await performAct(tx, context, { subject, act: { kind: 'submit_information' } });
        return done.ok ? done : undone<Outcome>(done);
      });
      await context.unitOfWork.run((tx) => keepNumberTry(tx, context, { registration: found, outcome }));
      return outcome;
    };
    for (const sequence of TAKEN.slice(0, 2)) await submit(own, sequence);
    const give = async (sequence: number): Promise<void> => {
      const path = `/registrations/${own.id}`;
      const { token } = own;
      const read = await callApi<RegistrationAnswer>(stage, path, { token });
      const body = { expectedVersion: read.body.registration.version, answers: numbered(sequence) };
      await callApi(stage, `${path}/answers`, { method: 'PUT', token, body });
    };
    await give(13);
    expect(await inChat()).toMatchObject({ problem: { code: 'id.already_used' } });
    await give(14);
    expect(await inChat()).toMatchObject({ problem: { code: 'id.too_many_numbers', params: { max: 3 } } });
    await give(13);
    expect(await inChat()).toMatchObject({ problem: { code: 'id.already_used' } });
  });
});
