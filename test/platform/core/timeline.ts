import type { Clock } from '../../../shared/domain/time';

export type TimelineArea =
  'kf' | 'wecom' | 'wechat' | 'pay' | 'mail' | 'sms' | 'browser' | 'callback' | 'fault';

/** One thing that a person did or saw, or that the platform told the server. `who` is the person's name. */
export interface TimelineEvent {
  seq: number;
  at: number;
  area: TimelineArea;
  kind: string;
  who?: string;
  data: Record<string, unknown>;
}

export interface Timeline {
  record(event: Omit<TimelineEvent, 'seq' | 'at'>): TimelineEvent;
  events(): readonly TimelineEvent[];
  since(seq: number): TimelineEvent[];
  /** Listens to what comes; returns a function that stops listening. */
  onEvent(listener: (event: TimelineEvent) => void): () => void;
}

/** Keeps the newest `keep` events, so that a bench with thousands of candidates does not fill the memory. */
export function createTimeline(clock: Clock, keep: number): Timeline {
  let events: TimelineEvent[] = [];
  const listeners = new Set<(event: TimelineEvent) => void>();
  let seq = 0;

  return {
    record(input) {
      seq += 1;
      const event = { seq, at: clock.now(), ...input };
      events.push(event);
      if (events.length > keep * 2) events = events.slice(-keep);
      for (const listener of listeners) listener(event);
      return event;
    },
    events: () => events,
    since: (from) => events.filter((event) => event.seq > from),
    onEvent(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
