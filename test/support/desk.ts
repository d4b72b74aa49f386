import type { KfPort } from '../../server/use-cases/ports/kf';
import { PlatformError } from '../../server/use-cases/ports/platform-errors';
import type { StaffMember } from '../../server/use-cases/ports/review';

/** A member of the support desk, on duty unless told otherwise. */
export function supporter(id: string, changes: Partial<StaffMember> = {}): StaffMember {
  return {
    id,
    userid: `userid-${id}`,
    email: null,
    name: `客服 ${id}`,
    roles: ['support'],
    siteCodes: [],
    onDuty: true,
    mobileHash: null,
    documentHash: null,
    ...changes,
  };
}

export type KfMove = { state: number; servicerUserid?: string };

/** The platform's conversation of one customer: who has it, what was asked of it, and what it refuses next. */
export interface FakeConversation {
  state: 0 | 1 | 2 | 3 | 4;
  servicerUserid: string | null;
  moves: KfMove[];
  refuse: number | Error | null;
  kf: Pick<KfPort, 'serviceStateGet' | 'serviceStateTrans'>;
}

/** Moves as the platform allows them (kf.md 5). */
export function fakeConversation(state: FakeConversation['state']): FakeConversation {
  const chat: FakeConversation = {
    state,
    servicerUserid: null,
    moves: [],
    refuse: null,
    kf: {
      serviceStateGet: async () => ({ state: chat.state, servicerUserid: chat.servicerUserid }),
      serviceStateTrans: async ({ state: to, servicerUserid }) => {
        if (chat.refuse instanceof Error) throw chat.refuse;
        if (chat.refuse !== null) throw kfError(chat.refuse);
        if (!MOVES[chat.state]?.includes(to)) throw kfError(95_016);
        chat.state = to;
        chat.servicerUserid = servicerUserid ?? null;
        chat.moves.push({ state: to, ...(servicerUserid && { servicerUserid }) });
        return { msgCode: `code-${chat.moves.length}` };
      },
    },
  };
  return chat;
}

const MOVES: Record<number, number[]> = { 0: [1, 2, 3], 1: [2, 3], 2: [3], 3: [3, 4], 4: [] };

function kfError(code: number): PlatformError {
  const path = '/cgi-bin/kf/service_state/trans';
  return new PlatformError({ platform: 'kf', path, status: 200, code, class: 'CHANNEL' });
}
