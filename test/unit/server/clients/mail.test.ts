import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { SmtpMailer } from '../../../../server/clients/mail';

const mail = {
  to: 'candidate@example.org',
  subject: '确认邮箱',
  text: '链接',
  html: '<p>链接</p>',
  id: 'out/1',
};
const closers: (() => void)[] = [];

/** A real mail server on a free port, with one of its steps replaced. */
async function startSmtp(options: SMTPServerOptions): Promise<{ port: number; mails: string[] }> {
  const mails: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      let text = '';
      stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
      stream.on('end', () => {
        mails.push(text);
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  return { port: (server.server.address() as AddressInfo).port, mails };
}

function mailer(port: number, timeoutMs = 2_000): SmtpMailer {
  return new SmtpMailer({
    smtpUrl: `smtp://127.0.0.1:${port}`,
    from: '报考助手 <noreply@exam.test>',
    timeoutMs,
  });
}

function refusal(code: number): Error {
  return Object.assign(new Error('candidate@example.org'), { responseCode: code });
}

afterEach(() => closers.splice(0).forEach((close) => close()));

describe('SmtpMailer', () => {
  it('sends text and page under an id that stays the same', async () => {
    const { port, mails } = await startSmtp({});
    await mailer(port).sendMail(mail);
    await mailer(port).sendMail(mail);
    expect(mails).toHaveLength(2);
    for (const text of mails) {
      expect(text).toContain('Message-ID: <out_1@exam.test>');
      expect(text).toContain('To: candidate@example.org');
      expect(text).toMatch(/text\/plain[\s\S]*text\/html/);
    }
  });

  it.each([
    [550, 'TARGET'],
    [451, 'RETRY'],
    [452, 'SLOW'],
    [530, 'CONFIG'],
    [554, 'PERMANENT'],
  ])('throws a recipient refused by %d as %s without the address', async (code, kind) => {
    const { port } = await startSmtp({ onRcptTo: (_address, _session, done) => done(refusal(code)) });
    const error: unknown = await mailer(port)
      .sendMail(mail)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'PlatformError', platform: 'mail', status: code, class: kind });
    expect(`${String(error)}${JSON.stringify(error)}`).not.toContain('candidate');
  });

  it('is one address, whatever stands in it', async () => {
    const recipients: string[] = [];
    const { port } = await startSmtp({
      onRcptTo(address, _session, done) {
        recipients.push(address.address);
        done();
      },
    });
    await mailer(port)
      .sendMail({ ...mail, to: 'a@example.org, b@example.org' })
      .catch(() => undefined);
    expect(recipients).not.toContain('b@example.org');
  });

  it('knows that nothing was sent when nobody listens', async () => {
    const { port } = await startSmtp({});
    closers.splice(0).forEach((close) => close());
    await expect(mailer(port).sendMail(mail)).rejects.toMatchObject({ sent: 'no', reason: 'connect' });
  });

  it('does not guess when the answer to the whole mail is lost', async () => {
    // The server takes the mail and never answers it.
    const { port } = await startSmtp({ onData: (stream) => void stream.resume() });
    await expect(mailer(port, 1_500).sendMail(mail)).rejects.toMatchObject({ sent: 'maybe' });
  });

  it('gives up on a server that says nothing', async () => {
    const silent: Server = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    closers.push(() => silent.close());
    const port = (silent.address() as AddressInfo).port;
    const sending = mailer(port, 300).sendMail(mail);
    await expect(sending).rejects.toMatchObject({ name: 'TransportError', sent: 'no', reason: 'connect' });
  });
});
