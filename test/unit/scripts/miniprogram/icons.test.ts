import path from 'node:path';
import { drawUsedIcons, iconsNamedIn } from '../../../../scripts/miniprogram/icons';
import type { SourceFile } from '../../../../scripts/miniprogram/sources';

const FOLDER = path.join(__dirname, '../../../../node_modules/tdesign-icons-svg/src');
const file = (extension: string, text: string): SourceFile => ({
  path: `a${extension}`,
  extension,
  text,
  references: [],
  components: [],
});

describe('iconsNamedIn', () => {
  it('finds icons where templates draw one, and in scripts that speak of icons', () => {
    const found = iconsNamedIn(
      [
        file(
          '.wxml',
          `<t-icon name="{{open ? 'chevron-up' : 'chevron-down'}}" /><view class="home" data-x="user" />`,
        ),
        file('.wxml', `<t-button icon="chat">x</t-button>`),
        file('.js', `const rows=[{icon:"wallet"}]`),
        file('.js', `const page="search"`),
      ],
      FOLDER,
    );
    expect([...found].sort()).toEqual(['chat', 'chevron-down', 'chevron-up', 'wallet']);
  });
});

describe('drawUsedIcons', () => {
  it('draws what is used by its own shape alone, and nothing else', () => {
    const style = `@font-face{font-family:t;src:url(https://a)}.t-icon-chat:before{content:'\\e001'}.t-icon-user:before{content:'\\e002'}`;
    const drawn = drawUsedIcons(style, { used: new Set(['chat']), folder: FOLDER });
    expect(drawn).toContain('.t-icon-chat:before{-webkit-mask-image:url("data:image/svg+xml,');
    expect(drawn).not.toMatch(/user|font-face|https:|transparent|id=/);
    expect(drawn).toContain('.t-icon-base:before{');
  });
});
