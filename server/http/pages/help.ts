import type Router from '@koa/router';
import { listFaq, type FaqAnswer } from '../../use-cases/list-faq';
import type { HttpDeps } from '../deps';
import type { State } from '../http-context';
import { html, type Html } from '../staff/markup';
import { pageVoice, paragraphs, writePage, type Voice } from './page';

const MAX_QUERY = 60;

/** Answers that announce the chat's next step ("confirm?") say nothing on a page. */
const STEP_OF_CHAT = /^flow\.(?!help$|edit_info$)/;

const TOPICS = ['flow', 'account', 'photo', 'review', 'payment', 'exam', 'other'] as const;
type Topic = (typeof TOPICS)[number];

/** Questions and answers by topic, with a plain search; the same data the chat answers from. */
export function helpPages(router: Router<State>, deps: HttpDeps): void {
  const { context } = deps;
  router.get('/pages/help', async (ctx) => {
    const voice = pageVoice(ctx);
    const words = ctx.URL.searchParams.getAll('q').join(' ').trim().slice(0, MAX_QUERY);
    const { answers, hotline } = await listFaq(context, voice.locale);
    const readable = answers.filter(({ id }) => !STEP_OF_CHAT.test(id));
    const found = words === '' ? readable : readable.filter((one) => contains(one, words));
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
  return TOPICS.flatMap((topic) => {
    const own = found.filter((one) => topicOf(one.id) === topic);
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

function contains({ question, answer, examples }: FaqAnswer, words: string): boolean {
  const text = [question, answer, ...examples].join('\n').toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Ids begin with what they are about. */
function topicOf(id: string): Topic {
  const rows: [Topic, RegExp][] = [
    ['photo', /photo/],
    ['review', /review|reject/],
    ['payment', /pay|fee|refund|invoice/],
    ['account', /account|login|password|email|mobile|privacy|consent/],
    ['exam', /exam|subject|site|seat|ticket|level|score|certificate/],
    ['flow', /^flow|register|window|document|delete|change/],
  ];
  return rows.find(([, pattern]) => pattern.test(id))?.[0] ?? 'other';
}
