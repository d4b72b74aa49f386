import { settingNames, settingTexts, settingsAsMarkdown } from '../../../../server/config/settings';

describe('settingTexts', () => {
  it.each(settingNames)('documents %s with full sentences', (name) => {
    expect(settingTexts[name].doc).toMatch(/^[A-Z].*\.$/s);
    expect(settingTexts[name].remedy).toMatch(/^[A-Z]/);
  });

  it.each(settingNames.filter((name) => /SECRET|KEY|TOKEN/.test(name)))('takes %s for a secret', (name) => {
    expect(settingTexts[name]).toHaveProperty('secret', true);
  });
});

describe('settingsAsMarkdown', () => {
  it('prints one row per setting', () => {
    const rows = settingsAsMarkdown().split('\n').slice(2);
    expect(rows.map((row) => /^\| `(\w+)` \|/.exec(row)?.[1])).toEqual(settingNames);
  });
});
