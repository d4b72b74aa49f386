import type { RowDataPacket } from 'mysql2/promise';
import type { Candidate } from '../../platform/hands/candidate';
import { personaOf, type Persona } from '../../platform/hands/particulars';
import { createPhoneApp, type PhoneApp } from '../../platform/hands/phone-app';
import { createRegistrant, tailOf, type Registrant } from '../../platform/hands/registrant';
import { becomes, until } from '../../support/until';
import type { Board } from './board';
import type { CrowdStage } from './crowd-stage';
import { SITES } from './crowd-season';
import { insistentPages } from './insistent-pages';
import { confirmsFree, paysAll } from './paying';
import { scriptOf, type Script } from './scripts';

/** One candidate of the crowd at work. */
export interface Walker {
  index: number;
  script: Script;
  persona: Persona;
  candidate: Candidate;
  registrant: Registrant;
  app: PhoneApp;
  /** How often reviewers rejected. */
  rejections: number;
  /** The small site was full when it came to it. */
  wasTurnedAway: boolean;
  photosSent: number;
  /** The site reviews. */
  isReviewed: boolean;
  /** The links to confirm have arrived. */
  hasLinks: boolean;
}

export interface WalkOptions {
  stage: CrowdStage;
  board: Board;
  photo: Buffer;
  /** Longest wait for one answer; longer where processes are killed. */
  patienceMs: number;
  /** Told of each who sets out. */
  sets?(walker: Walker): void;
}

