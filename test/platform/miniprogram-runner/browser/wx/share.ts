import { phone } from '../phone';
import { routes } from '../router';
import { showToast } from '../sheets';

interface Shared {
  title?: string;
  path?: string;
}

/** A tap on a share button: the page says what it sends, and the owner picks a friend, who gets it as a card. */
export async function share(): Promise<void> {
  const page = routes().top();
  const tell = page?.['onShareAppMessage'];
  if (typeof tell !== 'function') {
    showToast('当前页面不可转发', { duration: 1500 });
    return;
  }
  const { title = '', path = '' } = (tell.call(page, { from: 'button' }) ?? {}) as Shared;
  await phone().ask('share', { title, path });
}
