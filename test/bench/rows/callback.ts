import { createRequire } from 'node:module';
import { XMLParser } from 'fast-xml-parser';
import { readPlatformXml, textOf } from '../../../bot/channels/platform-xml';
import {
  createCallbackKeys,
  encryptMessage,
  openCallback,
  signCallback,
} from '../../../server/signatures/wecom-callback';
import type { Burst, Contestants, Running } from '../core/contestant';

// One delivered WeCom callback: envelope parsed, signature checked, content decrypted and parsed.

const TOKEN = 'QDG6eKqyHvMEcIlrBnoR';
const AES_KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
const CORP = 'ww1234567890abcdef';

export const contestants: Contestants = {
  product: async () => bursting(productReads()),
  '@wecom/crypto + fast-xml-parser': async () => bursting(peerReads()),
};

interface Delivered {
  body: string;
  timestamp: string;
  nonce: string;
  signature: string;
}

function delivered(): Delivered {
  const keys = createCallbackKeys({ token: TOKEN, encodingAesKey: AES_KEY, receiveId: CORP });
  if (!keys) throw new Error('the key has a wrong shape');
  const message = `<xml><ToUserName><![CDATA[${CORP}]]></ToUserName><FromUserName><![CDATA[reviewer-1]]></FromUserName><CreateTime>1764000000</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[template_card_event]]></Event><EventKey><![CDATA[approve]]></EventKey><TaskId><![CDATA[review-01kb2m3n4p5q6r7s8t9vabcdef-1-1-1]]></TaskId><CardType><![CDATA[button_interaction]]></CardType><ResponseCode><![CDATA[abcdefghijklmnop]]></ResponseCode><AgentID>1000002</AgentID></xml>`;
  const [timestamp, nonce] = ['1764000000', '1372623149'];
  const ciphertext = encryptMessage(keys, message);
  const signature = signCallback(TOKEN, { timestamp, nonce, ciphertext });
  const body = `<xml><ToUserName><![CDATA[${CORP}]]></ToUserName><AgentID><![CDATA[1000002]]></AgentID><Encrypt><![CDATA[${ciphertext}]]></Encrypt></xml>`;
  return { body, timestamp, nonce, signature };
}

function productReads(): () => string {
  const { body, timestamp, nonce, signature } = delivered();
  const keys = createCallbackKeys({ token: TOKEN, encodingAesKey: AES_KEY, receiveId: CORP });
  if (!keys) throw new Error('the key has a wrong shape');
  return () => {
    const ciphertext = textOf(readPlatformXml(body) ?? {}, 'Encrypt');
    const opened = openCallback(keys, { timestamp, nonce, ciphertext, msgSignature: signature });
    if (!opened.ok) throw new Error(opened.reason);
    return textOf(readPlatformXml(opened.message) ?? {}, 'TaskId');
  };
}

interface WecomCrypto {
  getSignature(token: string, timestamp: string, nonce: string, encrypt: string): string;
  decrypt(aesKey: string, encrypt: string): { message: string; id: string };
}

function peerReads(): () => string {
  const { getSignature, decrypt } = createRequire(__filename)('@wecom/crypto') as WecomCrypto;
  const parser = new XMLParser();
  const { body, timestamp, nonce, signature } = delivered();
  return () => {
    const envelope = parser.parse(body) as { xml: { Encrypt: string } };
    if (getSignature(TOKEN, timestamp, nonce, envelope.xml.Encrypt) !== signature)
      throw new Error('signature');
    const { message } = decrypt(AES_KEY, envelope.xml.Encrypt);
    return (parser.parse(message) as { xml: { TaskId: string } }).xml.TaskId;
  };
}

function bursting(read: () => string): Running {
  const expected = 'review-01kb2m3n4p5q6r7s8t9vabcdef-1-1-1';
  return {
    burst: async (ms): Promise<Burst> => {
      const end = Date.now() + ms;
      let done = 0;
      while (Date.now() < end) {
        for (let index = 0; index < 50; index += 1) if (read() !== expected) throw new Error('read wrongly');
        done += 50;
      }
      return { done };
    },
    close: async () => undefined,
  };
}