/** Leads one candidate from the first hello to where their script ends. */
export async function walk(index: number, options: WalkOptions): Promise<Walker> {
  const walker = setOut(index, options);
  const { registrant, candidate, script } = walker;
  try {
    await candidate.entersChat();
    await becomes(() => candidate.messages().length > 0, { withinMs: 3_000 });
    await registrant.says('报名');
    await fillIn(walker, options);
    if (walker.isReviewed) await passReview(walker, options);
    if (script.ends === 'paid') {
      if (registrant.question().name !== 'readback') await registrant.says('缴费');
      await registrant.goesOnUntil('readback');
      if (script.kind === 'free of charge') await confirmsFree(walker);
      else await paysAll(walker, options);
      await stands(walker, options, 'paid');
    }
  } catch (cause) {
    const where = `candidate ${index} (${script.kind}):\n${tailOf(candidate, 8)}`;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${where}\n${why}`, { cause });
  }
  return walker;
}

function setOut(index: number, options: WalkOptions): Walker {
  const { stage, photo } = options;
  const script = scriptOf(index);
  const persona = personaOf(index + 1, photo, script.fields);
  const candidate = stage.platform.candidate({ nickname: `考生${index}`, phone: persona.mobile });
  const app = createPhoneApp(candidate, () => stage.publicUrl);
  // Half of the crowd fill the pages that the chat leads to; the others type personal answers all the same.
  const page = index % 2 === 0 ? insistentPages(app, { persona, settle, options }) : undefined;
  const walker: Walker = {
    index,
    script,
    persona,
    candidate,
    registrant: createRegistrant({ candidate, particulars: persona, settle, ...(page && { page }) }),
    app,
    rejections: 0,
    wasTurnedAway: false,
    photosSent: 0,
    isReviewed: script.fields.siteCode === SITES.reviewing || script.fields.siteCode === SITES.second,
    hasLinks: false,
  };
  async function settle(): Promise<void> {
    await hears(candidate, options);
    await waitsForLinks(walker);
  }
  options.sets?.(walker);
  return walker;
}

/** To the photo and beyond: `pending` at sites that review, `readback` elsewhere. Who finds a site full takes another. */
async function fillIn(walker: Walker, options: WalkOptions): Promise<void> {
  const { registrant, persona } = walker;
  for (;;) {
    const at = await registrant.goesOnUntil(
      'field.siteCode',
      'photo',
      'pending',
      'readback',
      'handoff.offer',
    );
    // Lost live sessions cost repeated questions, and after three of them a person is offered.
    if (at === 'handoff.offer') {
      await registrant.says('继续自己办');
      continue;
    }
    if (at === 'pending') return stands(walker, options, 'pending', 'approved', 'rejected');
    if (at === 'readback') return stands(walker, options, 'ready');
    if (at === 'photo') walker.photosSent += 1;
    if (at === 'field.siteCode' && persona.fields.siteCode === SITES.small && hearsFull(walker)) {
      walker.wasTurnedAway = true;
      persona.fields.siteCode = SITES.open;
    }
    await registrant.answers();
  }
}

/** The site's seats are gone: marked in the list, or told when the information was submitted. */
function hearsFull({ candidate }: Walker): boolean {
  const messages = candidate.messages();
  const newest = messages.slice(messages.findLastIndex(({ from }) => from === 'customer') + 1);
  return newest.some(({ text }) => text.includes('满'));
}

async function passReview(walker: Walker, options: WalkOptions): Promise<void> {
  const { registrant, candidate } = walker;
  const { board, patienceMs } = options;
  for (;;) {
    const state = await until(
      () => `candidate ${walker.index} is reviewed, not ${board.of(candidate.externalUserid)?.state}`,
      () => {
        const now = board.of(candidate.externalUserid)?.state;
        return now === 'approved' || now === 'rejected' ? now : undefined;
      },
      { withinMs: patienceMs * 3 },
    );
    if (state === 'approved') return;
    walker.rejections += 1;
    await registrant.says('进度');
    await registrant.chooses('fix.photo', '换照片');
    if (registrant.question().name === 'photo') {
      walker.photosSent += 1;
      await registrant.answers();
    }
    await submitsAgain(registrant);
    await stands(walker, options, 'pending', 'approved');
  }
}

/** A confirmation that was asked for is forgotten with the live session: the person asks once more. */
async function submitsAgain(registrant: Registrant): Promise<void> {
  for (let tries = 0; tries < 3; tries += 1) {
    await registrant.says('重新提交');
    if ((await registrant.goesOnUntil('pending', 'rejected')) === 'pending') return;
  }
  throw new Error('the registration is not submitted again');
}

/** Until the database says so. */
export async function stands(
  { candidate, index }: Walker,
  { board, patienceMs }: WalkOptions,
  ...states: string[]
): Promise<void> {
  await until(
    () => `candidate ${index} is ${states.join(' or ')}, not ${board.of(candidate.externalUserid)?.state}`,
    () => states.includes(board.of(candidate.externalUserid)?.state ?? ''),
    { withinMs: patienceMs },
  );
}

/** Until everything that answers the candidate's newest message has arrived on the phone. */
async function hears(candidate: Candidate, { stage, patienceMs }: WalkOptions): Promise<void> {
  const asked = candidate.messages().findLast(({ from }) => from === 'customer');
  if (!asked) return;
  const arrived = () => candidate.messages().slice(candidate.messages().indexOf(asked) + 1);
  const wanted = await until(
    () => `message ${asked.msgid} is answered`,
    async () => {
      const answered = await becomes(() => arrived().some(({ from }) => from === 'bot'), { withinMs: 2_000 });
      return answered ? answersTo(stage, asked.msgid) : undefined;
    },
    { withinMs: patienceMs },
  );
  await until(
    () => `all of ${wanted.length} answers to ${asked.msgid} arrive`,
    () => wanted.every((msgid) => candidate.messages().some((message) => message.msgid === msgid)),
    { withinMs: patienceMs },
  );
}

/** Message ids of the answers to one message; undefined while its turn was not taken. */
async function answersTo({ database }: CrowdStage, msgid: string): Promise<string[] | undefined> {
  const [rows] = await database.query<RowDataPacket[]>(
    `SELECT o.id, (SELECT COUNT(*) FROM transcript_lines t WHERE t.channel = 'kf' AND t.message_id LIKE ?) AS count
      FROM outbox o WHERE o.dedup_key = ?`,
    [`${msgid}:%`, `chat.replied:${msgid}`],
  );
  const [row] = rows as { id: string; count: number }[];
  return row && Array.from({ length: Number(row.count) }, (_, index) => `${row.id}-${index}`);
}

/** Mail and SMS travel beside the chat: somebody who was promised a link waits for it, then for the chat to go on. */
async function waitsForLinks(walker: Walker): Promise<void> {
  const { candidate, persona, registrant } = walker;
  if (registrant.question().name !== 'account.wait') return;
  const arrived = (): boolean =>
    candidate.mails(persona.email).length > 0 && candidate.sms(persona.mobile).length > 0;
  if (!walker.hasLinks) {
    await until('mail and SMS arrive', arrived, { withinMs: 30_000 });
    walker.hasLinks = true;
    return;
  }
  await becomes(() => registrant.question().name !== 'account.wait', { withinMs: 5_000 });
}
