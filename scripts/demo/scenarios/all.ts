import type { Scenario } from '../play';
import { lateMoney, photoMissing } from './deadlines';
import { deleteAndAgain, inEnglish, openSite, twoSubjects, zeroFee } from './open-site';
import { paymentNotices } from './payment-notices';
import { reviewingSite } from './reviewing-site';
import { serverKilled, sessionsEmptied, writtenAtOnce } from './trouble';

/** The main job, in the order it is told. */
export const SCENARIOS: readonly Scenario[] = [
  reviewingSite,
  openSite,
  inEnglish,
  twoSubjects,
  zeroFee,
  deleteAndAgain,
  paymentNotices,
  writtenAtOnce,
  sessionsEmptied,
  serverKilled,
  photoMissing,
  lateMoney,
];
