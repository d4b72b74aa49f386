import type * as contract from '../../shared/contract/seasons';
import { route, type AnswerOf } from './route';
export type SeasonCard = AnswerOf<typeof contract.listSeasons>['seasons'][number];
export type Season = AnswerOf<typeof contract.readSeason>;
export type Site = AnswerOf<typeof contract.listSites>['sites'][number];
export type Notice = AnswerOf<typeof contract.listNotices>['notices'][number];

/** Sittings that are not over, by province (S1). */
export const listSeasons = route<typeof contract.listSeasons>({
  method: 'GET',
  path: '/seasons',
  access: 'public',
});

/** One sitting with its subjects, rules of the photo and message templates. */
export const readSeason = route<typeof contract.readSeason>({
  method: 'GET',
  path: '/seasons/{seasonId}',
  access: 'public',
});

/** Sites with the places left now. */
export const listSites = route<typeof contract.listSites>({
  method: 'GET',
  path: '/seasons/{seasonId}/sites',
  access: 'public',
});

/** Agreement, notices and consents in full. */
export const listNotices = route<typeof contract.listNotices>({
  method: 'GET',
  path: '/seasons/{seasonId}/notices',
  access: 'public',
});

/** Preview sittings that name this account. */
export const listPreviewSeasons = route<typeof contract.listPreviewSeasons>({
  method: 'GET',
  path: '/me/preview-seasons',
  access: 'signed-in',
});

/** Preview sittings of somebody who is known; none where they cannot be told, which is no reason to hide the rest. */
export async function previewSeasonsOf(account: { state: string } | null): Promise<SeasonCard[]> {
  if (account?.state !== 'active') return [];
  const listed = await listPreviewSeasons({});
  return listed.ok ? listed.body.seasons : [];
}
