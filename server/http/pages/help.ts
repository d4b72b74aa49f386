import type Router from '@koa/router';
import { FAQ_TOPICS } from '../../../shared/domain/faq-topics';
import { listFaq, type FaqAnswer } from '../../use-cases/chat/list-faq';
import type { HttpDeps } from '../deps';
import type { State } from '../http-context';
import { html, type Html } from '../staff/markup';
import { pageVoice, paragraphs, writePage, type Voice } from './page';

const MAX_QUERY = 60;

/** Questions and answers by topic, with a plain search; the same data the chat answers from. */
export function helpPages(router: Router<State>, deps: HttpDeps): void {
  const { context } = deps;
  router.get('/pages/help', async (ctx) => {
    const voice = pageVoice(ctx);
    const words = ctx.URL.searchParams.getAll('q').join(' ').trim().slice(0, MAX_QUERY);
    const { answers, season } = await listFaq(context, { locale: voice.locale });
    const hotline = season?.hotline[voice.locale === 'en' ? 'en' : 'zh'];
    const found = words === '' ? answers : answers.filter((one) => contains(one, words));
    const title = voice.say('help.title');
    const body = html`<h1>${title}</h1>
      <form method="get" action="/pages/help">
        <input type="hidden" name="lang" value="${voice.locale}" />
        <input
          type="search"
          name="q"
          value="${words}"
          maxlength="${MAX_QUERY}"
          placeholder="${voice.say('help.placeholder')}"
          aria-label="${voice.say('help.search')}"
        />
        <button class="button second">${voice.say('help.search')}</button>
      </form>
      ${found.length === 0 ? html`<p>${voice.say('help.none')}</p>` : topicsOf(found, voice, words !== '')}
      ${
        hotline &&
        html`<h2>${voice.say('help.hotline')}</h2>
          <div class="card"><p>${hotline}</p></div>`
      }
      <p class="soft">${voice.say('page.back_to_chat')}</p>`;
    writePage(ctx, { title, body, voice });
  });
}

function topicsOf(found: FaqAnswer[], voice: Voice, open: boolean): Html[] {
  return FAQ_TOPICS.flatMap((topic) => {
    const own = found.filter((one) => one.topic === topic);
    if (own.length === 0) return [];
    const entries = own.map(
      (one) =>
        html`<details ${open && html`open`}>
          <summary>${one.question}</summary>
          ${paragraphs(one.answer)}
        </details>`,
    );
    return [
      html`<h2>${voice.say(`help.topic.${topic}`)}</h2>
        <div class="card">${entries}</div>`,
    ];
  });
}

function contains({ question, answer, phrases }: FaqAnswer, words: string): boolean {
  const text = [question, answer, ...phrases].join('\n').toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
