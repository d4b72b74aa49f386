import { answerPress } from '../../server/use-cases/review/answer-press';
import { pressCard, type PressAnswer } from '../../server/use-cases/review/press-card';
import { reviewRound } from '../../server/use-cases/review/review-round';
import { settleReviewCards } from '../../server/use-cases/review/settle-review-cards';
import { parseReviewTaskId, reviewTaskIdOf } from '../../shared/domain/ids';
import type { State } from '../../shared/domain/lifecycle';
import type { Registration } from '../../shared/domain/registration';
import { instantText } from '../../shared/i18n/instants';
import { staffText } from '../../shared/i18n/staff/text';
import { USELESS_CODE, type ReviewLife, type Shown } from './review-life';
import { COMPLETE } from './situations';
import {
  EVERYBODY,
  FIRST,
  fourRounds,
  LEAD,
  LEFT,
  MOVED,
  SECOND,
  SELF,
  staffChanges,
  type Later,
} from './ways-after-review';

interface Press {
  userid: string;
  taskId: string;
  key: string;
  option: string | null;
}

type Json = Record<string, unknown>;

/** The presser's own cards are tried with each entry of the drop-down, the alike ones of the others with these only. */
const SOME = [null, 'photo_quality'];

/** Every button of a card that calls back, with entries of its drop-down, and a button that no release has any more. */
function pressesOf(
  taskId: string,
  card: Json,
  { userid, whole }: { userid: string; whole: boolean },
): Press[] {
  const buttons = card['button_list'] as { key?: string }[];
  const selection = card['button_selection'] as { option_list: { id: string }[] };
  const entries = [null, ...selection.option_list.map(({ id }) => id)];
  const options = whole ? entries : entries.filter((option) => SOME.includes(option));
  const keys = buttons.flatMap(({ key }) => key ?? []);
  expect(keys).toEqual(['approve', 'reject']);
  const pressed = keys.flatMap((key) => options.map((option) => ({ userid, taskId, key, option })));
  return [...pressed, { userid, taskId, key: 'retired', option: null }];
}

async function everyPress(life: ReviewLife, everyOption: boolean): Promise<Press[]> {
  const { state, revision } = await life.find();
  const round = await life.context.unitOfWork.read((tx) => reviewRound(tx, life.registrationId));
  const presses: Press[] = [];
  for (const [taskId, { userid, card }] of life.sent) {
    // The card that can decide is no past one.
    if (state === 'pending' && parseReviewTaskId(taskId)?.attempt === round) continue;
    const whole = everyOption || userid === FIRST.userid;
    presses.push(...pressesOf(taskId, card, { userid, whole }));
    if (userid !== SECOND.userid) continue;
    presses.push(...pressesOf(taskId, card, { userid: FIRST.userid ?? '', whole: everyOption }));
  }
  const { registrationId } = life;
  const unknown = reviewTaskIdOf({ registrationId, revision, recipient: 99, attempt: round });
  presses.push({ userid: FIRST.userid ?? '', taskId: unknown, key: 'approve', option: null });
  return presses;
}

function xmlOf({ userid, taskId, key, option }: Press, code: string): string {
  const chosen =
    option === null
      ? ''
      : `<SelectedItem><QuestionKey>reason</QuestionKey><OptionIds><OptionId>${option}</OptionId></OptionIds></SelectedItem>`;
  return (
    `<xml><FromUserName>${userid}</FromUserName><MsgType>event</MsgType><Event>template_card_event</Event>` +
    `<EventKey>${key}</EventKey><TaskId>${taskId}</TaskId><ResponseCode>${code}</ResponseCode>` +
    `<SelectedItems>${chosen}</SelectedItems></xml>`
  );
}

/** Everything a press could have changed. */
function factsOf({ context, registrationId }: ReviewLife, taskIds: string[]): Promise<unknown> {
  return context.unitOfWork.read(async (tx) => ({
    registration: await tx.registrations.find(registrationId),
    history: await tx.history.listOf(registrationId),
    queued: await tx.reviewQueue.find(registrationId),
    cards: await Promise.all(taskIds.map((taskId) => tx.cards.find(taskId))),
  }));
}

/** Presses everything, one after the other; what each leads to leaves as the worker would let it. */
async function pressAll(life: ReviewLife, presses: readonly Press[]): Promise<PressAnswer[]> {
  await claimed(life);
  const { context } = life;
  const came = presses.map((press, index) => ({
    id: context.newId(),
    content: xmlOf(press, `press-${index}`),
  }));
  const ids = came.map(({ id }) => id);
  const receivedAt = context.clock.now();
  await context.unitOfWork.run(async (tx) => {
    for (const { id, content } of came)
      await tx.inbox.add({
        id,
        kind: 'wecom.card',
        digest: id.padEnd(64, '0'),
        content,
        lane: null,
        receivedAt,
      });
  });
  for (const id of ids) expect(await pressCard(context, id)).toBe('answered');
  const rows = await claimed(life);
  expect(rows.filter(({ topic }) => topic !== 'card.answered')).toEqual([]);
  const answers = new Map(rows.map(({ key, secret }) => [key, JSON.parse(secret ?? '') as PressAnswer]));
  return ids.map((id) => answers.get(`card.answered:${id}`)!);
}

