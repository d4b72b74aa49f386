import { me } from '../../services/accounts';
import type { Called } from '../../services/failure';
import { maySignInSilently, type Account } from '../../services/session';
import { listSubscriptions, type Subscription } from '../../services/subscriptions';

/** Who is signed in, and what WeChat may send. Settings of the phone are read when they are drawn. */
export interface SettingsFacts {
  account: Account | null;
  /** Null when it cannot be told now; it is no reason to hide the rest. */
  subscriptions: Subscription[] | null;
  /** WeChat's own switch for all messages of this mini program. */
  noticesOn: boolean;
}

export async function loadSettings(): Promise<Called<SettingsFacts>> {
  const noticesOn = await mainSwitch();
  if (!maySignInSilently()) return { ok: true, body: { account: null, subscriptions: null, noticesOn } };
  const known = await me({});
  if (!known.ok) return known;
  const { account } = known.body;
  const listed = account ? await listSubscriptions({}) : null;
  const subscriptions = listed?.ok ? listed.body.templates : null;
  return { ok: true, body: { account, subscriptions, noticesOn } };
}

function mainSwitch(): Promise<boolean> {
  return new Promise((resolve) => {
    wx.getSetting({
      withSubscriptions: true,
      success: ({ subscriptionsSetting }) => resolve(subscriptionsSetting.mainSwitch),
      fail: () => resolve(true),
    });
  });
}
