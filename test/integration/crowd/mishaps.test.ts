import { describeCrowd } from './describe-crowd';
import { strike, type Endings } from './mishaps';

const SIZE = 12;
let endings: Endings = [];

// The same with 200, and without mishaps, is `npm run soak -- crowd`.
describeCrowd(
  {
    name: 'A crowd whose servers are killed, ended and left without Redis',
    size: SIZE,
    atOnce: 8,
    patienceMs: 120_000,
    withinMs: 500_000,
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
