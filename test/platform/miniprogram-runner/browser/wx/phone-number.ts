import { phone } from '../phone';
import { choose } from '../sheets';
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
  const text = '报考助手申请获取并验证你的手机号';
  const { option } = await choose({ kind: 'phone-number', title: text, options: ['不允许', '允许'] });
  if (option !== '允许') return { errMsg: `${openType}:fail user deny` };
  const { code } = (await phone().ask('phoneNumberCode', {})) as { code: string };
  return { errMsg: `${openType}:ok`, code };
}