async function claimed({ embedded, context }: ReviewLife) {
  const rows = [];
  for (;;) {
    const now = context.clock.now();
    const some = await embedded.queue.claim({ owner: 'test', now, leaseMs: 1_000, limit: 500 });
    if (some.length === 0) return rows;
    await embedded.queue.complete(some, now);
    rows.push(...some);
  }
}

async function answerOf(life: ReviewLife, press: Press, answer: PressAnswer): Promise<Shown> {
  const outboxId = life.context.newId();
  const { taskId, userid } = press;
  expect(await answerPress(life.context, { outboxId, taskId, userid, answer })).toEqual({ kind: 'done' });
  return life.shown.at(-1)!;
}

/** Why it changed nothing; null: the very decision that stands. */
function whyOf(press: Press, round: number, registration: Registration): PressAnswer['why'] {
  const { state, decision, answers } = registration;
  const { userid, key } = press;
  if (userid === LEFT.userid) return 'not_staff';
  const named = parseReviewTaskId(press.taskId);
  if (named?.recipient === 99) return 'absent';
  if (userid === FIRST.userid && named?.recipient !== EVERYBODY.indexOf(FIRST) + 1) return 'foreign_card';
  if (key === 'retired') return 'unknown_act';
  if (userid === MOVED.userid || answers.siteCode !== COMPLETE.siteCode) return 'absent';
  if (userid === SELF.userid) return 'conflict_of_interest';
  const outcome = key === 'approve' ? 'approved' : 'rejected';
  const isOfCard = named?.attempt === round && decision?.revision === named.revision;
  const stands = state !== 'pending' && isOfCard && decision.outcome === outcome;
  return stands && decision.decidedBy === `staff-${userid}` ? null : 'late';
}

/** What stands in the clear nowhere, and what only those may read who may see the registration. */
const CLEAR = ['王小明', '王晓明', COMPLETE.documentNumber ?? '', COMPLETE.mobile ?? ''];
const MASKED = ['王**', '359***', 'MS Office', '/staff/reviews/'];

/**
 * Lives to the state, then presses every past card: nothing changes, and each answer, on the card and where its code is
 * spent or over, tells who decided what and when to those who may know, and to others only why nothing happened.
 */
export async function pressEveryPastCard(
  state: State,
  later: Later,
  { everyOption = false } = {},
): Promise<number> {
  const life = await fourRounds();
  await later.live(life);
  await settleReviewCards(life.context, { outboxId: 'settled', registrationId: life.registrationId });
  await staffChanges(life);
  const registration = await life.find();
  expect(registration.state).toBe(state);
  const presses = await everyPress(life, everyOption);
  const taskIds = [...life.sent.keys()];
  const before = await factsOf(life, taskIds);
  const answers = await pressAll(life, presses);
  expect(await factsOf(life, taskIds)).toEqual(before);

  const round = await life.context.unitOfWork.read((tx) => reviewRound(tx, life.registrationId));
  const judged = new Set<string>();
  for (const [index, press] of presses.entries()) {
    const answer = answers[index]!;
    const why = whyOf(press, round, registration);
    expect({ press, why: answer.why }).toEqual({ press, why });
    // What is said depends on no more than this.
    const kind = `${press.userid} ${press.taskId} ${why}`;
    if (!judged.has(kind)) await judgeWords(life, { press, answer, says: later.says });
    judged.add(kind);
  }
  await life.close();
  return presses.length;
}

async function judgeWords(
  life: ReviewLife,
  { press, answer, says }: { press: Press; answer: PressAnswer; says: string[] | null },
): Promise<void> {
  const { decision } = await life.find();
  const note = answer.why === null ? '' : staffText('zh-CN', `press.${answer.why}`);
  const onCard = await answerOf(life, press, answer);
  const byText = await answerOf(life, press, { ...answer, responseCode: USELESS_CODE });
  const words = [JSON.stringify(onCard), JSON.stringify(byText)];
  for (const clear of CLEAR) expect(words.join()).not.toContain(clear);
  const knows = [FIRST, SECOND, LEAD].some(({ userid }) => userid === press.userid);
  if (says === null || !knows || answer.why === 'absent' || answer.why === 'foreign_card') {
    const told = { card: null, text: `${note}\nhttps://ncre.example.com/staff/reviews` };
    expect({ press, onCard, byText }).toEqual({ press, onCard: told, byText: told });
    for (const masked of MASKED) expect(words.join()).not.toContain(masked);
    return;
  }
  expect({ press, grey: onCard.card?.['replace_text'] }).toEqual({
    press,
    grey: expect.any(String) as string,
  });
  expect(onCard.card?.['button_selection']).toBeUndefined();
  const when = decision === null ? [] : [instantText(decision.decidedAt, 'zh-CN')];
  for (const word of words) for (const said of [...says, ...when, note]) expect(word).toContain(said);
}
