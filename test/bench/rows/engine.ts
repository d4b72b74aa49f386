import { createAssistant } from '../../../bot/assistant';
import type { Situation } from '../../../bot/ports';
import { newSession, parseSession } from '../../../bot/session';
import { registrationFacts } from '../../../server/use-cases/registration-facts';
import { plainDateAt } from '../../../shared/domain/time';
import type { Registration } from '../../../shared/domain/registration';
import type { Burst, Contestants, Running } from '../core/contestant';
import { peer } from '../core/peers';
import { answersOf } from '../world/people';
import { sampleSeason } from '../../support/season';

// Conversation engines alone: a stored snapshot is read, one answer is checked, the next question is written in the
// person's language, the snapshot is stored again. Peers play a dialog of three questions; the product plays its own.

export const contestants: Contestants = {
  product: async () => bursting(productTurns()),
  'XState rehydrated': async () => bursting(xstateTurns()),
  'botbuilder-dialogs': async () => bursting(botbuilderTurns()),
};

const TEXTS: Record<string, Record<string, string>> = {
  'zh-CN': {
    name: '请输入姓名',
    mobile: '请输入手机号',
    address: '请输入通信地址',
    again: '格式不对，请重新输入',
  },
  en: { name: 'Your name?', mobile: 'Your phone?', address: 'Your address?', again: 'Please try again' },
};
const SAID = ['林小雨', '13800138000', '朝阳路8号'];
const RULES = [/^.{2,20}$/u, /^1\d{10}$/, /^.{4,60}$/u];
const STEPS = ['name', 'mobile', 'address'];

type Turn = (count: number) => unknown;

function bursting(turn: Turn): Running {
  return {
    burst: async (ms): Promise<Burst> => {
      const end = Date.now() + ms;
      let done = 0;
      while (Date.now() < end) {
        for (let index = 0; index < 20; index += 1) await turn(done + index);
        done += 20;
      }
      return { done };
    },
    close: async () => undefined,
  };
}

function productTurns(): Turn {
  const assistant = createAssistant();
  const now = Date.now();
  const season = sampleSeason({ now, policies: { chatCollects: 'all' } });
  const [answers, stamp] = [answersOf(1), { createdAt: now, updatedAt: now }];
  const registration: Registration = {
    id: 'r',
    accountId: 'a',
    seasonId: season.id,
    state: 'draft',
    version: 1,
    revision: 1,
    answers,
    changeSet: null,
    photoId: null,
    seat: null,
    subjects: [],
    decision: null,
    informationSubmittedAt: null,
    submittedForReviewAt: null,
    openOrderId: null,
    deleteRequestedAt: null,
    deleteReason: null,
    ...stamp,
  };
  const facts = registrationFacts(registration, season, now);
  const situation: Situation = {
    now,
    today: plainDateAt(now),
    channel: 'kf',
    locale: 'zh-CN',
    account: {
      id: 'a',
      email: 'l***@example.com',
      emailVerified: true,
      mobile: '138****8000',
      mobileVerified: true,
      loginLinkSent: false,
    },
    contact: { email: 'lin@example.com', mobile: '13800138000' },
    seasons: [season],
    season,
    ticked: season.notices.map((notice) => notice.id),
    guardian: 'not_needed',
    heldAnswers: null,
    registration,
    deadlines: facts.deadlines,
    facts,
    seats: [],
    order: null,
    refunds: [],
    paid: [],
    tickets: [],
    handoff: null,
    supportOpen: true,
    messagesLeft: 5,
  };
  const fields = ['name', 'mobile', 'address'] as const;
  let stored = JSON.stringify(newSession('zh-CN'));
  return (count) => {
    const editing = fields[count % 3] ?? null;
    const session = parseSession({ ...(JSON.parse(stored) as object), editing });
    const message = { kind: 'text', text: SAID[count % 3] ?? '' } as const;
    const heard = assistant.understand(situation, session, message);
    if (heard.act.kind !== 'save_answers') throw new Error('the answer was not understood');
    const said = assistant.reply(situation, heard.session, message, heard.act, { ok: true });
    stored = JSON.stringify(said.session);
    return said.replies;
  };
}

interface XState {
  createMachine(config: object): unknown;
  assign(changes: object): unknown;
  createActor(
    machine: unknown,
    options?: object,
  ): {
    start(): void;
    send(event: object): void;
    getPersistedSnapshot(): unknown;
    getSnapshot(): { value: string; context: { locale: string } };
    stop(): void;
  };
}

