import { createRegistrant } from '../platform/hands/registrant';
import type { QuestionName } from '../platform/hands/chat-questions';
import type { Play } from './player';

/**
 * Somebody with another phone goes as far as the named question, with the same data except what is named first:
 * `同证件 photo` (own e-mail and mobile), `同邮箱 photo` (the same addresses: it is the same person's other WeChat).
 */
export async function otherPerson({ stage, registrant }: Play, said: string): Promise<void> {
  const [what = '', until = ''] = said.split(' ');
  const other = stage.platform.candidate({ nickname: '他人' });
  const { particulars } = registrant;
  const own = { email: 'taren@example.org', mobile: '13900139000' };
  const theirs = createRegistrant({
    candidate: other,
    particulars: { ...particulars, ...(what === '同证件' && own) },
    settle: () => stage.settle(),
  });
  await other.entersChat();
  await stage.settle();
  await theirs.goesOnUntil(until as QuestionName);
}
