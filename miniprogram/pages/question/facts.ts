import { meet, type Answer } from '../../services/answer-clash';
import type { Called } from '../../services/failure';
import type { Query } from '../../services/navigation';
import { readAnswers, readRegistration, type Registration } from '../../services/registrations';
import { listSites, readSeason, type Season, type Site } from '../../services/seasons';
import { asText } from './view-model';

/** A text key with its values, told beside an accepted answer. */
export interface Told {
  code: string;
  params?: Record<string, string | number>;
}

/** What a question's page shows, and what the person has put in so far. */
export interface QuestionFacts {
  registration: Registration;
  season: Season;
  sites: Site[];
  /** The stored answer as text; empty when there is none. */
  stored: string;
  /** What stands in the input or is chosen now; kept when it is refused. */
  typed: string;
  /** Words searched for in a long list. */
  search: string;
  /** Why the answer was refused. */
  error: string;
  /** What is told beside the answer that was saved just now; empty as long as nothing is. */
  told: Told[];
  /** Another answer, stored while this page showed an older one; null as long as there is none. */
  clash: Answer | null;
}

export async function loadQuestion(query: Query): Promise<Called<QuestionFacts>> {
  const params = { registrationId: query['registration'] ?? '' };
  const [read, full] = await Promise.all([readRegistration({ params }), readAnswers({ params })]);
  if (!read.ok) return read;
  if (!full.ok) return full;
  const { registration } = read.body;
  const ofSeason = { params: { seasonId: registration.seasonId } };
  const [season, sites] = await Promise.all([readSeason(ofSeason), listSites(ofSeason)]);
  if (!season.ok) return season;
  if (!sites.ok) return sites;
  const stored = asText(full.body.answers[query['field'] ?? '']);
  return {
    ok: true,
    body: {
      registration,
      season: season.body,
      sites: sites.body.sites,
      stored,
      typed: stored,
      search: '',
      error: '',
      told: [],
      clash: null,
    },
  };
}

/** What a quiet reload leaves: what was put in stays; an answer stored meanwhile is taken over or held against it. */
export function keepTyped(before: QuestionFacts, after: QuestionFacts): QuestionFacts {
  const { typed, search, error, told, clash } = before;
  const met = meet({ seen: before.stored, given: typed }, after.stored);
  if (met === 'fresh') return { ...after, search };
  return { ...after, typed, search, error, told, clash: met === 'apart' ? after.stored : clash };
}
