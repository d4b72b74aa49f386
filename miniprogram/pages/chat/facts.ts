import { me } from '../../services/accounts';
import { readChat, sayInChat, type ChatMessage, type Conversation } from '../../services/chat';
import { serverNow } from '../../services/clock';
import type { Called } from '../../services/failure';
import { newId } from '../../services/ids';
import type { Query } from '../../services/navigation';
import { contactOf } from '../../services/person';
import { listRegistrations, type Registration } from '../../services/registrations';
import { maySignInSilently } from '../../services/session';
import { asksProposal, joined, withConversation, type ChatFacts } from './lines';
import { remembered } from './memory';
import { answerNotice } from './notice';

/** After this long the assistant says anew where things stand. */
const QUIET_MS = 30 * 60_000;

const NOBODY: ChatFacts = {
  signedOut: true,
  messages: [],
  cursor: null,
  handoff: null,
  notice: null,
  proposal: null,
  outgoing: null,
  photoOf: null,
  links: {},
  draft: '',
};

/** The end of the conversation; the assistant greets, or goes on, where there is a reason. */
export async function loadChat({ ask }: Query): Promise<Called<ChatFacts>> {
  if (!maySignInSilently()) return { ok: true, body: NOBODY };
  const [read, listed, contact] = await Promise.all([
    readChat({ query: {} }),
    listRegistrations({}),
    contactOf(),
    // The assistant greets in the language of this phone.
    me({}),
  ]);
  if (!read.ok) return read;
  const registration = listed.ok ? (listed.body.registrations[0] ?? null) : null;
  const proposal = registration?.proposal?.id ?? null;
  const conversation = await greeted(read.body, { standing: standingOf(registration), proposal });
  const facts = {
    ...NOBODY,
    signedOut: false,
    proposal,
    notice: await answerNotice(conversation),
    outgoing: remembered.unsent,
    photoOf: photoOf(registration),
    links: contact?.office?.links ?? {},
    draft: remembered.draft || (ask ?? ''),
  };
  return { ok: true, body: withConversation(facts, conversation) };
}

async function greeted(
  read: Conversation,
  { standing, proposal }: { standing: string; proposal: string | null },
): Promise<Conversation> {
  const moved = remembered.standing !== null && remembered.standing !== standing;
  remembered.standing = standing;
  const isUnasked = proposal !== null && isUnaskedHere(read.messages, proposal);
  const isServed = read.handoff?.state === 'served';
  if (!isUnasked && (isServed || !(moved || isQuiet(read.messages.at(-1))))) return read;
  const since = read.messages.length > 0 ? read.cursor : null;
  const said = await sayInChat({ body: { clientId: newId(), message: { kind: 'entered' }, since } });
  // What was read is enough where the greeting does not come.
  return said.ok ? joined(read, said.body) : read;
}

/**
 * Asked about also while a person serves: nothing else wants the candidate's own press then. Once, since what stands before
 * it may have to be answered first.
 */
function isUnaskedHere(messages: readonly ChatMessage[], proposal: string): boolean {
  const isNew = remembered.proposal !== proposal && !messages.some((one) => asksProposal(one, proposal));
  remembered.proposal = proposal;
  return isNew;
}

/** Nothing was said yet, or lately; or the last words fell in the other chat, whose menus are not here. */
function isQuiet(last: ChatMessage | undefined): boolean {
  return !last || last.channel === 'kf' || serverNow() - last.at > QUIET_MS;
}

function standingOf(registration: Registration | null): string {
  if (!registration) return '';
  const { id, state, version, proposal } = registration;
  // A proposed correction is asked about as soon as the page is opened.
  return `${id} ${state} ${version} ${proposal?.id ?? ''}`;
}

function photoOf(registration: Registration | null): string | null {
  const may = registration?.actions.some(({ action, possible }) => action === 'upload_photo' && possible);
  return registration && may ? registration.id : null;
}
