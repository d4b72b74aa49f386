let offsetMs = 0;

/**
 * The server's time in epoch milliseconds. Deadlines follow it alone: phones are sometimes a day off. Until the first
 * answer has arrived it is the phone's time.
 */
export function serverNow(): number {
  return Date.now() + offsetMs;
}

/** Time of the phone, for measuring spans. */
export function phoneNow(): number {
  return Date.now();
}

/** Learns the server's time from an answer; half of the round trip is taken off. */
export function learnServerTime(serverTime: number, asked: { sentAt: number; arrivedAt: number }): void {
  offsetMs = serverTime + (asked.arrivedAt - asked.sentAt) / 2 - asked.arrivedAt;
}
