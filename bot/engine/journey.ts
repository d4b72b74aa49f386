import { STEPS } from '../flows/steps';
import type { Step, View } from './flow';

/** Where the candidate stands: the first step whose condition holds. Computed from the answers, never stored. */
export function positionOf(view: View): Step {
  const step = STEPS.find((candidate) => candidate.when(view));
  if (!step) throw new Error('no step for this situation');
  return step;
}
