/**
 * Whatever waits is counted for a page up to here and one more, which stands for all that is beyond: the cost of a page does not
 * grow with what waits.
 */
export const MOST_COUNTED = 1_000;
