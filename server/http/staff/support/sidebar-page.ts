import type { Say } from '../layout';
import { html, type Html } from '../markup';

export const SIDEBAR = '/staff/support/sidebar';

/**
 * Why the sidebar shows nobody.
 * - `outside`: not in WeCom. - `elsewhere`: in WeCom, but beside no customer-service chat.
 * - `refused`: the client did not accept the signature. - `no_permission`: it does not tell this app who the customer is.
 * - `busy`: it, or we, did not answer. - `signed_out`: the session has ended.
 */
const TROUBLES = ['outside', 'elsewhere', 'refused', 'no_permission', 'busy', 'signed_out'] as const;
/** What may help to look again. */
const PASSING: readonly string[] = ['refused', 'busy', 'signed_out'];

/** The sidebar before it knows whose chat is open. All that the script says stands here; it only shows it. */
export function sidebarBody(parts: { corpId: string; agentId: number; csrf: string; say: Say }): Html {
  const { corpId, agentId, csrf, say } = parts;
  return html`<h1 class="staff-hidden">${say('sidebar.title')}</h1>
    <noscript>
      <section class="staff-card">
        <p>${say('sidebar.no_script')}</p>
        ${deskLink(say)}
      </section>
    </noscript>
    <div id="sidebar" data-corp-id="${corpId}" data-agent-id="${agentId}" data-csrf="${csrf}">
      <p class="staff-lead" data-say="asking" role="status">${say('sidebar.asking')}</p>
      ${TROUBLES.map((trouble) => troubleSection(trouble, say))}
      <div id="customer"></div>
      <p class="sidebar-told" data-told="sent" role="status" hidden>${say('sidebar.sent')}</p>
      ${(['another', 'unsure', 'not_sent'] as const).map(
        (told) =>
          html`<p class="sidebar-told sidebar-told_bad" data-told="${told}" role="alert" hidden>
            ${say(`sidebar.${told}`)}
          </p>`,
      )}
    </div>`;
}

function troubleSection(trouble: (typeof TROUBLES)[number], say: Say): Html {
  return html`<section class="staff-card" data-say="${trouble}" role="alert" hidden>
    <p><strong>${say(`sidebar.${trouble}`)}</strong></p>
    <p class="staff-note">${say(`sidebar.${trouble}_more`)}</p>
    ${
      PASSING.includes(trouble) &&
      html`<p>
        <a class="weui-btn weui-btn_primary staff-wide" href="${SIDEBAR}">${say('sidebar.again')}</a>
      </p>`
    }
    ${deskLink(say)}
  </section>`;
}

function deskLink(say: Say): Html {
  return html`<p>
    <a class="weui-btn weui-btn_default staff-wide" href="/staff/support">${say('sidebar.desk')}</a>
  </p>`;
}
