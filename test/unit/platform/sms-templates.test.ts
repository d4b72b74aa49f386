import { smsText } from '../../platform/sms-templates';

describe('smsText', () => {
  it.each(['verify_mobile', 'login', 'guardian_consent'])(
    'fills the values into the text of %s in both languages',
    (purpose) => {
      for (const language of ['zh-CN', 'en']) {
        const text = smsText(`${purpose}.${language}`, { code: '123456', link: 'https://a.example/x' });
        expect(text).toContain('https://a.example/x');
        expect(text).not.toContain('{');
      }
    },
  );

  it('shows the values alone of a template that it does not know', () => {
    expect(smsText('other', { code: '1', link: 'x' })).toBe('1\nx');
  });
});
