/** Sends one mail. Throws PlatformError when the server refused it, TransportError when its fate is not certain. */
export interface Mailer {
  sendMail(mail: {
    to: string;
    subject: string;
    text: string;
    html?: string;
    /** Keeps the Message-ID the same over repeats, so that a doubled mail can be recognised. */
    id: string;
  }): Promise<void>;
}

/** Sends one text message through `POST {to, template, params, id}`; an adapter of a provider fits behind it. */
export interface SmsSender {
  /** `id` is the same over repeats: the provider sends it once. */
  sendSms(sms: {
    to: string;
    template: string;
    params: Readonly<Record<string, string>>;
    id: string;
  }): Promise<void>;
}
