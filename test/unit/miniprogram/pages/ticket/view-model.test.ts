import { ticketView, type TicketFacts } from '../../../../../miniprogram/pages/ticket/view-model';
import { wordsOf } from '../../../../../miniprogram/services/texts';
import { ticketEn } from '../../../../../shared/i18n/phone/ticket/en';
import { ticketZhCn } from '../../../../../shared/i18n/phone/ticket/zh-CN';
import { aRegistration, NOW } from '../../../../support/miniprogram-answers';

const name = { zh: 'C语言', en: 'C' };
const registration = aRegistration({
  state: 'paid',
  subjects: [{ code: '24', name, feeFen: 1, state: 'paid' }],
});

function view(change: Partial<TicketFacts>) {
  const words = wordsOf({ zhCn: ticketZhCn, en: ticketEn }, 'zh-CN');
  const facts = { registration, ticketFrom: NOW + 1, site: null, tickets: [], ...change };
  return ticketView(facts, { words, now: NOW, query: {} });
}

describe('ticketView', () => {
  it('says from when tickets are open (S52)', () => {
    expect(view({}).empty).toEqual({
      title: '准考证还没有开放',
      text: '2027年1月8日（周五）10:00起可以在这里查看和打印。',
    });
  });

  it('tells late arrangement and missing payment apart', () => {
    expect(view({ ticketFrom: NOW }).empty.title).toBe('准考证还在编排');
    expect(view({ registration: aRegistration() }).empty.title).toBe('没有准考证');
  });

  it('shows number, time, place, room and seat of each subject (S52)', () => {
    const ticket = {
      subjectCode: '24',
      subjectName: name,
      ticketNumber: '2479350001',
      startsAt: NOW,
      room: '3号机房',
      seat: '12',
    };
    const site = { name: { zh: '厦门大学', en: 'X' }, address: { zh: '示例路1号', en: '1 Road' } };
    const [shown] = view({ site, tickets: [ticket] }).tickets;
    expect(shown?.subject).toBe('24 C语言');
    expect(shown?.facts.map(({ value }) => value)).toEqual([
      '2479350001',
      '2027年1月8日（周五）10:00',
      '厦门大学',
      '示例路1号',
      '3号机房',
      '12',
    ]);
  });
});
