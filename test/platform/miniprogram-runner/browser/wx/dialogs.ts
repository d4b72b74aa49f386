import { choose, hideToast, showToast } from '../sheets';
import { wechatWord } from '../wechat-words';
import { method, WxFailure } from './method';

const text = (value: unknown, otherwise = ''): string => (typeof value === 'string' ? value : otherwise);

export const dialogMethods = {
  showToast: method('showToast', (options) =>
    showToast(text(options['title']), { duration: Number(options['duration'] ?? 1_500) }),
  ),
  hideToast: method('hideToast', () => hideToast()),
  showLoading: method('showLoading', (options) =>
    showToast(text(options['title']), { duration: 0, busy: true }),
  ),
  hideLoading: method('hideLoading', () => hideToast()),
  showModal: method('showModal', async (options) => {
    const confirm = text(options['confirmText'], wechatWord('ok'));
    const cancel = text(options['cancelText'], wechatWord('cancel'));
    const { option, text: content } = await choose({
      kind: 'modal',
      title: text(options['title']),
      text: text(options['content']),
      options: options['showCancel'] === false ? [confirm] : [cancel, confirm],
      ...(options['editable'] === true && { input: { type: 'text', value: '' } }),
    });
    return { confirm: option === confirm, cancel: option === cancel, content };
  }),
  showActionSheet: method('showActionSheet', async (options) => {
    const items = options['itemList'] as string[];
    const { option } = await choose({
      kind: 'action-sheet',
      title: '',
      options: [...items, wechatWord('cancel')],
      list: true,
    });
    const tapIndex = items.indexOf(option);
    if (tapIndex < 0) throw new WxFailure('cancel');
    return { tapIndex };
  }),
};
