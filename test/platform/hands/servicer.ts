import { servicerEnds, servicerSwitches, servicerTakes, servicerWrites } from '../kf/people';
import type { Chat, Kf } from '../kf/state';
import { addMember, type Member } from '../wecom/state';
import { createReviewer, type Reviewer } from './reviewer';
import type { Candidate } from './candidate';

/** A human agent of the customer service. The WeCom part (cards, texts, pages) is a reviewer's. */
export interface Servicer {
  userid: string;
  name: string;
  wecom: Reviewer;
  /** Chats waiting for a human. */
  pool(): Chat[];
  takes(candidate: Candidate): Promise<void>;
  writes(candidate: Candidate, content: string): Promise<void>;
  ends(candidate: Candidate): Promise<void>;
  startsServing(): Promise<void>;
  stopsServing(): Promise<void>;
}

export function createServicer(kf: Kf, input: Partial<Member> & { userid: string }): Servicer {
  const member = addMember(kf.wecom, input);
  const { userid } = member;
  kf.mainAccount.servicers.set(userid.toLowerCase(), { userid, serving: true });
  return {
    userid,
    name: member.name,
    wecom: createReviewer(kf.wecom, member),
    pool: () => [...kf.chats.values()].filter(({ state }) => state === 2),
    takes: ({ chat }) => servicerTakes(kf, chat, userid),
    writes: ({ chat }, content) => servicerWrites(kf, chat, { userid, content }),
    ends: ({ chat }) => servicerEnds(kf, chat, userid),
    startsServing: () => servicerSwitches(kf, userid, true),
    stopsServing: () => servicerSwitches(kf, userid, false),
  };
}
