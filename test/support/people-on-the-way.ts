import type { Candidate } from '../platform/hands/candidate';
import { activePhone, answersAt, callApi, tickAll, uploadPhoto, type RegistrationAnswer } from './api-client';
import { OTHER_SITE, REVIEWING_SITE } from './season';
import type { Stage } from './stage';

/** A person with a registration, as far as a test needs it before it begins to look. */
export interface OnTheWay {
  candidate: Candidate;
  token: string;
  id: string;
  version: number;
}

export interface Chosen {
  site?: string;
  subjects?: string[];
  /** Fields left unanswered. */
  without?: string[];
}

let answered = 0;

/** Has an active account, ticked everything that comes first (unless told otherwise), and begun a registration. */
export async function hasBegun(stage: Stage, { ticked = true } = {}): Promise<OnTheWay> {
  const { candidate, token } = await activePhone(stage);
  if (ticked) await tickAll(stage, token);
  const { registration } = await change(stage, '/registrations', {
    method: 'POST',
    token,
    body: { seasonId: stage.season.id },
  });
  return { candidate, token, id: registration.id, version: registration.version };
}

/** Has answered everything but what is left out, at a site that reviews unless another one is named. */
export async function hasAnswered(stage: Stage, chosen: Chosen = {}): Promise<OnTheWay> {
  const { site = REVIEWING_SITE, subjects = ['65'], without = [] } = chosen;
  const person = await hasBegun(stage);
  answered += 1;
  const all = Object.entries(answersAt(site, subjects, answered));
  const answers = Object.fromEntries(all.filter(([field]) => !without.includes(field)));
  const body = { expectedVersion: person.version, answers };
  return changed(stage, person, { path: 'answers', method: 'PUT', body });
}

/** Has promised that the answers are true, and submitted them. */
export async function hasSaved(stage: Stage, chosen: Chosen = {}): Promise<OnTheWay> {
  const person = await hasAnswered(stage, chosen);
  const body = { expectedVersion: person.version, promised: true };
  return changed(stage, person, { path: 'information', body });
}

/** Has uploaded a good photo: next comes the review. */
export async function hasPhoto(stage: Stage, chosen: Chosen = {}): Promise<OnTheWay> {
  const person = await hasSaved(stage, chosen);
  const { body, status } = await uploadPhoto(stage, person);
  if (!body.registration) throw new Error(`photo answered ${status} ${JSON.stringify(body.error)}`);
  return { ...person, version: body.registration.version };
}

/** Has only to pay: the site does not review. */
export function isToPay(stage: Stage, chosen: Chosen = {}): Promise<OnTheWay> {
  return hasPhoto(stage, { site: OTHER_SITE, ...chosen });
}

/** Waits for the review. */
export async function isPending(stage: Stage, chosen: Chosen = {}): Promise<OnTheWay> {
  const person = await hasPhoto(stage, chosen);
  const pending = await changed(stage, person, { path: 'review', body: { expectedVersion: person.version } });
  await stage.settle();
  return pending;
}

/** Was rejected just now, for a reason that the site's list of reasons names. */
export async function isRejected(stage: Stage, reason = '照片背景不符'): Promise<OnTheWay> {
  const person = await isPending(stage);
  const reviewer = stage.reviewer();
  const card = reviewer.lastCard();
  await reviewer.opens(card.url ?? card.buttons.find(({ url }) => url)?.url ?? '');
  reviewer.chooses(reason);
  await reviewer.presses('reject');
  await stage.settle();
  return person;
}

/** Changes somebody's registration by the API; the version after it is the person's. */
export async function changed(
  stage: Stage,
  person: OnTheWay,
  { path, method = 'POST', body }: { path: string; method?: string; body: unknown },
): Promise<OnTheWay> {
  const { token, id } = person;
  const { registration } = await change(stage, `/registrations/${id}/${path}`, { method, token, body });
  return { ...person, version: registration.version };
}

async function change(
  stage: Stage,
  path: string,
  call: { method: string; token: string; body: unknown },
): Promise<RegistrationAnswer> {
  const { status, body } = await callApi<RegistrationAnswer>(stage, path, call);
  if (body.error) throw new Error(`${path} answered ${status} ${JSON.stringify(body.error)}`);
  return body;
}
