import * as contract from '../../../shared/contract/help';
import { listFaq } from '../../use-cases/chat/list-faq';
import { readContact } from '../../use-cases/chat/read-contact';
import type { On } from '../api/call';
import type { HttpDeps } from '../deps';

/** Help for everybody: questions with their answers, and whom to turn to. */
export function helpRoutes(on: On, deps: HttpDeps): void {
  const { context, kfLink, corpId } = deps;
  const { clock } = context;

  on(contract.readHelp, async ({ query, locale }) => {
    const { answers } = await listFaq(context, { locale, seasonId: query.season });
    return {
      answers: answers.map((one) => ({ ...one, phrases: [...one.phrases] })),
      serverTime: clock.now(),
    };
  });

  on(contract.readContact, async ({ query }) => {
    const office = await readContact(context, query.season);
    const chat = kfLink === null ? null : { url: kfLink, corpId };
    return { office, chat, serverTime: clock.now() };
  });
}
