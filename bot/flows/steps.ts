import type { Step } from '../engine/flow';
import { accountSteps } from './account';
import { confirmationSteps } from './confirmations';
import { editMenuStep } from './corrections';
import { blockedStep, endedStep, fallbackStep, paidStep } from './ending';
import { entrySteps } from './entry';
import { fieldStep } from './fields';
import { guardianSteps } from './guardian';
import { generalConsentStep, noticeSteps, sensitiveConsentStep } from './notices';
import { paymentSteps } from './payment';
import { photoChangeStep, photoSteps } from './photo';
import { proposalStep } from './proposal';
import { reviewSteps } from './review';
import { summarySteps } from './summary';

/**
 * The whole conversation in the order of the handbook (S17), each gate before what it guards. The position is the first
 * step whose condition holds.
 */
export const STEPS: readonly Step[] = [
  ...confirmationSteps,
  ...entrySteps,
  endedStep,
  blockedStep,
  // Consent stands before the first personal answer, the addresses of the account (PR1).
  generalConsentStep,
  ...accountSteps,
  ...noticeSteps,
  sensitiveConsentStep,
  ...guardianSteps,
  proposalStep,
  photoChangeStep,
  editMenuStep,
  fieldStep,
  ...summarySteps,
  ...photoSteps,
  ...reviewSteps,
  ...paymentSteps,
  paidStep,
  fallbackStep,
];
