import type { RequestListener } from 'node:http';

/** What one contestant's process is told. */
export interface Target {
  /** Empty database of its own, with the product's schema. */
  databaseUrl: string;
  /** Redis database of its own. */
  redisUrl: string;
  /** How many things (people, registrations, orders) to prepare. */
  supply: number;
}

/** A contestant at work, in a process of its own. */
export interface Running {
  /** Answers requests of the load process. */
  listener?: RequestListener;
  /** Whatever the load process needs to make its requests; travels as JSON. */
  plan?: unknown;
  /** Works by itself for about so long, without requests. */
  burst?(ms: number): Promise<Burst>;
  /** Puts back what earlier bursts changed. */
  reset?(): Promise<void>;
  /** Durable rows that stand for acknowledged requests, since the last reset. */
  kept?(): Promise<number>;
  close(): Promise<void>;
}

export interface Burst {
  done: number;
  /** What else was measured, by name with its unit (`latenessP99Ms`). */
  extra?: Record<string, number>;
}

export type Contestants = Record<string, (target: Target) => Promise<Running>>;

/** One request of the load process; null when nothing is left to ask for. */
export interface Ask {
  /** POST unless told. */
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body: string;
}

/** A module under `rows/`. */
export interface RowModule {
  contestants: Contestants;
  /** Makes the `count`th request of one lane (one simulated client); runs in the load process. */
  ask?(plan: unknown, lane: number, count: number): Ask | null;
}
