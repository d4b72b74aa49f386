import { phone } from '../phone';
import { choose } from '../sheets';
import { wechatWord } from '../wechat-words';
import { passPrivacy } from './privacy';
import { WxFailure } from './method';

/** The phone number button: what its event carries. */
export async function askForPhoneNumber(openType: string): Promise<Record<string, unknown>> {
  try {
    await passPrivacy(openType);
  } catch (error) {
    const numbers = error instanceof WxFailure ? error.numbers : {};
    return { errMsg: `${openType}:fail ${String((error as Error).message)}`, ...numbers };
  }
  if (phone().conditions.phoneNumber === 'used-up') {
    return { errMsg: `${openType}:fail no quota`, errno: 1_400_001 };
  }
  const { option } = await choose({
    kind: 'phone-number',
    title: wechatWord('numberTitle'),
    options: [wechatWord('notAllow'), wechatWord('allow')],
  });
  if (option !== wechatWord('allow')) return { errMsg: `${openType}:fail user deny` };
  const { code } = (await phone().ask('phoneNumberCode', {})) as { code: string };
  return { errMsg: `${openType}:ok`, code };
}
