import { EXPORT_LISTS, EXPORT_REASONS, type ExportList } from '../../../use-cases/review/export-decided';
import { messageBody, type Say } from '../layout';
import { html, type Html } from '../markup';

export const EXPORTS = '/staff/exports';

interface ExportsParts {
  choices: { seasonId: string; siteCode: string; title: string }[];
  /** Something was not chosen. */
  incomplete: boolean;
  csrf: string;
  say: Say;
}

/** What to export: masked unless asked otherwise, with a reason. */
export function exportsBody({ choices, incomplete, csrf, say }: ExportsParts): Html {
  if (choices.length === 0) return messageBody({ icon: 'info', title: say('export.none') });
  const lists = Object.keys(EXPORT_LISTS) as ExportList[];
  return html`<h1 class="staff-title">${say('export.title')}</h1>
    <p class="staff-lead">${say('export.lead')}</p>
    ${incomplete && html`<div class="staff-alert" role="alert"><p>${say('export.incomplete')}</p></div>`}
    <section class="staff-card">
      <form method="post" action="${EXPORTS}">
        <input type="hidden" name="csrf" value="${csrf}" />
        ${select(
          'what',
          say('export.what'),
          choices.map(({ seasonId, siteCode, title }) => [`${seasonId} ${siteCode}`, title]),
        )}
        ${select(
          'list',
          say('export.list'),
          lists.map((list) => [list, say(`export.list.${list}`)]),
        )}
        <fieldset class="staff-marks">
          <legend>${say('export.extent')}</legend>
          ${radio('masked', say('export.masked'), true)} ${radio('full', say('export.full'), false)}
        </fieldset>
        ${select('reason', say('export.reason'), [
          ['', say('reveal.reason_none')],
          ...EXPORT_REASONS.map((reason): [string, string] => [reason, say(`export.reason.${reason}`)]),
        ])}
        <p class="staff-note">${say('export.note')}</p>
        <button class="weui-btn weui-btn_primary staff-wide" type="submit">${say('export.do')}</button>
      </form>
    </section>`;
}

function select(name: string, label: string, options: [string, string][]): Html {
  return html`<label class="staff-field"
    ><span>${label}</span>
    <select class="staff-select" name="${name}">
      ${options.map(([value, text]) => html`<option value="${value}">${text}</option>`)}
    </select></label
  >`;
}

function radio(value: string, label: string, checked: boolean): Html {
  return html`<label class="staff-mark staff-mark_plain"
    ><input type="radio" name="extent" value="${value}" ${checked && html`checked`} /><span
      >${label}</span
    ></label
  >`;
}
