import { createAssistant } from '../../../bot/assistant';
import { viewOf } from '../../../bot/engine/view';
import type { Locale } from '../../../bot/ports';
import { displayAnswer, lengthOfName } from '../../../bot/replies/display';
import { render } from '../../../bot/replies/render';
import { newSession, parseSession } from '../../../bot/session';
import { fieldOf, type FieldCheck } from '../../../shared/domain/fields';
import type { Answers } from '../../../shared/domain/registration';
import { plainDateAt } from '../../../shared/domain/time';
import type { TextKey } from '../../../shared/i18n/keys';
import type { Burst, Contestants, Running } from '../core/contestant';
import { peer } from '../core/peers';
import { NOW, SEASON, situation, without } from '../../support/situations';

// Conversation engines alone. Every side plays the same form round after round: name, mobile (wrong once), e-mail. A turn
// reads the stored snapshot from JSON, checks the answer by the product's own rule, writes the product's own sentences
// (what was noted or what is wrong, then the next question) and stores the snapshot as JSON; the peers call the same
// rules and texts, and a first round ends the run unless each said word for word what is expected. Left out on every side
// is what the host does: loading, saving, and judging the whole draft anew (rows `turn-change` and `save-step`). What the
// product does besides and the peers do not: global words, questions of the list, menus, the masked copy of what was said.

export const contestants: Contestants = {
  product: () => bursting(productTurns()),
  'XState rehydrated': () => bursting(xstateTurns()),
  'botbuilder-dialogs': () => bursting(botbuilderTurns()),
};

type Name = 'name' | 'mobile' | 'email';

const STEPS = ['name', 'mobile', 'email'] as const;

const ROUND: readonly { name: Name; text: string; next: Name }[] = [
  { name: 'name', text: '林小雨', next: 'mobile' },
  { name: 'mobile', text: '1380013800', next: 'mobile' },
  { name: 'mobile', text: '13800138000', next: 'email' },
  { name: 'email', text: 'lin@example.com', next: 'name' },
];

const said = (count: number): (typeof ROUND)[number] => ROUND[count % ROUND.length]!;

const context = { season: SEASON, answers: {}, today: plainDateAt(NOW) };

const check = (name: Name, text: string): FieldCheck => fieldOf(name).check(text, context);

const SHOWN = viewOf(situation(), newSession('zh-CN'));

/** What is said to an answer that was taken, in the words of the product's texts. */
function notedText(locale: Locale, name: Name, value: string): string {
  const answers: Answers = { [name]: value };
  const item = render(locale, 'ack.item', {
    field: render(locale, `answer.${name}`),
    value: displayAnswer(name, answers, SHOWN),
  });
  const length = name === 'name' ? render(locale, 'ack.name_check', { n: lengthOfName(value) }) : '';
  return render(locale, 'ack.saved', { items: item + length });
}

function askText(locale: Locale, name: Name): string {
  return render(locale, `ask.${name}`);
}

/** What was noted or what is wrong, then the next question. */
function replyText(locale: Locale, outcome: FieldCheck, { name, next }: { name: Name; next: Name }): string {
  const before = outcome.ok
    ? notedText(locale, name, String(outcome.value))
    : render(locale, outcome.code as TextKey, outcome.params);
  return `${before}\n\n${askText(locale, next)}`;
}

/** One round in which every turn has to say what the form says. */
async function provenEqual(turn: Turn): Promise<void> {
  for (const [count, one] of ROUND.entries()) {
    const expected = replyText('zh-CN', check(one.name, one.text), one);
    const heard = await turn(count);
    if (heard !== expected) throw new Error(`said ${JSON.stringify(heard)}, not ${JSON.stringify(expected)}`);
  }
}

/** One message of the person to one of ours. */
type Turn = (count: number) => string | Promise<string>;

async function bursting(turn: Turn): Promise<Running> {
  await provenEqual(turn);
  return {
    burst: async (ms): Promise<Burst> => {
      const end = Date.now() + ms;
      let done = 0;
      while (Date.now() < end) {
        for (let index = 0; index < 5 * ROUND.length; index += 1) await turn(index);
        done += 5 * ROUND.length;
      }
      return { done };
    },
    close: async () => undefined,
  };
}

function productTurns(): Turn {
  const assistant = createAssistant();
  // A draft in which only the form's three answers may be missing, as the host hands it over.
  const contact = { email: null, mobile: null };
  const at = {
    name: situation({ answers: without(...STEPS), contact }),
    mobile: situation({ answers: without('mobile', 'email'), contact }),
    email: situation({ answers: without('email'), contact }),
  };
  let stored = JSON.stringify(newSession('zh-CN'));
  return (count) => {
    const { name, text, next } = said(count);
    const session = parseSession(JSON.parse(stored));
    const message = { kind: 'text', text } as const;
    const heard = assistant.understand(at[name], session, message);
    const reply = assistant.reply(at[next], heard.session, message, heard.act, { ok: true });
    stored = JSON.stringify(reply.session);
    const [only] = reply.replies;
    return only?.kind === 'text' ? only.text : '';
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
    getSnapshot(): { value: Name; context: { locale: Locale } };
    stop(): void;
  };
}

