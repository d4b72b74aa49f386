import { dropUnusedTokens } from '../../../../scripts/miniprogram/tokens';
import type { SourceFile } from '../../../../scripts/miniprogram/sources';

const file = (path: string, text: string): [string, SourceFile] => [
  path,
  { path, extension: path.slice(path.lastIndexOf('.')), text, references: [], components: [] },
];

describe('dropUnusedTokens', () => {
  const dropped = (theme: string, other: string): string => {
    const files = new Map([file('theme/a.wxss', theme), file('button.wxss', other)]);
    dropUnusedTokens(files, (path) => path.startsWith('theme/'));
    return files.get('theme/a.wxss')?.text ?? '';
  };

  it('keeps what is drawn with, and what that is made of', () => {
    const theme = 'page{--td-a:var(--td-b);--td-b:#fff;--td-c:#000}';
    expect(dropped(theme, '.x{color:var(--td-a)}')).toBe('page{--td-a:var(--td-b);--td-b:#fff;}');
    expect(dropped(theme, '.x{color:var( --td-c ,red)}')).toBe('page{--td-c:#000}');
  });

  it('takes emptied rules and blocks out, and leaves other rules alone', () => {
    const theme = '@media(prefers-color-scheme:dark){page{--td-a:#fff}}.x{color:red}';
    expect(dropped(theme, '')).toBe('.x{color:red}');
  });
});
