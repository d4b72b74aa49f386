import type { Called } from '../../services/failure';
import { readHelp, type Contact, type HelpAnswer } from '../../services/help';
import type { Query } from '../../services/navigation';
import { contactOf } from '../../services/person';

/** Questions with their answers, whom to turn to, and what the person looks for. */
export interface HelpFacts {
  answers: HelpAnswer[];
  /** Null where neither the server nor the phone knows. */
  contact: Contact | null;
  search: string;
  /** Id of the question whose answer is open; empty for none. */
  open: string;
}

export async function loadHelp({ season, open = '' }: Query): Promise<Called<HelpFacts>> {
  const [read, contact] = await Promise.all([readHelp({ query: { season } }), contactOf(season)]);
  if (!read.ok) return read;
  return { ok: true, body: { answers: read.body.answers, contact, search: '', open } };
}
