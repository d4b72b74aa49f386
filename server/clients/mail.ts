import type { SentMessageInfo, Transporter } from 'nodemailer';
import type { Mailer } from '../use-cases/ports/notify';
import { PlatformError, TransportError, type PlatformErrorClass } from '../use-cases/ports/platform-errors';

export interface MailOptions {
  /** `smtp://user:password@host:port` or `smtps://…` */
  smtpUrl: string;
  /** `报考助手 <noreply@example.org>` */
  from: string;
  /** For one whole mail. */
  timeoutMs?: number;
}

const PATH = 'SMTP';
/** Commands before the server has any of the mail: a failure there means that nothing was sent. */
const BEFORE_DATA = /^(EHLO|HELO|LHLO|STARTTLS|AUTH|MAIL|RCPT|API)/;

/** Sends mails over SMTP. Addresses and texts never come back in errors. */
export class SmtpMailer implements Mailer {
  private opened: Promise<Transporter<SentMessageInfo>> | null = null;
  private readonly timeoutMs: number;
  private readonly domain: string;

  constructor(private readonly options: MailOptions) {
    this.timeoutMs = options.timeoutMs ?? 20_000;
    this.domain = /@([0-9A-Za-z.-]+)/.exec(options.from)?.[1] ?? 'localhost';
  }

  /** The library is loaded with the first mail: a server that only answers never needs it. */
  private transport(): Promise<Transporter<SentMessageInfo>> {
    this.opened ??= this.open();
    return this.opened;
  }

  private async open(): Promise<Transporter<SentMessageInfo>> {
    const { createTransport } = await import('nodemailer');
    const stepMs = Math.floor(this.timeoutMs / 3);
    return createTransport({
      url: this.options.smtpUrl,
      // Shorter than the whole, so that a silent server is known not to have the mail.
      dnsTimeout: stepMs,
      connectionTimeout: stepMs,
      greetingTimeout: stepMs,
      socketTimeout: this.timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async sendMail(mail: Parameters<Mailer['sendMail']>[0]): Promise<void> {
    const transport = await this.transport();
    const sending = transport.sendMail({
      from: this.options.from,
      // As an object it is one address, whatever characters it holds.
      to: { name: '', address: mail.to },
      subject: mail.subject,
      text: mail.text,
      ...(mail.html ? { html: mail.html } : {}),
      messageId: `<${mail.id.replace(/[^0-9A-Za-z._-]/g, '_')}@${this.domain}>`,
    });
    try {
      await withDeadline(sending, this.timeoutMs);
    } catch (error) {
      throw mailError(error);
    }
  }
}

/** Class of an SMTP reply code (RFC 5321, enhanced by RFC 4954 for logins). */
function classifySmtp(code: number): PlatformErrorClass {
  if (code === 452 || code === 552) return 'SLOW';
  if ([430, 454, 530, 534, 535, 538].includes(code)) return 'CONFIG';
  if ([510, 511, 512, 550, 551, 553, 556].includes(code)) return 'TARGET';
  return code >= 400 && code < 500 ? 'RETRY' : 'PERMANENT';
}

function mailError(error: unknown): PlatformError | TransportError {
  const facts = typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {};
  const { responseCode, command, code } = facts;
  if (typeof responseCode === 'number' && responseCode >= 400) {
    const kind = classifySmtp(responseCode);
    return new PlatformError({
      platform: 'mail',
      path: PATH,
      status: responseCode,
      code: responseCode,
      class: kind,
    });
  }
  const cause = typeof code === 'string' ? code : undefined;
  // The library's own word for an address that no server would take.
  if (code === 'EENVELOPE')
    return new PlatformError({ platform: 'mail', path: PATH, status: 0, code, class: 'TARGET' });
  const unsent = neverConnected(facts) || (typeof command === 'string' && BEFORE_DATA.test(command));
  const late = code === 'ETIMEDOUT' || error instanceof DeadlineError;
  return new TransportError({
    platform: 'mail',
    path: PATH,
    reason: unsent ? 'connect' : late ? 'timeout' : 'broken_off',
    cause,
  });
}

/** The library also says `CONN` when a connection breaks off after the mail: only a failed opening proves that none left. */
function neverConnected({ code, command, syscall }: Record<string, unknown>): boolean {
  if (code === 'EDNS' || syscall === 'connect' || syscall === 'getaddrinfo') return true;
  return command === 'CONN' && code === 'ETIMEDOUT';
}

class DeadlineError extends Error {}

/** The library's timeouts count silence; a server that trickles is stopped here. */
async function withDeadline<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DeadlineError()), ms);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
