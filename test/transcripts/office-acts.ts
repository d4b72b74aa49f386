import { importTickets } from '../../server/use-cases/tickets/import-tickets';
import { storeSeason } from '../../server/use-cases/seasons/import-season';
import type { Actor } from '../../shared/domain/registration';
import { TICKET_COLUMNS } from '../../shared/contract/tickets';
import type { Play } from './player';

const COMMAND: Actor = { role: 'system', id: 'office', channel: 'command' };

/** What the exam office does by command: `导入准考证`, `名额用完：考点代码`. */
export async function officeActs(play: Play, said: string): Promise<void> {
  const [act, about = ''] = said.split('：');
  switch (act) {
    case '导入准考证':
      return tickets(play);
    case '名额用完':
      return fill(play, about);
    default:
      throw new Error(`the office does not know how to ${said}`);
  }
}

/** A ticket for each paid subject of the candidate, one session after the other on the first day. */
async function tickets({ stage, phone, show }: Play): Promise<void> {
  await phone.signsIn();
  const registration = await phone.registration();
  if (!registration) throw new Error('there is no registration');
  const paid = registration.subjects.filter(({ state }) => state === 'paid');
  const rows = paid.map(({ code }, index) =>
    [
      registration.id,
      code,
      `3579${String(index + 1).padStart(12, '0')}`,
      `${stage.season.examFrom}T${String(8 + index * 3).padStart(2, '0')}:30:00+08:00`,
      '第3机房',
      String(12 + index),
    ].join(','),
  );
  const text = [TICKET_COLUMNS.join(','), ...rows].join('\n');
  const imported = await importTickets(stage.app.context, { text, actor: COMMAND });
  show(imported.ok ? `考试院：已导入${imported.count}张准考证` : JSON.stringify(imported.problems));
}

async function fill({ stage, show }: Play, siteCode: string): Promise<void> {
  const sites = stage.season.sites.map((site) => (site.code === siteCode ? { ...site, capacity: 0 } : site));
  await storeSeason(stage.app.context, { season: { ...stage.season, sites }, actor: COMMAND });
  show('考试院：名额已改');
}