interface Heard {
  event: { outcome: FieldCheck };
}

/** As the guide on persistence has it: an actor from the stored snapshot, one event, the snapshot stored again. */
function xstateTurns(): Turn {
  const { createMachine, assign, createActor } = peer<XState>('xstate');
  const step = (name: Name, index: number) => ({
    on: {
      SAID: {
        target: STEPS[(index + 1) % STEPS.length],
        guard: ({ event }: Heard) => event.outcome.ok,
        actions: assign({
          answers: ({ context: { answers }, event }: Heard & { context: { answers: object } }) => ({
            ...answers,
            [name]: event.outcome.ok ? event.outcome.value : '',
          }),
        }),
      },
    },
  });
  const machine = createMachine({
    initial: 'name',
    context: { locale: 'zh-CN', answers: {} },
    states: Object.fromEntries(STEPS.map((name, index) => [name, step(name, index)])),
  });
  const first = createActor(machine);
  first.start();
  let stored = JSON.stringify({ v: 1, snapshot: first.getPersistedSnapshot() });
  return (count) => {
    const { v, snapshot } = JSON.parse(stored) as { v: number; snapshot: unknown };
    if (v !== 1) throw new Error('an old snapshot');
    const actor = createActor(machine, { snapshot });
    actor.start();
    const name = actor.getSnapshot().value;
    const outcome = check(name, said(count).text);
    actor.send({ type: 'SAID', outcome });
    const { value, context } = actor.getSnapshot();
    stored = JSON.stringify({ v: 1, snapshot: actor.getPersistedSnapshot() });
    actor.stop();
    return replyText(context.locale, outcome, { name, next: value });
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
  values: Record<string, unknown>;
  result: string;
  prompt(name: string, options: object): Promise<object>;
  replaceDialog(name: string, options: object): Promise<object>;
}

interface Validating {
  recognized: { succeeded: boolean; value?: string };
  options: { prompt: string; retryPrompt?: string };
}

interface Dialogs {
  DialogSet: new (property: object) => {
    add(dialog: object): void;
    createContext(turn: object): Promise<{
      continueDialog(): Promise<{ status: string }>;
      beginDialog(name: string): Promise<unknown>;
    }>;
  };
  TextPrompt: new (name: string, validator: (prompt: Validating) => Promise<boolean>) => object;
  WaterfallDialog: new (
    name: string,
    steps: ((step: StepContext & { options: { before?: string } }) => Promise<object>)[],
  ) => object;
  DialogTurnStatus: { empty: string };
}

/** As its guide on dialogs has it: a waterfall of prompts with validators; the state goes through its own storage, as JSON. */
function botbuilderTurns(): Turn {
  const builder = peer<BotBuilder>('botbuilder');
  const { DialogSet, TextPrompt, WaterfallDialog, DialogTurnStatus } = peer<Dialogs>('botbuilder-dialogs');
  let heard = '';
  class SilentAdapter extends builder.BotAdapter {
    async sendActivities(_context: object, activities: { text: string }[]): Promise<object[]> {
      heard = activities[0]?.text ?? '';
      return activities.map(() => ({ id: '1' }));
    }
    async updateActivity(): Promise<void> {}
    async deleteActivity(): Promise<void> {}
  }
  const adapter = new SilentAdapter();
  const state = new builder.ConversationState(new builder.MemoryStorage());
  const dialogs = new DialogSet(state.createProperty('dialogs'));
  const locale = 'zh-CN';
  for (const name of STEPS) {
    dialogs.add(
      new TextPrompt(name, async ({ recognized, options }) => {
        const outcome = check(name, recognized.value ?? '');
        if (!outcome.ok) options.retryPrompt = replyText(locale, outcome, { name, next: name });
        return recognized.succeeded && outcome.ok;
      }),
    );
  }
  const noted = (step: StepContext, name: Name): string => {
    step.values[name] = step.result;
    return `${notedText(locale, name, step.result)}\n\n`;
  };
  dialogs.add(
    new WaterfallDialog('form', [
      (step) => step.prompt('name', { prompt: `${step.options.before ?? ''}${askText(locale, 'name')}` }),
      (step) => step.prompt('mobile', { prompt: noted(step, 'name') + askText(locale, 'mobile') }),
      (step) => step.prompt('email', { prompt: noted(step, 'mobile') + askText(locale, 'email') }),
      (step) => step.replaceDialog('form', { before: noted(step, 'email') }),
    ]),
  );
  const take = async (text: string): Promise<string> => {
    const activity = {
      type: 'message',
      channelId: 'test',
      text,
      locale,
      from: { id: 'u' },
      recipient: { id: 'b' },
      conversation: { id: 'c' },
    };
    const turn = new builder.TurnContext(adapter, activity);
    const dialog = await dialogs.createContext(turn);
    const { status } = await dialog.continueDialog();
    if (status === DialogTurnStatus.empty) await dialog.beginDialog('form');
    await state.saveChanges(turn);
    return heard;
  };
  let greeted = false;
  return async (count) => {
    // The first message of all only starts the form.
    if (!greeted) await take('');
    greeted = true;
    return take(said(count).text);
  };
}
