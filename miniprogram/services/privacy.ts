/** Why a private interface of WeChat gave nothing: the person did not agree to the guide, or it is not declared. */
export type PrivacyTrouble = 'refused' | 'undeclared';

/** A gate that is on the page: it asks the person, and answers once. `again`: an earlier consent was cleared. */
export interface PrivacyGate {
  ask(question: { again: boolean; answer(agreed: boolean): void }): void;
}

/** The button whose press is the consent; WeChat checks that it was pressed. */
export const AGREE_BUTTON = 'agree-privacy';

type Resolve = (answer: { event: 'agree' | 'disagree'; buttonId?: string }) => void;

const KEY = 'privacyAgreed';
const gates: PrivacyGate[] = [];
let listening = false;

/** Reads a failure of a private interface; null when it failed for another reason. */
export function privacyTrouble(failure: { errno?: number; errMsg?: string }): PrivacyTrouble | null {
  const { errno, errMsg = '' } = failure;
  if (errno === 104 || /privacy permission is not authorized/i.test(errMsg)) return 'refused';
  if (errno === 112 || /not declared in the privacy/i.test(errMsg)) return 'undeclared';
  return null;
}

/** The gate of the newest page asks from now on; WeChat has one listener for the whole mini program. */
export function openGate(gate: PrivacyGate): void {
  gates.push(gate);
  if (listening) return;
  listening = true;
  // The types of the platform know the listener's answer only as an object.
  const listen = wx.onNeedPrivacyAuthorization as unknown as (listener: (resolve: Resolve) => void) => void;
  listen((resolve) => {
    const newest = gates.at(-1);
    const answer = (agreed: boolean): void => {
      if (agreed) wx.setStorageSync(KEY, true);
      resolve(agreed ? { event: 'agree', buttonId: AGREE_BUTTON } : { event: 'disagree' });
    };
    if (!newest) return answer(false);
    newest.ask({ again: wx.getStorageSync(KEY) === true, answer });
  });
}

export function closeGate(gate: PrivacyGate): void {
  const at = gates.indexOf(gate);
  if (at >= 0) gates.splice(at, 1);
}

/** Opens WeChat's privacy guide; where it does not open, a sentence says so. */
export function readGuide({ unreadable, ok }: { unreadable: string; ok: string }): void {
  wx.openPrivacyContract({
    fail: () => void wx.showModal({ content: unreadable, showCancel: false, confirmText: ok }),
  });
}
