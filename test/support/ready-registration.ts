import { answersAt, callApi, uploadPhoto, type RegistrationAnswer } from './api-client';
import { OTHER_SITE } from './season';
import type { Stage } from './stage';

export interface Begun {
  id: string;
  version: number;
  subjects: string[];
}

/** Begins a registration on a phone whose notices are ticked. */
export async function beginRegistration(stage: Stage, token: string): Promise<Begun> {
  const started = await callApi<RegistrationAnswer>(stage, '/registrations', {
    method: 'POST',
    token,
    body: { seasonId: stage.season.id },
  });
  const { id, version } = started.body.registration;
  return { id, version, subjects: [] };
}

/** A registration of a site without review that only has to be paid; everybody needs a number of their own. */
export async function readyRegistration(
  stage: Stage,
  { token, sequence = 1, subjects }: { token: string; sequence?: number; subjects?: string[] },
): Promise<Begun> {
  const { id, version } = await beginRegistration(stage, token);
  const site = stage.season.sites.find((one) => one.code === OTHER_SITE);
  const chosen = subjects ?? Object.keys(site?.subjects ?? {}).slice(0, 1);
  const saved = await callApi<RegistrationAnswer>(stage, `/registrations/${id}/answers`, {
    method: 'PUT',
    token,
    body: { expectedVersion: version, answers: answersAt(OTHER_SITE, chosen, sequence) },
  });
  if (saved.status !== 200) throw new Error(`answers: ${JSON.stringify(saved.body.error)}`);
  const submitted = await callApi<RegistrationAnswer>(stage, `/registrations/${id}/information`, {
    method: 'POST',
    token,
    body: { expectedVersion: saved.body.registration.version, promised: true },
  });
  const { version: promised } = submitted.body.registration;
  const uploaded = await uploadPhoto(stage, { token, id, version: promised });
  if (uploaded.body.registration?.state !== 'ready') {
    throw new Error(`photo: ${JSON.stringify(uploaded.body.error)}`);
  }
  return { id, version: uploaded.body.registration.version, subjects: chosen };
}
