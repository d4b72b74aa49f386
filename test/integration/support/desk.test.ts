import { HOUR_MS, MINUTE_MS } from '../../../shared/domain/time';
import { RESIDENT_ID } from '../../support/situations';
import { PEOPLE, startStage, type Stage } from '../../support/stage';
import { CLEAR_VALUES, submitted } from '../review/review-desk';
import { deskUrl, handedOver, reloadHandoff } from './support-desk';

describe('The support desk', () => {
  let stage: Stage;
  let last = 0;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage.stop());

  const open = (path = '') => stage.servicer.wecom.opens(deskUrl(stage) + path);
  /** Another candidate, with a number of their own. */
  const candidate = (name: string) => {
    last += 1;
    const documentNumber = RESIDENT_ID.replace(/...$/, `${90 + last}X`);
    return submitted(stage, { answers: { documentNumber, name } });
  };

  describe('its list', () => {
    it('says so when nobody waits', async () => {
      expect((await open()).text).toContain('这里没有会话');
    });

    it('orders by what the candidate stands to lose, then by the time left, masked (PR8)', async () => {
      const asked = await handedOver(stage, await candidate('李甲'));
      stage.clock.at += MINUTE_MS;
      const complains = await handedOver(stage, await candidate('王乙'), 'complaint');
      stage.clock.at += MINUTE_MS;
      const pays = await handedOver(stage, await candidate('赵丙'), 'payment_trouble');
      await stage.settle();
      const page = await open();
      const links = page.links.map(({ href }) => href.split('/').at(-1)).filter((end) => end?.length === 26);
      expect(links).toEqual([pays.id, complains.id, asked.id]);
      expect(page.text).toContain('赵*');
      expect(page.text).toContain('涉及缴费');
      expect(page.text).toContain('答应在这之前回复：2026年12月28日（周一）10:32（还剩30分钟）');
      for (const value of [...CLEAR_VALUES, '赵丙', '李甲']) expect(page.html).not.toContain(value);
    });

    it('gives a conversation to whoever takes it, and shows whose it is', async () => {
      const page = await open();
      const taken = await stage.servicer.wecom.browser.submit(page, { form: 0 });
      const id = taken.url.split('/').at(-1)?.split('?')[0] ?? '';
      expect(await reloadHandoff(stage, id)).toMatchObject({ state: 'served', trigger: 'payment_trouble' });
      expect((await open()).text).toContain('由您接待');
      expect((await open('?show=mine')).text).toContain('赵*');
      expect((await open('?show=waiting')).text).not.toContain('赵*');
    });

    it('tells that the promised time has passed', async () => {
      stage.clock.at += HOUR_MS;
      expect((await open()).text).toContain('已超过答应的回复时间');
    });

    it('is closed to everybody else', async () => {
      expect((await stage.reviewer().opens(deskUrl(stage))).status).toBe(403);
      expect((await stage.reviewer(PEOPLE.administrator).opens(deskUrl(stage))).status).toBe(403);
    });
  });
});
