import { closeFromDesk } from '../../../server/use-cases/support/close-from-desk';
import type { Candidate } from '../../platform/hands/candidate';
import { startStage, type Stage } from '../../support/stage';

const MINUTE_MS = 60_000;

describe('A conversation that a person gives back', () => {
  let stage: Stage;
  let candidate: Candidate;
  let people = 0;
  beforeAll(async () => {
    stage = await startStage({ settings: { LOG_LEVEL: 'silent' } });
  });
  afterAll(() => stage.stop());

  /** Somebody calls, and the servicer has them. */
  beforeEach(async () => {
    people += 1;
    candidate = stage.platform.candidate({ nickname: `来客${people}` });
    await candidate.entersChat();
    await candidate.types('你好');
    await stage.settle();
    await candidate.types('人工');
    await stage.settle();
    await stage.push(2_000);
    await stage.servicer.takes(candidate);
    await stage.servicer.writes(candidate, '您好，我来帮您。');
    await stage.settle();
    candidate.newMessages();
  });

  const heard = () =>
    candidate
      .newMessages()
      .filter(({ from }) => from === 'bot')
      .map(({ text }) => text);
  const handoff = () =>
    stage.app.context.unitOfWork.read(async (tx) => {
      const chat = await tx.chats.find(candidate.externalUserid);
      return tx.handoffs.latestOf(chat!.accountId);
    });
  const member = async () =>
    (await stage.app.context.unitOfWork.read((tx) => tx.staff.findByUserid(stage.servicer.userid)))!;
  async function closes(): Promise<void> {
    const { id } = (await handoff())!;
    await closeFromDesk(stage.app.context, { handoffId: id, member: await member(), outcome: 'solved' });
    await stage.settle();
  }

  it('hears one thing from the bot, by the code of the end: that it goes on, the pending question, and how it was', async () => {
    await stage.servicer.ends(candidate);
    await stage.settle();
    const [said, ...more] = heard();
    expect(more).toEqual([]);
    expect(said).toContain('人工服务已结束');
    expect(said).toContain('没有解决');
    expect(said).toContain('请选择报名的省份和考次');

    await candidate.taps('没有解决');
    await stage.settle();
    expect(heard().join()).toContain('谢谢您的评价');
    expect(await handoff()).toMatchObject({ state: 'closed', rating: 3 });
  });

  it('hears it once where the desk closes it, and nothing more by the event of the same end', async () => {
    await closes();
    expect(heard()).toEqual([expect.stringContaining('人工服务已结束')]);
    await stage.servicer.ends(candidate);
    await stage.settle();
    expect(heard()).toEqual([]);
    expect(await handoff()).toMatchObject({ outcome: 'solved' });
  });

  it('hears it with the next message when the code came late, and nothing in between', async () => {
    stage.platform.kf.quirks.silentBells = 1;
    await stage.servicer.ends(candidate);
    await stage.push(MINUTE_MS);
    expect(heard()).toEqual([]);
    await candidate.types('你好');
    await stage.settle();
    const [said, ...more] = heard();
    expect(said).toContain('人工服务已结束');
    expect(more.join()).not.toContain('人工服务已结束');
    await candidate.types('进度');
    await stage.settle();
    expect(heard().join()).not.toContain('人工服务已结束');
  });

  it('hears it with the next message when the word of the end was lost', async () => {
    candidate.chat.state = 4;
    await stage.push(31 * MINUTE_MS);
    expect(heard()).toEqual([]);
    await candidate.types('你好');
    await stage.settle();
    expect(heard().join()).toContain('人工服务已结束');
  });

  it('hears nothing more of the bot once the person goes on after the end, whoever of them that is', async () => {
    await stage.servicer.ends(candidate);
    await stage.settle();
    heard();
    await stage.servicer.writes(candidate, '还有一件事。');
    await stage.settle();
    await candidate.types('请说');
    await stage.settle();
    expect(heard()).toEqual([]);
    expect(await handoff()).toMatchObject({ state: 'served', trigger: 'staff' });

    await stage.servicer.ends(candidate);
    await stage.settle();
    expect(heard()).toHaveLength(1);
  });
});
