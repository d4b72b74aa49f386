import { describeCrowd } from './describe-crowd';

// The whole crowd of 200 is `npm run soak -- crowd`.
describeCrowd({
  name: 'A crowd with doubled, late and reordered callbacks',
  size: 12,
  atOnce: 12,
  patienceMs: 60_000,
  withinMs: 400_000,
});
