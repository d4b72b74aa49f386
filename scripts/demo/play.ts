import type { Candidate } from '../../test/platform/hands/candidate';
import { says } from '../../test/platform/hands/chat-questions';
import { drawnPhotos } from '../../test/platform/hands/drawn-photos';
import { personaOf, secretsOf, type Persona } from '../../test/platform/hands/particulars';
import { createPageWalker } from '../../test/platform/hands/page-walker';
import { createPhoneApp, type PhoneApp } from '../../test/platform/hands/phone-app';
import { createRegistrant, type Registrant } from '../../test/platform/hands/registrant';
import type { PhoneMenuItem } from '../../test/platform/kf/state';
import type { Stack } from './stack';
import type { Transcript } from './transcript';

/** One scenario: a short play with expectations. */
export interface Scenario {
  key: string;
  title: string;
  /** Pushes the clock beyond the season's ends: it gets a stage of its own. */
  pushesFar?: boolean;
  play(play: Play): Promise<void>;
}

/** Somebody who registers, with phone, chat and mini program. */
export interface Actor extends Registrant {
  candidate: Candidate;
  app: PhoneApp;
  persona: Persona;
  /** True when a message that came since the last question to this function says the text of the key. */
  heard(key: Parameters<typeof says>[1]): boolean;
  /** The item of the newest menus that opens the mini program. */
  appItem(): PhoneMenuItem;
}

/** What a scenario plays with. */
export interface Play {
  stack: Stack;
  photos: Record<'good' | 'another' | 'blue' | 'small' | 'blank' | 'blurred', Buffer>;
  /** A line of the transcript that tells what is going on. */
  tells(line: string): void;
  expects(what: string, holds: boolean): void;
  /** A new person who enters the chat with a phone of their own. */
  actor(fields?: Partial<Persona['fields']>): Promise<Actor>;
  settle(): Promise<void>;
}

/** Counts what was expected and what did not hold. */
export interface Tally {
  held: number;
  broken: string[];
}

export interface Stage {
  play: Play;
  /** Everything personal that was typed on this stage. */
  secrets(): string[];
}

let people = 0;

export async function setStage(stack: Stack, transcript: Transcript, tally: Tally): Promise<Stage> {
  const photos = Object.fromEntries((await drawnPhotos()).map(({ key, bytes }) => [key, bytes]));
  const actors: Actor[] = [];
  const play: Play = {
    stack,
    photos: photos as Play['photos'],
    tells: (line) => transcript.tells(line),
    expects(what, holds) {
      transcript.expects(what, holds);
      if (holds) tally.held += 1;
      else tally.broken.push(what);
    },
    async actor(fields) {
      people += 1;
      const persona = personaOf(people, play.photos.good, fields);
      const actor = createActor(stack, persona, `考生${people}`);
      transcript.hides(secretsOf(persona));
      actors.push(actor);
      await actor.candidate.entersChat();
      await stack.settle();
      return actor;
    },
    settle: () => stack.settle(),
  };
  return { play, secrets: () => actors.flatMap(({ persona }) => secretsOf(persona)) };
}

function createActor(stack: Stack, persona: Persona, nickname: string): Actor {
  const candidate = stack.platform.candidate({ nickname, phone: persona.mobile });
  const app = createPhoneApp(candidate, () => stack.publicUrl);
  const { settle } = stack;
  // Personal questions are answered where the chat sends the person: in the mini program.
  const page = createPageWalker({ app, particulars: () => persona, season: () => stack.season, settle });
  const registrant = createRegistrant({ candidate, particulars: persona, settle, page });
  let read = 0;
  return Object.assign(registrant, {
    app,
    persona,
    heard(key: Parameters<typeof says>[1]) {
      const fresh = candidate
        .messages()
        .slice(read)
        .filter(({ from }) => from === 'bot');
      read = candidate.messages().length;
      return says(fresh, key);
    },
    appItem() {
      for (const message of candidate.messages().toReversed()) {
        const item = message.menu?.items.find(({ kind }) => kind === 'miniprogram');
        if (item) return item;
      }
      throw new Error('no item of the mini program has arrived');
    },
  });
}
