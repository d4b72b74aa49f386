import { FIELDS, type AskedField } from '../../shared/domain/fields';
import { phoneZhCn } from '../../shared/i18n/phone/zh-CN';
import type { Play } from './player';

/** What is done on the pages of the mini program on the way through a registration; `：` names about what. */
export const PAGE_ACTS: Record<string, (play: Play, about: string) => Promise<void>> = {
  /** `填：姓名`, or with another answer than the person's own `填：姓名＝李四`. */
  填: async (play, about) => {
    const [label = '', given] = about.split('＝');
    await signedIn(play);
    await play.walker.fills(fieldCalled(label), given);
    await tellNext(play);
  },
  /** A page that was opened before the newest answer and is saved after it. */
  旧页面填: async (play, about) => {
    const [label = '', given] = about.split('＝');
    await signedIn(play);
    const registration = await play.phone.registration();
    const answer = await play.phone.call('PUT', `/registrations/${registration?.id}/answers`, {
      expectedVersion: (registration?.version ?? 0) - 1,
      answers: { [fieldCalled(label)]: given },
    });
    if (answer.ok) throw new Error('the page was not refused');
    const [both] = answer.error.fields ?? [];
    const { stored, given: typed } = both?.params ?? {};
    play.show(`小程序：${answer.status} ${answer.error.code} 已保存的${stored}，这里填的${typed}`);
  },
  /** The next thing that the phone shows, whatever it is. */
  接着办: async (play) => {
    await signedIn(play);
    await play.walker.next();
    await tellNext(play);
  },
  传照片: async (play) => {
    await signedIn(play);
    await play.walker.sendsPhoto();
    await tellNext(play);
  },
  看进度: async (play) => {
    await signedIn(play);
    await tellNext(play);
  },
  /** An account by codes, as the pages make it. */
  登录: async (play) => {
    const { phone, candidate, registrant, stage } = play;
    const { email, mobile } = registrant.particulars;
    await phone.signsIn();
    for (const [via, value] of [
      ['email', email],
      ['mobile', mobile],
    ] as const) {
      await phone.call('POST', '/proofs', { via, value });
      await stage.settle();
      const sent =
        via === 'email'
          ? candidate.mails(email).at(-1)?.text
          : JSON.stringify(candidate.sms(mobile).at(-1)?.params);
      const code = /(?<!\d)\d{6}(?!\d)/.exec(sent ?? '')?.[0];
      await phone.call('POST', '/proofs/confirm', { via, code });
    }
    play.show('小程序：邮箱和手机号都已验证');
  },
  /** 继续对话: the page hands the person over to the chat. */
  继续对话: async ({ phone, candidate }) => {
    await phone.signsIn();
    const link = await phone.call<{ url: string }>('POST', '/chat-link');
    if (!link.ok) throw new Error(`no way into the chat: ${link.status}`);
    await candidate.followsChatLink(link.body.url);
  },
};

async function signedIn({ phone }: Play): Promise<void> {
  const signed = await phone.signsIn();
  if (!signed.ok) throw new Error(`the phone is not let in: ${signed.status}`);
}

function fieldCalled(label: string): AskedField {
  const found = FIELDS.find(({ field }) => phoneZhCn[`answer.${field}`] === label);
  if (!found) throw new Error(`no question is called ${label}`);
  return found.field;
}

const STEPS: Record<string, string> = {
  account: '验证邮箱和手机号',
  notice: '阅读须知',
  guardian: '监护人同意',
  summary: '检查并保证',
  photo: '上传照片',
  review: '提交审核',
  payment: '缴费',
  done: '已缴费',
  ended: '已结束',
};

/** Where the pages stand now: the same place as in the chat. */
async function tellNext({ phone, show }: Play): Promise<void> {
  const registration = await phone.registration();
  const { step, about } = registration?.position ?? { step: 'account', about: null };
  const named = step === 'question' ? phoneZhCn[`answer.${about as AskedField}`] : STEPS[step];
  show(`小程序：接下来是“${named}”`);
}
