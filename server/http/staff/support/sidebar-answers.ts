import { localText } from '../../../../shared/i18n/readable-params';
import type { StaffKey } from '../../../../shared/i18n/staff/zh-CN';
import type { Locale } from '../../../use-cases/ports/accounts';
import type { SidebarSheet } from '../../../use-cases/support/show-sidebar';
import { sayIn, type Say } from '../layout';
import { html, type Html } from '../markup';

/** The prepared answers as they would leave; those that lack something have no button, and stand apart. */
export function answersSection({ answers }: Pick<SidebarSheet, 'answers'>, locale: Locale): Html | null {
  if (answers.length === 0) return null;
  const say = sayIn(locale);
  const ready: ReadyAnswer[] = [];
  const lacking: Html[] = [];
  for (const { id, title, filled } of answers) {
    const name = localText(title, locale);
    if (filled.ok) ready.push({ id, name, text: filled.text });
    else
      lacking.push(
        html`<p>
          ${name}<span class="staff-note"
            >${say('sidebar.lacks', { names: namesOf(filled.missing, say) })}</span
          >
        </p>`,
      );
  }
  return html`<section class="staff-card" aria-labelledby="answers">
    <h3 class="sidebar-head" id="answers">${say('support.canned')}</h3>
    <ul class="sidebar-answers">
      ${ready.map((one) => answerRow(one, say))}
    </ul>
    ${
      lacking.length > 0 &&
      html`<details class="sidebar-lacking">
        <summary>${say('sidebar.lacking', { count: lacking.length })}</summary>
        ${lacking}
      </details>`
    }
    <p class="staff-alert" role="alert" data-alert hidden></p>
  </section>`;
}

interface ReadyAnswer {
  id: string;
  name: string;
  text: string;
}

/** One line of it, the whole of it when it is opened. */
function answerRow({ id, name, text }: ReadyAnswer, say: Say): Html {
  return html`<li class="sidebar-answer">
    <details>
      <summary>
        <span class="sidebar-answer__title" id="answer-${id}">${name}</span>
        <span class="sidebar-answer__line">${text}</span>
      </summary>
      <p class="sidebar-answer__text">${text}</p>
      <button
        class="weui-btn weui-btn_default weui-btn_mini"
        type="button"
        data-change="${text}"
        aria-describedby="answer-${id}"
      >
        ${say('sidebar.change')}
      </button>
    </details>
    <button
      class="weui-btn weui-btn_default weui-btn_mini sidebar-send"
      type="button"
      data-answer="${id}"
      aria-describedby="answer-${id}"
    >
      ${say('sidebar.send')}
    </button>
  </li>`;
}

/** Names of the values that a prepared answer lacks. */
export function namesOf(missing: readonly string[], say: Say): string {
  return missing.map((name) => say(`support.value.${name}` as StaffKey)).join(say('support.comma'));
}
