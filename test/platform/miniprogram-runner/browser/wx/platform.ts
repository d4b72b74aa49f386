import { phone } from '../phone';
import { choose } from '../sheets';
import { wechatWord } from '../wechat-words';
import { method, WxFailure } from './method';
import { passPrivacy } from './privacy';

/** Methods that reach WeChat's servers or other parts of the phone. The stand-in plays their other side. */
export const platformMethods = {
  login: method('login', () => {
    if (phone().conditions.network === 'none') throw new WxFailure('network disconnected');
    return phone().ask('login', {});
  }),
  checkSession: method('checkSession', () => ({})),
  requestPayment: method('requestPayment', async (options) => {
    const { timeStamp, nonceStr, package: prepay, signType, paySign } = options;
    const request = { timeStamp, nonceStr, package: prepay, signType, paySign };
    const { sum, what = '' } = (await phone().ask('paymentSum', { request })) as {
      sum: string;
      what?: string;
    };
    const { option } = await choose({
      kind: 'payment',
      title: wechatWord('payTitle'),
      text: sum,
      note: what,
      options: [wechatWord('cancel'), wechatWord('payNow')],
    });
    const outcome = option === wechatWord('payNow') ? 'success' : 'cancel';
    const { errMsg } = (await phone().ask('pay', { request, outcome })) as { errMsg: string };
    if (errMsg !== 'requestPayment:ok') throw new WxFailure(errMsg.replace('requestPayment:fail ', ''));
    return {};
  }),
  requestSubscribeMessage: method('requestSubscribeMessage', async (options) => {
    const ids = options['tmplIds'] as string[];
    if (ids.length === 0) throw new WxFailure('tmplIds empty', { errCode: 10_001 });
    if (ids.length > 3) throw new WxFailure('too many templates', { errCode: 20_003 });
    const { option } = await choose({
      kind: 'subscribe',
      title: wechatWord('noticesTitle'),
      text: wechatWord('notices', { n: ids.length }),
      options: [wechatWord('refuse'), wechatWord('allow')],
    });
    const answer = option === wechatWord('allow') ? 'accept' : 'reject';
    const answers = Object.fromEntries(ids.map((id) => [id, answer]));
    await phone().ask('subscribe', { answers });
    return answers;
  }),
  openCustomerServiceChat: method('openCustomerServiceChat', async (options) => {
    const { url } = options['extInfo'] as { url: string };
    await phone().ask('chat', { url });
    window.parent.postMessage({ kind: 'chat-opened' }, '*');
    return {};
  }),
  addPhoneCalendar: method('addPhoneCalendar', async (options) => {
    await passPrivacy('addPhoneCalendar');
    const { title, startTime, endTime, description, location } = options;
    await phone().ask('calendar', { title, startTime, endTime, description, location });
    return {};
  }),
  setClipboardData: method('setClipboardData', async (options) => {
    await passPrivacy('setClipboardData');
    await phone().ask('clipboard', { data: options['data'] });
    return {};
  }),
  makePhoneCall: method('makePhoneCall', (options) =>
    phone().ask('call', { number: options['phoneNumber'] }),
  ),
  openSetting: method('openSetting', async () => {
    const { option } = await choose({
      kind: 'setting',
      title: wechatWord('settingsTitle'),
      text: wechatWord('settings'),
      options: [wechatWord('notAllow'), wechatWord('allow')],
    });
    const answer = option === wechatWord('allow') ? 'granted' : 'refused';
    Object.assign(phone().conditions, { camera: answer, album: answer });
    return { authSetting: { 'scope.camera': answer === 'granted' } };
  }),
  getSetting: method('getSetting', () => ({
    authSetting: { 'scope.camera': phone().conditions.camera === 'granted' },
    subscriptionsSetting: { mainSwitch: true, itemSettings: {} },
  })),
};
