import { createTranscript } from '../../../../scripts/demo/transcript';
import { createTimeline } from '../../../../test/platform/core/timeline';

describe('createTranscript', () => {
  it('writes down what people say, without personal values', () => {
    const written: string[] = [];
    const transcript = createTranscript((text) => written.push(text));
    transcript.hides(['林试甲', 'lin@example.com']);
    const timeline = createTimeline({ now: () => Date.UTC(2026, 10, 23, 4) }, 10);
    transcript.follows(timeline);
    const say = (text: string): void =>
      void timeline.record({ area: 'kf', kind: 'message.sent', who: '考生1', data: { text } });
    say('林试甲');
    say('我的邮箱 lin@example.com');
    say('13800138000');
    expect(written.join('')).toMatch(/考生1 ▶ 林\*\*\*/);
    expect(written.join('')).not.toMatch(/林试甲|lin@example\.com|13800138000/);
    expect(transcript.text()).toBe(written.join(''));
  });

  it('marks what was expected', () => {
    const transcript = createTranscript(() => undefined);
    transcript.expects('付款成功', true);
    transcript.expects('没有退款', false);
    expect(transcript.text()).toBe('  ✓ 付款成功\n  ✗ 没有退款\n');
  });
});
