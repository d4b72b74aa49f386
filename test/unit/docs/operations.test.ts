import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { settingsAsMarkdown } from '../../../server/config/settings';
import { filesBelow, read, ROOT } from './rule-numbers';

const PAGE = 'docs/operations.md';
/** The table is written by the program, not by the formatter. */
const BEGIN = '<!-- prettier-ignore-start -->';
const END = '<!-- prettier-ignore-end -->';

// UPDATE_DOCS=1 writes the table of settings as it is now.
if (process.env['UPDATE_DOCS'] === '1') {
  const [before = '', after = ''] = [read(PAGE).split(BEGIN)[0], read(PAGE).split(END)[1]];
  const page = `${before}${BEGIN}\n\n${settingsAsMarkdown()}\n\n${END}${after}`;
  writeFileSync(path.join(ROOT, PAGE), page);
}

const page = read(PAGE);

describe('docs/operations.md', () => {
  it('shows every setting as the configuration describes it', () => {
    const table = page.split(BEGIN)[1]?.split(END)[0]?.trim();
    expect(table).toBe(settingsAsMarkdown());
  });

  it('knows every event of the log, and no other', () => {
    const written = new Set(
      filesBelow('server')
        .filter((file) => file.endsWith('.ts'))
        .flatMap(eventsOf),
    );
    const listed = new Set(
      [...page.matchAll(/^\| `([a-z_]+\.[a-z_]+)`\s*\|\s*(?:debug|info|warn|error) /gmu)].map(
        (match) => match[1],
      ),
    );
    expect(listed).toEqual(written);
  });
});

/** `redis.${news}` stands for both of its words; an alarm is logged under its topic. */
function eventsOf(file: string): string[] {
  const text = read(file);
  const calls = text.matchAll(/\blogger(?:\.\w+|\[\w+\])\(\s*['`]([a-z_.${}]+)['`]/gu);
  const alarms = text.matchAll(/'([a-z_.]+)': \(message\) => alarm\(/gu);
  return [...calls, ...alarms].flatMap(([, event = '']) =>
    event.includes('${news}') ? ['redis.lost', 'redis.back'] : [event],
  );
}
