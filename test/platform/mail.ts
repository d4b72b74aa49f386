import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Core } from './core/core';
import { parseMail, type ParsedMail } from './mime';

export interface Mail extends ParsedMail {
  id: string;
  at: number;
  from: string;
  to: string[];
}

export interface MailHost {
  /** For `SMTP_URL`. */
  url: string;
  inbox: Mail[];
  close(): Promise<void>;
}

/** Addresses of this domain do not exist: 550. */
export const UNKNOWN_DOMAIN = 'nowhere.invalid';

type Done = (error?: Error | null) => void;

/** A mail server that keeps every mail; faults under the path `smtp`. */
export async function startMail(core: Core): Promise<MailHost> {
  const inbox: Mail[] = [];
  const sockets = new Map<number, Socket>();
  const hangUp = (session: SMTPServerSession): void => void sockets.get(session.remotePort)?.destroy();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onAuth: (_auth, _session, callback) => callback(null, { user: 'anyone' }),
    onRcptTo({ address }, _session, callback) {
      callback(address.endsWith(`@${UNKNOWN_DOMAIN}`) ? smtpError(550, 'no such user') : null);
    },
    onData(stream, session, callback) {
      void receive(core, inbox, { stream, session, callback, hangUp });
    },
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    const port = socket.remotePort ?? 0;
    sockets.set(port, socket);
    socket.on('close', () => void sockets.delete(port));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    inbox,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets.values()) socket.destroy();
      }),
  };
}

async function receive(
  core: Core,
  inbox: Mail[],
  input: {
    stream: SMTPServerDataStream;
    session: SMTPServerSession;
    callback: Done;
    hangUp(session: SMTPServerSession): void;
  },
): Promise<void> {
  const { stream, session, callback, hangUp } = input;
  const parts: Buffer[] = [];
  for await (const part of stream as AsyncIterable<Buffer>) parts.push(part);
  const fault = core.faults.take('smtp');
  if (fault?.how === 'busy') return callback(smtpError(451, 'try again later'));
  if (fault?.how === 'http-500') return callback(smtpError(554, 'rejected'));
  if (fault?.how === 'refuse-connection') return hangUp(session);
  keep(core, inbox, { raw: Buffer.concat(parts), session });
  if (fault?.how === 'answer-lost') return hangUp(session);
  if (fault?.how === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms).unref());
  callback();
}

function keep(core: Core, inbox: Mail[], input: { raw: Buffer; session: SMTPServerSession }): void {
  const { mailFrom, rcptTo } = input.session.envelope;
  const mail: Mail = {
    id: core.ids.next('mail_'),
    at: core.clock.now(),
    from: mailFrom ? mailFrom.address : '',
    to: rcptTo.map(({ address }) => address),
    ...parseMail(input.raw),
  };
  inbox.push(mail);
  const { id, to, subject, text } = mail;
  core.timeline.record({ area: 'mail', kind: 'mail.received', who: to[0], data: { id, to, subject, text } });
}

function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