function xstateTurns(): Turn {
  const { createMachine, assign, createActor } = peer<XState>('xstate');
  const step = (index: number) => ({
    on: {
      SAID: {
        target: STEPS[(index + 1) % STEPS.length],
        guard: ({ event }: { event: { text: string } }) => RULES[index]?.test(event.text) ?? false,
        actions: assign({
          answers: ({ context, event }: { context: { answers: object }; event: { text: string } }) => ({
            ...context.answers,
            [STEPS[index] ?? '']: event.text,
          }),
        }),
      },
    },
  });
  const machine = createMachine({
    initial: 'name',
    context: { locale: 'zh-CN', answers: {} },
    states: Object.fromEntries(STEPS.map((name, index) => [name, step(index)])),
  });
  const first = createActor(machine);
  first.start();
  let stored = JSON.stringify({ v: 1, snapshot: first.getPersistedSnapshot() });
  return (count) => {
    const { v, snapshot } = JSON.parse(stored) as { v: number; snapshot: unknown };
    if (v !== 1) throw new Error('an old snapshot');
    const actor = createActor(machine, { snapshot });
    actor.start();
    actor.send({ type: 'SAID', text: SAID[count % 3] ?? '' });
    const { value, context } = actor.getSnapshot();
    stored = JSON.stringify({ v: 1, snapshot: actor.getPersistedSnapshot() });
    actor.stop();
    return TEXTS[context.locale]?.[value];
  };
}

interface BotBuilder {
  BotAdapter: abstract new () => object;
  TurnContext: new (adapter: object, activity: object) => object;
  ConversationState: new (storage: object) => {
    createProperty(name: string): object;
    saveChanges(context: object): Promise<void>;
  };
  MemoryStorage: new () => object;
}

interface StepContext {
  prompt(name: string, options: object): Promise<object>;
  endDialog(): Promise<object>;
}

interface Dialogs {
  DialogSet: new (property: object) => {
    add(dialog: object): void;
    createContext(turn: object): Promise<{
      continueDialog(): Promise<{ status: string }>;
      beginDialog(name: string): Promise<unknown>;
    }>;
  };
  TextPrompt: new (
    name: string,
    validator: (prompt: { recognized: { value?: string } }) => Promise<boolean>,
  ) => object;
  WaterfallDialog: new (name: string, steps: ((step: StepContext) => Promise<object>)[]) => object;
  DialogTurnStatus: { empty: string; complete: string };
}

function botbuilderTurns(): Turn {
  const builder = peer<BotBuilder>('botbuilder');
  const { DialogSet, TextPrompt, WaterfallDialog, DialogTurnStatus } = peer<Dialogs>('botbuilder-dialogs');
  class SilentAdapter extends builder.BotAdapter {
    async sendActivities(_context: object, activities: object[]): Promise<object[]> {
      return activities.map(() => ({ id: '1' }));
    }
    async updateActivity(): Promise<void> {}
    async deleteActivity(): Promise<void> {}
  }
  const adapter = new SilentAdapter();
  const state = new builder.ConversationState(new builder.MemoryStorage());
  const dialogs = new DialogSet(state.createProperty('dialogs'));
  for (const [index, name] of STEPS.entries()) {
    dialogs.add(
      new TextPrompt(name, async ({ recognized }) => RULES[index]?.test(recognized.value ?? '') ?? false),
    );
  }
  const asks = STEPS.map((name) => (step: StepContext) => {
    const texts = TEXTS['zh-CN'];
    return step.prompt(name, { prompt: texts?.[name], retryPrompt: texts?.['again'] });
  });
  dialogs.add(new WaterfallDialog('form', [...asks, (step) => step.endDialog()]));
  return async (count) => {
    const activity = {
      type: 'message',
      channelId: 'test',
      text: SAID[count % 3],
      locale: 'zh-CN',
      from: { id: 'u' },
      recipient: { id: 'b' },
      conversation: { id: 'c' },
    };
    const turn = new builder.TurnContext(adapter, activity);
    const context = await dialogs.createContext(turn);
    const { status } = await context.continueDialog();
    // The first question, and the next round, belong to the turn that ends the one before.
    if (status === DialogTurnStatus.empty || status === DialogTurnStatus.complete) {
      await context.beginDialog('form');
    }
    await state.saveChanges(turn);
  };
}
