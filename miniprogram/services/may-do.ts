import type { Registration } from './registrations';

/** Whether the server would take this act now; it decides again when the act comes. */
export function mayDo({ actions }: Pick<Registration, 'actions'>, wanted: string): boolean {
  return actions.some(({ action, possible }) => action === wanted && possible);
}
