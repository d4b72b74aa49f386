import { readKfMessage, type KfContent, type KfInbound } from '../../../bot/channels/wecom-kf';
import type { ChatMessage } from '../../../bot/ports';
import { examinePicture, type PictureContext } from '../photos/examine-picture';
import { followServicer, noteServicerMessage } from '../support/follow-servicer';
import { goOnOnReturn } from './continue-in-chat';
import { joinByScene } from '../accounts/join-by-scene';
import { askUnionid, joinByUnionid, type CustomerContext } from '../accounts/join-by-unionid';
import { noteFailedSend } from './note-failed-send';
import type { InboxMessage } from '../ports/messaging';
import type { PhotoRecord } from '../ports/registrations';
import type { TurnContext, Turned } from './chat-turn';
import { takeChatTurn } from './take-chat-turn';

export type ReceiveContext = TurnContext & PictureContext & CustomerContext;

/** A welcome code lives 20 seconds from the person's entry (kf.md 4.2); later it is of no use. */
const WELCOME_LIFE_MS = 20_000;

export type Received = Turned | 'noted' | 'nothing';

/**
 * Works on the stored messages of the customer whose message this is, oldest first, up to this one, so that they are
 * answered in the order they came whichever job runs first. Two jobs may meet at the oldest: the later one finds it
 * answered and goes on, so that no message is left without a job. `conflict`: somebody else changed the conversation
 * meanwhile; run again. A message that is hopeless is given up with an alarm: it would silence the conversation for ever.
 */
export async function receiveKfMessage(
  context: ReceiveContext,
  inboxId: string,
  isHopeless: (error: unknown) => boolean,
): Promise<Received> {
  for (;;) {
    const next = await context.unitOfWork.read(async (tx) => {
      const own = await tx.inbox.find(inboxId);
      if (!own?.lane) return null;
      return tx.inbox.nextOf(own.lane);
    });
    if (!next) return 'nothing';
    const received = await workOn(context, next).catch((error: unknown) => {
      if (!isHopeless(error)) throw error;
      context.logger.error('chat.message_given_up', { inboxId: next.id, error });
      return finish(context, next.id);
    });
    if (received === 'conflict' || next.id === inboxId) return received;
  }
}

async function workOn(context: ReceiveContext, stored: InboxMessage): Promise<Received> {
  const message = readKfMessage(JSON.parse(stored.content) as Record<string, unknown>);
  if (!message) return finish(context, stored.id);
  switch (message.kind) {
    case 'customer_wrote':
      return takeMessage(context, { inboxId: stored.id, message });
    case 'entered':
      return takeEntry(context, { inboxId: stored.id, message });
    case 'servicer_wrote':
      return noteServicerMessage(context, { inboxId: stored.id, message });
    case 'session_changed':
      return followServicer(context, { inboxId: stored.id, message });
    case 'send_failed':
      return noteFailedSend(context, { inboxId: stored.id, message });
    case 'recalled':
      return forget(context, { inboxId: stored.id, message });
    case 'other':
      return finish(context, stored.id);
  }
}

async function takeMessage(
  context: ReceiveContext,
  { inboxId, message }: { inboxId: string; message: Extract<KfInbound, { kind: 'customer_wrote' }> },
): Promise<Received> {
  const { messageId, externalUserId, openKfId, sentAt, content } = message;
  const { heard, photo } = await readContent(context, { content, externalUserId, inboxId });
  const turned = await takeChatTurn(context, {
    inboxId,
    messageId,
    externalUserId,
    openKfId,
    sentAt,
    message: heard,
    photo,
    eventCode: null,
  });
  if (photo && turned !== 'conflict') await dropUnkept(context, photo.id);
  return turned;
}

/**
 * A picture is fetched, examined and stored before the turn: no platform is called inside a unit of work. Its file is named
 * after the message, so that a turn that runs again writes the same one.
 */
async function readContent(
  context: ReceiveContext,
  { content, externalUserId, inboxId }: { content: KfContent; externalUserId: string; inboxId: string },
): Promise<{ heard: ChatMessage; photo: PhotoRecord | null }> {
  if (content.kind !== 'picture') return { heard: content, photo: null };
  const asked = { mediaId: content.mediaId, externalUserId, photoId: inboxId };
  const { result, photo } = await examinePicture(context, asked);
  return { heard: { kind: 'picture', result }, photo };
}

/** A picture sent where none was asked for, or in a state that takes none, leaves nothing behind (PR5). */
async function dropUnkept(context: ReceiveContext, photoId: string): Promise<void> {
  const kept = await context.unitOfWork.read((tx) => tx.photos.find(photoId));
  if (!kept) await context.photoStore.delete(photoId);
}

async function takeEntry(
  context: ReceiveContext,
  { inboxId, message }: { inboxId: string; message: Extract<KfInbound, { kind: 'entered' }> },
): Promise<Received> {
  const { messageId, externalUserId, openKfId, sentAt, sceneParam } = message;
  if (sceneParam) await joinByScene(context, { sceneParam, externalUserId });
  const unionid = await askUnionid(context, externalUserId);
  const joined = unionid && (await joinByUnionid(context, { externalUserId, unionid }));
  const inTime = context.clock.now() - sentAt < WELCOME_LIFE_MS;
  const turned = await takeChatTurn(context, {
    inboxId,
    messageId,
    externalUserId,
    openKfId,
    sentAt,
    message: { kind: 'entered' },
    photo: null,
    eventCode: inTime ? message.welcomeCode : null,
  });
  // A stranger has an account of the chat by now, which the mini program shall know.
  if (unionid && joined === 'unknown') await joinByUnionid(context, { externalUserId, unionid });
  if (turned === 'silent') await goOnOnReturn(context, { externalUserId, cause: messageId });
  return turned;
}

/** Whoever takes a message back finds it gone from our copy too; what it had led to stays (kf.md 3.3). */
async function forget(
  context: ReceiveContext,
  { inboxId, message }: { inboxId: string; message: Extract<KfInbound, { kind: 'recalled' }> },
): Promise<Received> {
  await context.unitOfWork.run(async (tx) => {
    await tx.inbox.finish(inboxId, context.clock.now());
    await tx.transcripts.blank('kf', message.recalledMessageId);
  });
  return 'noted';
}

async function finish(context: ReceiveContext, inboxId: string): Promise<Received> {
  await context.unitOfWork.run((tx) => tx.inbox.finish(inboxId, context.clock.now()));
  return 'noted';
}
