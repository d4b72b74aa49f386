import type { Registration } from './registrations';

/** Why the server would refuse this act now, in its own sentences; empty where it would not. */
export function whyNot({ actions }: Pick<Registration, 'actions'>, wanted: string): string {
  const found = actions.find(({ action }) => action === wanted);
  return found?.reasons.flatMap(({ message }) => message ?? []).join('\n') ?? '';
}
