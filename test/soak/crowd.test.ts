import { describeCrowd } from '../integration/crowd/describe-crowd';
import { strike, type Endings } from '../integration/crowd/mishaps';

const SIZE = 200;
const HOUR_MS = 3_600_000;
let endings: Endings = [];

describeCrowd({
  name: 'A crowd of 200 with doubled, late and reordered callbacks',
  size: SIZE,
  atOnce: 20,
  patienceMs: 180_000,
  withinMs: HOUR_MS,
});

describeCrowd(
  {
    name: 'A crowd of 200 whose servers are killed, ended and left without Redis',
    size: SIZE,
    atOnce: 20,
    patienceMs: 240_000,
    withinMs: HOUR_MS,
    async meanwhile(run) {
      endings = await strike(run, SIZE);
    },
  },
  () => {
    it('ends with 0 within ten seconds when it is asked to, in the middle of its work', () => {
      expect(endings.map(({ code }) => code)).toEqual([0, 0]);
      expect(Math.max(...endings.map(({ tookMs }) => tookMs))).toBeLessThan(10_000);
    });
  },
);
