import { instantText } from '../../../../shared/i18n/instants';
import { localText } from '../../../../shared/i18n/readable-params';
import type { StaffKey } from '../../../../shared/i18n/staff/zh-CN';
import { openRoad, type RoadState } from '../../../use-cases/support/choose-road';
import type { ConversationSheet } from '../../../use-cases/support/show-conversation';
import type { Locale } from '../../../use-cases/ports/accounts';
import { sayIn, type Say } from '../layout';
import { html, type Html } from '../markup';

/** What stands in the composer when its page is shown. */
export interface Draft {
  text: string;
  road: string | null;
  /** What is wrong with it, in words; null for a fresh one. */
  alert: string | null;
  /** It holds personal numbers and may be sent only on purpose. */
  askSure: boolean;
}

export interface ComposerParts {
  sheet: ConversationSheet;
  draft: Draft;
  /** Made anew with each form: the same form sent twice writes once. */
  mark: string;
  csrf: string;
  locale: Locale;
}

/** Says first by which way a message will go, and offers no field to type in when there is none. */
export function composerSection(parts: ComposerParts): Html {
  const { sheet, locale, draft } = parts;
  const say = sayIn(locale);
  const road = openRoad(sheet.roads);
  const title = html`<h2 class="weui-cells__title" id="write">${say('support.write')}</h2>`;
  const closed = sheet.roads.filter((one) => one.closed !== null);
  const alert =
    draft.alert !== null && html`<div class="staff-alert" role="alert"><p>${draft.alert}</p></div>`;
  if (!road) {
    return html`<section aria-labelledby="write">
      ${title}${alert}
      <div class="staff-card">
        <p role="status"><strong>${say('support.no_road')}</strong></p>
        ${closedList(closed, say)}
        <p class="staff-note">${say('support.no_road_more')}</p>
        ${
          draft.text !== '' &&
          html`<p class="staff-note">${say('support.your_text')}</p>
            <p class="staff-value support-kept">${draft.text}</p>`
        }
      </div>
    </section>`;
  }
  return html`<section aria-labelledby="write">
    ${title}${alert}
    <div class="staff-card">
      <div data-live="roads">
        ${roadLine(road, { locale, say })}${
          closed.length > 0 &&
          html`<details>
            <summary>${say('support.roads_closed')}</summary>
            ${closedList(closed, say)}
          </details>`
        }
      </div>
      ${writeForm(parts, say)}
    </div>
  </section>`;
}

function roadLine(road: RoadState, { locale, say }: { locale: Locale; say: Say }): Html {
  const until = road.until === null ? '' : say('support.road_until', { at: instantText(road.until, locale) });
  const left =
    road.left === null || road.road !== 'chat' ? '' : say('support.road_left', { count: road.left });
  return html`<p role="status"><strong>${say(`support.road.${road.road}`)}</strong> ${until} ${left}</p>`;
}

function closedList(closed: readonly RoadState[], say: Say): Html {
  return html`<ul class="support-closed">
    ${closed.map((one) => one.closed !== null && closedLine(one.road, one.closed, say))}
  </ul>`;
}

function closedLine(road: RoadState['road'], closed: NonNullable<RoadState['closed']>, say: Say): Html {
  const [name, why] = [say(`support.road_name.${road}`), say(`support.closed.${closed}`)];
  return html`<li>${say('support.road_closed', { road: name, why })}</li>`;
}

/** A prepared answer is put behind what is typed already, filled, to be read and changed before it is sent. */
function cannedFields({ sheet, locale }: ComposerParts, say: Say): Html | null {
  if (sheet.canned.length === 0) return null;
  return html`<div class="support-canned">
    <label class="staff-field"
      ><span>${say('support.canned')}</span>
      <select class="staff-select" name="answer">
        <option value="">${say('support.choose')}</option>
        ${sheet.canned.map(({ id, title }) => html`<option value="${id}">${localText(title, locale)}</option>`)}
      </select></label
    >
    <button class="weui-btn weui-btn_default weui-btn_mini" type="submit" name="fill" value="yes">
      ${say('support.canned_use')}
    </button>
  </div>`;
}

function writeForm(parts: ComposerParts, say: Say): Html {
  const { sheet, draft, mark, csrf } = parts;
  const open = sheet.roads.filter(({ closed }) => closed === null);
  const [first] = open;
  // In the WeCom client the servicer sends it by hand: the field only holds the text to take along.
  const sendable = open.filter(({ road }) => road !== 'wecom');
  const inWecom = first?.road === 'wecom';
  const chosen = sendable.find(({ road }) => road === draft.road) ?? sendable[0];
  return html`<form method="post" action="/staff/support/${sheet.handoff.id}/messages">
    <input type="hidden" name="csrf" value="${csrf}" /><input type="hidden" name="mark" value="${mark}" />
    ${cannedFields(parts, say)}
    <label class="staff-field"
      ><span>${say(inWecom ? 'support.text_for_wecom' : 'support.text')}</span>
      <textarea class="staff-textarea" name="text" rows="5" accesskey="w" autofocus>${draft.text}</textarea>
      <span class="staff-note">${say('support.text_hint')}</span></label
    >
    ${
      sendable.length > 0 &&
      html`<fieldset class="support-roads">
        <legend>${say(inWecom ? 'support.other_roads' : 'support.roads')}</legend>
        ${sendable.map(
          ({ road }) =>
            html`<label class="support-choice"
              ><input type="radio" name="road" value="${road}" ${road === chosen?.road && ' checked'} /><span
                >${say(`support.road_name.${road}` satisfies StaffKey)}</span
              ></label
            >`,
        )}
      </fieldset>`
    }
    ${
      draft.askSure &&
      html`<label class="support-choice"
        ><input type="checkbox" name="sure" value="yes" /><span>${say('support.sure')}</span></label
      >`
    }
    ${sendable.length > 0 && html`<button class="weui-btn ${inWecom ? 'weui-btn_default' : 'weui-btn_primary'} staff-wide" type="submit" accesskey="s">${say('support.send')}</button>`}
  </form>`;
}
