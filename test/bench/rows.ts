import path from 'node:path';
import { race, type Bench } from './core/race';
import { measureColdStart } from './rows/cold-start';
import { measureGrowth } from './rows/growth';
import { killWorkers } from './rows/kill';
import { measureLateness } from './rows/lateness';
import { measureLatency } from './rows/latency';
import { measureMemory } from './rows/memory';
import { measureStaffPages } from './rows/staff-pages';
import { countTrips } from './rows/trips';

const file = (name: string): string => path.join(__dirname, 'rows', `${name}.ts`);

/** Every row by its name on the command line. */
export const ROWS: Record<string, (bench: Bench) => Promise<void>> = {
  trips: countTrips,
  'turn-change': (bench) =>
    race(bench, {
      row: 'turn-change',
      what: 'chat turn, durable change',
      file: file('chat-turn'),
      ours: 'product, change',
      others: ['node:http + commit', 'node:http + commit in one trip'],
      marks: [
        { against: 'node:http + commit', floor: 0.7, goal: 1.2 },
        { against: 'node:http + commit in one trip', floor: null, goal: null },
      ],
      supply: 64,
      by: 'requests',
    }),
  'turn-read': (bench) =>
    race(bench, {
      row: 'turn-read',
      what: 'chat turn, no change',
      file: file('chat-turn'),
      ours: 'product, no change',
      others: ['Koa Redis-only', 'node:http Redis-only'],
      marks: [
        { against: 'Koa Redis-only', floor: 0.8, goal: null },
        { against: 'node:http Redis-only', floor: null, goal: 0.8 },
      ],
      supply: 64,
      by: 'requests',
    }),
  'save-step': (bench) =>
    race(bench, {
      row: 'save-step',
      what: 'save a step (API)',
      file: file('save-step'),
      ours: 'product',
      others: ['node:http + its rows'],
      marks: [{ against: 'node:http + its rows', floor: 0.7, goal: 1.5 }],
      supply: 1_920,
      by: 'requests',
    }),
  decision: (bench) =>
    race(bench, {
      row: 'decision',
      what: 'review decision',
      file: file('money'),
      ours: 'product, decision',
      others: ['node:http + rows of a decision'],
      marks: [{ against: 'node:http + rows of a decision', floor: 0.7, goal: 1 }],
      supply: 3_000,
      by: 'requests',
    }),
  payment: (bench) =>
    race(bench, {
      row: 'payment',
      what: 'payment notice',
      file: file('money'),
      ours: 'product, payment',
      others: ['node:http + rows of a payment'],
      marks: [{ against: 'node:http + rows of a payment', floor: 0.7, goal: 0.85 }],
      supply: 3_000,
      by: 'requests',
    }),
  'payment-repeat': (bench) =>
    race(bench, {
      row: 'payment-repeat',
      what: 'payment notice, repeated',
      file: file('money'),
      ours: 'product, payment again',
      others: ['product, payment'],
      marks: [{ against: 'product, payment', floor: 2, goal: null }],
      clients: [16],
      supply: 2_000,
      by: 'requests',
    }),
  engine: (bench) =>
    race(bench, {
      row: 'engine',
      what: 'conversation engine alone',
      file: file('engine'),
      ours: 'product',
      others: ['botbuilder-dialogs', 'XState rehydrated'],
      marks: [
        { against: 'botbuilder-dialogs', floor: 10, goal: 25 },
        { against: 'XState rehydrated', floor: null, goal: 4 },
      ],
      supply: 0,
      by: 'cpu',
    }),
  callback: (bench) =>
    race(bench, {
      row: 'callback',
      what: 'WeCom callback: verify, decrypt, parse',
      file: file('callback'),
      ours: 'product',
      others: ['@wecom/crypto + fast-xml-parser'],
      marks: [{ against: '@wecom/crypto + fast-xml-parser', floor: 1.5, goal: 3 }],
      supply: 0,
      by: 'cpu',
    }),
  schedule: (bench) =>
    race(bench, {
      row: 'schedule',
      what: 'reminders planned, a page of 100 registrations at once',
      file: file('jobs'),
      ours: 'product, plan a page',
      others: ['BullMQ, plan a page'],
      marks: [{ against: 'BullMQ, plan a page', floor: 3, goal: 5 }],
      supply: 0,
      by: 'time',
    }),
  'schedule-change': (bench) =>
    race(bench, {
      row: 'schedule-change',
      what: 'a durable change with 6 reminders',
      file: file('jobs'),
      ours: 'product, change',
      others: ['the same change, then BullMQ'],
      marks: [{ against: 'the same change, then BullMQ', floor: null, goal: null }],
      supply: 0,
      by: 'time',
    }),
  dispatch: (bench) =>
    race(bench, {
      row: 'dispatch',
      what: 'reminders dispatched',
      file: file('jobs'),
      ours: 'product, dispatch',
      others: ['BullMQ, dispatch'],
      marks: [{ against: 'BullMQ, dispatch', floor: 1, goal: 1.5 }],
      supply: 3_000,
      by: 'time',
    }),
  lateness: measureLateness,
  kill: killWorkers,
  memory: measureMemory,
  'cold-start': measureColdStart,
  latency: measureLatency,
  growth: measureGrowth,
  'staff-pages': measureStaffPages,
  seats: (bench) =>
    race(bench, {
      row: 'seats',
      what: '1000 callers for 100 places, exact',
      file: file('seats'),
      ours: 'product',
      others: ['conditional UPDATE'],
      marks: [{ against: 'conditional UPDATE', floor: 5, goal: 13 }],
      supply: 0,
      by: 'time',
    }),
};
