import type { State } from '../../../shared/domain/lifecycle';
import type { Particulars } from '../../platform/hands/registrant';
import { FREE_SUBJECT, SITES } from './crowd-season';

/** What one candidate of the crowd sets out to do, and where that ends. */
export interface Script {
  kind: string;
  fields: Partial<Particulars['fields']>;
  /** Reviewers find fault with the first submission. */
  rejectedFirst?: boolean;
  /** One reviewer approves while the other rejects: either may win, once. */
  disputed?: boolean;
  ends: Extract<State, 'ready' | 'approved' | 'paid'>;
  /** Pays each subject in an order of its own. */
  paysOneByOne?: boolean;
}

const KINDS: readonly Script[] = [
  { kind: 'reviewed', fields: { siteCode: SITES.reviewing }, ends: 'paid' },
  { kind: 'open site', fields: { siteCode: SITES.open }, ends: 'paid' },
  { kind: 'rejected first', fields: { siteCode: SITES.second }, rejectedFirst: true, ends: 'paid' },
  { kind: 'free of charge', fields: { siteCode: SITES.open, subjects: FREE_SUBJECT }, ends: 'paid' },
  { kind: 'small site', fields: { siteCode: SITES.small }, ends: 'paid' },
  { kind: 'disputed', fields: { siteCode: SITES.reviewing }, disputed: true, ends: 'approved' },
  { kind: 'small site, unpaid', fields: { siteCode: SITES.small }, ends: 'ready' },
  {
    kind: 'two orders',
    fields: { siteCode: SITES.open, subjects: '65、24' },
    paysOneByOne: true,
    ends: 'paid',
  },
];

export function scriptOf(index: number): Script {
  const script = KINDS[index % KINDS.length];
  if (!script) throw new Error('the crowd has no script');
  return script;
}

/** How many of a crowd want to go to the small site. */
export function rushFor(size: number): number {
  return Array.from({ length: size }, (_, index) => scriptOf(index)).filter(
    ({ fields }) => fields.siteCode === SITES.small,
  ).length;
}
