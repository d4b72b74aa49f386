import { startStage, type Stage } from '../../support/stage';

describe('The customer-service chat', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage.stop());

  it('welcomes whoever enters, once', async () => {
    const wang = stage.platform.candidate({ nickname: '王小明' });
    await wang.entersChat();
    await stage.settle();
    const [welcome, ...more] = wang.newMessages();
    expect(more).toEqual([]);
    expect(welcome?.menu ?? welcome?.text).toBeTruthy();
  });

  it('answers a typed word', async () => {
    const li = stage.platform.candidate({ nickname: '李小红' });
    await li.entersChat();
    await stage.settle();
    li.newMessages();
    await li.types('报名');
    await stage.settle();
    expect(li.newMessages().length).toBeGreaterThan(0);
  });
});
