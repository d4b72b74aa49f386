/** Opens WeChat's payment sheet. What it answers is only a hint: afterwards the server asks the platform (promise 3). */
export function pressPayment(
  payParams: Parameters<typeof wx.requestPayment>[0],
): Promise<'paid' | 'cancelled'> {
  return new Promise((resolve) => {
    wx.requestPayment({
      ...payParams,
      success: () => resolve('paid'),
      fail: ({ errMsg }) => resolve(/cancel/.test(errMsg) ? 'cancelled' : 'paid'),
    });
  });
}
