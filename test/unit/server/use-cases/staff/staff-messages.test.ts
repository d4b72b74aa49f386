import fc from 'fast-check';
import { memoryRateLimiter } from '../../../../../server/sessions/rate-limiter';
import { PlatformError, TransportError } from '../../../../../server/use-cases/ports/platform-errors';
import {
  tellStaff,
  waitForSlot,
  type ReviewContext,
} from '../../../../../server/use-cases/staff/staff-messages';
import { HOUR_MS, MINUTE_MS } from '../../../../../shared/domain/time';
import { embeddedContext, type EmbeddedContext } from '../../../../support/embedded-context';

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
  /** When messages leave, wished one after the other with these pauses. */
  async function sentAfter(pauses: number[]): Promise<number[]> {
    const clock = { at: NOW };
    const limiter = memoryRateLimiter({ now: () => clock.at });
    const sent: number[] = [];
    for (const pause of pauses) {
      clock.at += pause;
      if ((await waitForSlot({ limiter }, 'one')) === 0) sent.push(clock.at);
    }
    return sent;
  }
  const mostIn = (sent: number[], spanMs: number) =>
    Math.max(0, ...sent.map((from) => sent.filter((at) => at >= from && at < from + spanMs).length));

  it('keeps each member under the platform’s 30 messages in any minute, wherever it begins', async () => {
    // Late in one span of the limiter and early in the next.
    const late = await sentAfter([59_000, ...Array.from({ length: 400 }, () => 150)]);
    expect(mostIn(late, MINUTE_MS)).toBeGreaterThan(15);
    expect(mostIn(late, MINUTE_MS)).toBeLessThan(30);
    const pauses = fc.array(fc.oneof(fc.nat(400), fc.nat(30_000)), { minLength: 50, maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(pauses, async (some) => {
        expect(mostIn(await sentAfter(some), MINUTE_MS)).toBeLessThan(30);
      }),
    );
  });

  it('keeps each member under the platform’s 1,000 messages an hour', async () => {
    const sent = await sentAfter(Array.from({ length: 5_400 }, () => 1_000));
    expect(mostIn(sent, HOUR_MS)).toBeGreaterThan(700);
    expect(mostIn(sent, HOUR_MS)).toBeLessThan(1_000);
  });
});
