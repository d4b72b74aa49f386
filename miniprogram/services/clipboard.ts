/** Puts a text into the clipboard and says so; where WeChat does not let us, the text is shown to be copied by hand. */
export function copyText(
  data: string,
  { copied, otherwise, ok }: { copied: string; otherwise: string; ok: string },
): Promise<void> {
  return new Promise((resolve) => {
    wx.setClipboardData({
      data,
      success: () => void wx.showToast({ title: copied, icon: 'none' }),
      fail: () => void wx.showModal({ content: otherwise, showCancel: false, confirmText: ok }),
      complete: () => resolve(),
    });
  });
}
