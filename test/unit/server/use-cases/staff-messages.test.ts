import { memoryRateLimiter } from '../../../../server/sessions/rate-limiter';
import { PlatformError, TransportError } from '../../../../server/use-cases/ports/platform-errors';
import { tellStaff, waitForSlot, type ReviewContext } from '../../../../server/use-cases/staff-messages';
import { HOUR_MS, MINUTE_MS } from '../../../../shared/domain/time';
import { embeddedContext, type EmbeddedContext } from '../../../support/embedded-context';

const NOW = Date.parse('2027-01-02T10:00:00+08:00');

let embedded: EmbeddedContext;
let context: EmbeddedContext['context'] & Pick<ReviewContext, 'wecom' | 'limiter'>;
let told: string[][];
let answer: (toUsers: string[]) => string[];
beforeEach(async () => {
  embedded = await embeddedContext(NOW);
  told = [];
  answer = (toUsers) => toUsers;
  context = {
    ...embedded.context,
    limiter: memoryRateLimiter(embedded.context.clock),
    wecom: {
      messageSend: async ({ toUsers }: { toUsers: string[] }) => {
        told.push(toUsers);
        return { reached: answer(toUsers) };
      },
    } as unknown as ReviewContext['wecom'],
  };
});
afterEach(() => embedded.close());

const tell = (toUsers: string[], outboxId = 'row') =>
  tellStaff(context, { outboxId, topic: 'reminder.review_pending', toUsers, content: '有人在等' });
/** Sends as many messages as a member may have at once. */
async function useUp(userid: string): Promise<void> {
  while ((await waitForSlot(context, userid)) === 0);
}

describe('tellStaff', () => {
  it('tells whoever is under the platform’s 30 a minute now, and the others later, each once', async () => {
    await useUp('busy');
    expect(await tell(['free', 'busy'])).toEqual({ waitMs: expect.any(Number) as number });
    expect(await tell(['free', 'busy'])).toMatchObject({ waitMs: expect.any(Number) as number });
    embedded.clock.at += 2 * MINUTE_MS;
    expect(await tell(['free', 'busy'])).toBe('sent');
    expect(await tell(['free', 'busy'])).toBe('sent');
    expect(told).toEqual([['free'], ['busy']]);
  });

  it('tries members again whom nothing reached, and nobody else', async () => {
    answer = () => ['one'];
    expect(await tell(['one', 'gone'])).toBe('sent');
    expect(await tell(['one', 'gone'])).toBe('sent');
    expect(told).toEqual([['one', 'gone'], ['gone']]);
  });

  it('says nothing twice after a lost answer, and that nobody could be told', async () => {
    answer = () => {
      throw new TransportError({ platform: 'wecom', path: '/cgi-bin/message/send', reason: 'timeout' });
    };
    expect(await tell(['one'])).toBe('unknown');
    expect(await tell(['one'])).toBe('unknown');
    expect(told).toHaveLength(1);

    answer = () => {
      const answered = { path: '/cgi-bin/message/send', status: 200, code: 81013 };
      throw new PlatformError({ platform: 'wecom', class: 'TARGET', ...answered });
    };
    expect(await tell(['one'], 'other row')).toBe('undeliverable');
    expect(await tell([], 'empty row')).toBe('undeliverable');
  });
});

describe('waitForSlot', () => {
  it('keeps each member under the platform’s 1,000 messages an hour', async () => {
    let sent = 0;
    for (const end = NOW + HOUR_MS; embedded.clock.at < end; embedded.clock.at += MINUTE_MS) {
      while ((await waitForSlot(context, 'one')) === 0) sent += 1;
    }
    expect(sent).toBeGreaterThan(700);
    expect(sent).toBeLessThan(1_000);
  });
});
