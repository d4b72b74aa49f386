import fc from 'fast-check';
import { html } from '../../../../../server/http/staff/markup';
import { unescapeHtml } from '../../../../platform/hands/html';

describe('html', () => {
  it('escapes every value, in text and in attributes', () => {
    expect(html`<a title="${'"><script>'}">${"it's <b> & 'c'"}</a>`.html).toBe(
      '<a title="&quot;&gt;&lt;script&gt;">it&#39;s &lt;b&gt; &amp; &#39;c&#39;</a>',
    );
  });

  it('keeps pieces of its own, lists and nothing', () => {
    const items = ['a', '<'].map((text) => html`<li>${text}</li>`);
    const made = html`<p>${items}${null}${undefined}${false}${0}</p>`;
    expect(made.html).toBe('<p><li>a</li><li>&lt;</li>0</p>');
  });

  it('lets no value become markup, and loses none', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const made = html`<p>${text}</p>`.html;
        expect(made.slice(3, -4)).not.toMatch(/[<>"']/);
        expect(unescapeHtml(made.slice(3, -4))).toBe(text);
      }),
    );
  });
});
