import { signPage } from '../../../../server/signatures/wecom-page';

/** The example that WeCom's documents print for the algorithm. */
const published = {
  ticket: 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg',
  nonce: 'Wm3WZYTPz0wzccnW',
  timestamp: 1414587457,
  url: 'http://mp.weixin.qq.com?params=value',
};

describe('signPage', () => {
  it('signs the published example', () => {
    expect(signPage(published)).toBe('0f9de62fce790f9a083d5c99e95740ceb90c27ed');
  });

  it('leaves out what follows the hash sign, and nothing else', () => {
    expect(signPage({ ...published, url: `${published.url}#wechat_redirect#` })).toBe(signPage(published));
    expect(signPage({ ...published, url: `${published.url}&a=1` })).not.toBe(signPage(published));
  });
});
