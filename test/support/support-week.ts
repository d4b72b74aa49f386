import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { importStaff } from '../../server/use-cases/staff/import-staff';
import { closeFromDesk } from '../../server/use-cases/support/close-from-desk';
import { noteOwnerWrote } from '../../server/use-cases/support/note-waiting';
import type { Handoff } from '../../server/use-cases/ports/chat';
import type { StaffMember } from '../../server/use-cases/ports/review';
import { takeFromDesk } from '../../server/use-cases/support/take-from-desk';
import { DAY_MS, HOUR_MS, minuteOfDayAt } from '../../shared/domain/time';
import { isWorkTime, type WorkTime } from '../../shared/domain/work-hours';
import type { Candidate } from '../platform/hands/candidate';
import type { Servicer } from '../platform/hands/servicer';
import { fillMigrated } from './migrated-folder';
import { startStage, type Stage } from './stage';
import { measure, newWatch, TICK_MS, type Week } from './support-watch';
import { seeded } from './takeover-races';

export interface WeekOptions {
  days: number;
  candidatesADay: number;
  seed: number;
}

/** Monday, before the desk opens. */
const MONDAY = Date.parse('2026-12-28T08:00:00+08:00');
const TEAM = ['desk-a', 'desk-b', 'desk-c', 'desk-d'];
const QUESTIONS = [
  '我的照片一直不通过',
  '付款后还是未缴费',
  '姓名里有生僻字怎么办',
  '考点能不能换',
  '还在吗',
];

interface Person {
  candidate: Candidate;
  callsAt: number;
  /** Words they still have for whoever serves them. */
  words: number;
  called: boolean;
  heard: number;
}

interface Worker {
  servicer: Servicer;
  employed: boolean;
  onDuty: boolean;
  /** Looks at nothing until then. */
  idleUntil: number;
  answers: Map<string, number>;
}

/**
 * Plays the desk through days on the real use-cases, embedded storage and the stand-in: candidates call, four people serve, go
 * on leave, fall silent, go home with conversations open, are taken from the staff and come back; the worker restarts and
 * bells get lost. Every five minutes each open conversation is looked at: whose is it, or where does it wait?
 */
