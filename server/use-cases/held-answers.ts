import type { Answers } from '../../shared/domain/registration';
import type { SessionStore } from './ports/sessions';

const HELD_FOR_MS = 48 * 60 * 60_000;

/**
 * Answers of a person under 14 that wait for the guardian's consent (PR2). They live only in the sealed live session:
 * without consent nothing but the refusal is kept, and a lost session means that the document is asked again.
 */
export async function heldAnswersOf(
  { sessions }: { sessions: SessionStore },
  accountId: string,
): Promise<Partial<Answers> | null> {
  const stored = await sessions.load(keyOf(accountId));
  return stored ? (JSON.parse(stored.body) as Partial<Answers>) : null;
}

export async function holdAnswers(
  { sessions }: { sessions: SessionStore },
  accountId: string,
  answers: Partial<Answers>,
): Promise<void> {
  const stored = await sessions.load(keyOf(accountId));
  await sessions.save(keyOf(accountId), JSON.stringify(answers), stored?.version ?? 0, HELD_FOR_MS);
}

export async function dropHeldAnswers(
  { sessions }: { sessions: SessionStore },
  accountId: string,
): Promise<void> {
  await sessions.remove(keyOf(accountId));
}

function keyOf(accountId: string): string {
  return `held:${accountId}`;
}
