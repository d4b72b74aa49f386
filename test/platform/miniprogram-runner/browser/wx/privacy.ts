import { phone } from '../phone';
import { choose } from '../sheets';
import { method, WxFailure } from './method';

type Answer = (answer: { event: string; buttonId?: string }) => void;
type Listener = (resolve: Answer, info: { referrer: string }) => void;

let listener: Listener | undefined;

export const GUIDE_NAME = '《报考助手小程序隐私保护指引》';

/** The person pressed a button of the kind `agreePrivacyAuthorization`. */
export function agreeToPrivacy(): void {
  phone().conditions.privacyAgreed = true;
}

/** Lets a private call pass, or fails as WeChat does: 112 when it is not declared, 104 when the person refuses. */
export async function passPrivacy(name: string): Promise<void> {
  const { conditions } = phone();
  if (conditions.undeclared.includes(name)) {
    throw new WxFailure('api scope is not declared in the privacy agreement', { errno: 112 });
  }
  if (conditions.privacyAgreed) return;
  const agreed = listener ? await askApp(listener, name) : await askItself();
  if (!agreed) throw new WxFailure('privacy permission is not authorized', { errno: 104 });
  conditions.privacyAgreed = true;
}

function askApp(ask: Listener, referrer: string): Promise<boolean> {
  return new Promise((resolve) => {
    ask(
      ({ event }) => {
        if (event !== 'exposureAuthorization') resolve(event === 'agree');
      },
      { referrer },
    );
  });
}

/** An app without a gate of its own gets WeChat's. */
async function askItself(): Promise<boolean> {
  const text = `请阅读并同意${GUIDE_NAME}`;
  const { option } = await choose({
    kind: 'privacy',
    title: '用户隐私保护提示',
    text,
    options: ['拒绝', '同意'],
  });
  return option === '同意';
}

export const privacyMethods = {
  onNeedPrivacyAuthorization(given: Listener): void {
    listener = given;
  },
  requirePrivacyAuthorize: method('requirePrivacyAuthorize', () => passPrivacy('requirePrivacyAuthorize')),
  getPrivacySetting: method('getPrivacySetting', () => ({
    needAuthorization: !phone().conditions.privacyAgreed,
    privacyContractName: GUIDE_NAME,
  })),
  openPrivacyContract: method('openPrivacyContract', async () => {
    await choose({
      kind: 'contract',
      title: GUIDE_NAME,
      text: '（微信在这里显示指引全文）',
      options: ['返回'],
    });
  }),
};