export async function playSupport({ days, candidatesADay, seed }: WeekOptions): Promise<Week> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'ncre-desk-'));
  await fillMigrated(dataDir);
  const stage = await startStage({
    now: MONDAY,
    settings: { LOG_LEVEL: 'silent', KF_LOOK_MINUTES: '5', DATA_DIR: dataDir },
  });
  try {
    return await play(stage, dataDir, { days, candidatesADay, seed });
  } finally {
    await stage.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function play(
  stage: Stage,
  dataDir: string,
  { days, candidatesADay, seed }: WeekOptions,
): Promise<Week> {
  const random = seeded(seed);
  const team = TEAM.map((userid): Worker => ({
    servicer: stage.platform.servicer({ userid, name: userid }),
    employed: true,
    onDuty: true,
    idleUntil: 0,
    answers: new Map(),
  }));
  const happened: Record<string, number> = {};
  const count = (what: string): void => {
    happened[what] = (happened[what] ?? 0) + 1;
  };
  const people = Array.from({ length: days * candidatesADay }, (_, n): Person => {
    const day = Math.floor(n / candidatesADay);
    return {
      candidate: stage.platform.candidate({ nickname: `来客${n}` }),
      callsAt: MONDAY + day * DAY_MS + random() * 13 * HOUR_MS,
      words: 1 + Math.floor(random() * 4),
      called: false,
      heard: 0,
    };
  });
  const { supportHours: hours, workCalendar: calendar } = stage.season;
  const desk: WorkTime = { hours, ...(calendar && { calendar }) };
  const watch = newWatch(dataDir, desk);
  await staff(stage, team);
  const end = MONDAY + days * DAY_MS;
  while (stage.clock.at < end) {
    stage.clock.at += TICK_MS;
    await mishaps(stage, { desk, team, random, count });
    for (const person of people) await acts(stage, person, random);
    await stage.settle();
    for (const worker of team) await serves(stage, { desk, worker, random, count });
    await stage.settle();
    await measure(stage, { watch, team, people, count });
  }
  const spoken = stage.platform.timeline.events().filter(isSpokenInThree).length;
  const { handoffs, ...found } = await watch.end(end);
  return { ...found, conversations: handoffs, spokenInThree: spoken, happened };
}

function isSpokenInThree({ kind, data }: { kind: string; data: Record<string, unknown> }): boolean {
  return kind === 'message.received' && data['state'] === 3;
}

async function staff(stage: Stage, team: readonly Worker[]): Promise<void> {
  const people = team
    .filter(({ employed }) => employed)
    .map(({ servicer: { userid }, onDuty }) => ({ name: userid, userid, roles: ['support'], onDuty }));
  const office = { name: '管理员', userid: 'office-admin', roles: ['administrator'] };
  const text = JSON.stringify({ staff: [office, ...people] });
  const actor = { role: 'administrator', id: 'office', channel: 'command' } as const;
  const imported = await importStaff(stage.app.context, { text, actor });
  if (!imported.ok) throw new Error(JSON.stringify(imported.problems));
}

interface Mishap {
  desk: WorkTime;
  team: Worker[];
  random: () => number;
  count: (what: string) => void;
}

/** What goes wrong or changes among the people and machines, some of it in each hour of the desk. */
async function mishaps(stage: Stage, { desk, team, random, count }: Mishap): Promise<void> {
  if (!isWorkTime(desk, stage.clock.at)) return;
  // A new day begins with everybody at work.
  if (minuteOfDayAt(stage.clock.at) === desk.hours.fromMinute) {
    for (const worker of team) {
      Object.assign(worker, { employed: true, onDuty: true });
      await worker.servicer.startsServing();
    }
    await staff(stage, team);
    return;
  }
  const someone = team[Math.floor(random() * team.length)];
  const dice = random();
  if (!someone) return;
  if (dice < 0.05) {
    someone.idleUntil = stage.clock.at + HOUR_MS;
    count('idle for an hour');
  } else if (dice < 0.07) {
    someone.onDuty = !someone.onDuty;
    await staff(stage, team);
    count(someone.onDuty ? 'on duty' : 'off duty');
  } else if (dice < 0.085) {
    someone.employed = !someone.employed;
    await staff(stage, team);
    count(someone.employed ? 'employed again' : 'removed');
  } else if (dice < 0.1) {
    await leave(stage, someone);
    count('on leave');
  } else if (dice < 0.12) {
    const serves = random() < 0.5;
    await (serves ? someone.servicer.startsServing() : someone.servicer.stopsServing());
    count(serves ? 'serves in WeCom' : 'stops in WeCom');
  } else if (dice < 0.13) {
    await stage.restart();
    count('restarts');
  } else if (dice < 0.15) {
    stage.platform.kf.quirks.silentBells += 3;
    count('lost bells');
  } else if (dice < 0.17) {
    stage.platform.fail({ path: '/cgi-bin/kf/service_state/trans', how: 'answer-lost' });
    count('lost answers');
  }
}

async function leave(stage: Stage, { servicer: { userid } }: Worker): Promise<void> {
  const { context } = stage.app;
  const now = stage.clock.at;
  await context.unitOfWork.run(async (tx) => {
    const member = await tx.staff.findByUserid(userid);
    if (!member) return;
    const span = { fromAt: now, untilAt: now + 4 * HOUR_MS, delegateId: null, endedAt: null };
    await tx.leaves.insert({
      id: context.newId(),
      staffId: member.id,
      enteredBy: member.id,
      createdAt: now,
      ...span,
    });
  });
}

/** The candidate calls, waits, writes while nobody answers, and answers whoever does. */
async function acts(stage: Stage, person: Person, random: () => number): Promise<void> {
  const { candidate } = person;
  if (stage.clock.at < person.callsAt) return;
  if (!person.called) {
    person.called = true;
    await candidate.entersChat();
    await candidate.types('你好');
    await stage.settle();
    await candidate.types('人工');
    return;
  }
  const heard = candidate.messages().filter(({ from }) => from === 'servicer').length;
  const isAnswered = heard > person.heard;
  person.heard = heard;
  if (person.words === 0) return;
  if (isAnswered || (candidate.chat.state === 3 && random() < 0.1) || random() < 0.01) {
    person.words -= isAnswered ? 1 : 0;
    await candidate.types(QUESTIONS[Math.floor(random() * QUESTIONS.length)] ?? '你好');
  }
}

/** Whoever is at work takes one that waits, answers those who wait for them, and ends what is said. */
async function serves(
  stage: Stage,
  {
    desk,
    worker,
    random,
    count,
  }: { desk: WorkTime; worker: Worker; random: () => number; count: (what: string) => void },
): Promise<void> {
  const { servicer } = worker;
  const now = stage.clock.at;
  if (!worker.employed || !worker.onDuty || !isWorkTime(desk, now) || now < worker.idleUntil) return;
  const { context } = stage.app;
  const { member, owned, waiting, isAway } = await context.unitOfWork.read(async (tx) => {
    const found = await tx.staff.findByUserid(servicer.userid);
    const query = { staffId: found?.id ?? '', after: null, limit: 50 };
    return {
      member: found,
      owned: await tx.handoffs.listOpen({ ...query, kind: 'mine' }),
      waiting: await tx.handoffs.listOpen({ ...query, kind: 'waiting' }),
      isAway: (await tx.leaves.standingAt(now)).some(({ staffId }) => staffId === found?.id),
    };
  });
  if (!member || isAway) return;
  const [first] = waiting;
  if (first && owned.length < 6 && random() < 0.6) {
    await takes(stage, { worker, member, handoff: first, fromPool: random() < 0.5, count });
  }
  for (const handoff of owned) await answers(stage, { worker, member, handoff, random, count });
}

async function takes(
  stage: Stage,
  taking: {
    worker: Worker;
    member: StaffMember;
    handoff: Handoff;
    fromPool: boolean;
    count: (what: string) => void;
  },
): Promise<void> {
  const { worker, member, handoff, fromPool, count } = taking;
  const candidate = candidateOf(stage, handoff);
  if (fromPool && candidate?.chat.state === 2) {
    await worker.servicer.takes(candidate);
    count('taken from the pool');
    return;
  }
  const taken = await takeFromDesk(stage.app.context, { handoffId: handoff.id, member });
  count(taken.ok ? `taken from the desk (${taken.road})` : `not taken (${taken.why})`);
}

async function answers(
  stage: Stage,
  serving: {
    worker: Worker;
    member: StaffMember;
    handoff: Handoff;
    random: () => number;
    count: (what: string) => void;
  },
): Promise<void> {
  const { worker, member, handoff, random, count } = serving;
  const { context } = stage.app;
  const candidate = candidateOf(stage, handoff);
  const said = worker.answers.get(handoff.id) ?? 0;
  const isTheirs = candidate?.chat.state === 3 && candidate.chat.servicer === worker.servicer.userid;
  if (handoff.waitingSince !== null && random() < 0.9) {
    worker.answers.set(handoff.id, said + 1);
    if (candidate && isTheirs) await worker.servicer.writes(candidate, '您好，已为您查看。');
    else await context.unitOfWork.run((tx) => noteOwnerWrote(tx, context, handoff.accountId));
    return;
  }
  // What was said twice is dealt with, and so is what the candidate leaves without another word.
  const isLeft = handoff.waitingSince === null && stage.clock.at - (handoff.ownerActiveAt ?? 0) > HOUR_MS;
  if ((said < 2 && !isLeft) || random() < 0.7) return;
  if (candidate && isTheirs && random() < 0.5) await worker.servicer.ends(candidate);
  else await closeFromDesk(context, { handoffId: handoff.id, member, outcome: 'solved' });
  count('ended');
}

function candidateOf(stage: Stage, { externalUserId }: Handoff): Candidate | undefined {
  return stage.platform.candidates().find(({ externalUserid }) => externalUserid === externalUserId);
}
