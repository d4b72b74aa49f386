import { outsideQuietHours } from '../../../../shared/domain/quiet-hours';
import { smallSeason } from '../../../support/season';

const at = (text: string) => Date.parse(`2027-01-${text}:00+08:00`);

describe('outsideQuietHours', () => {
  const { reminders: rules } = smallSeason({ now: at('02T10:00') });
  const from = at('01T00:00');

  it.each([
    ['21:59 stays', '05T21:59', '07T12:00', '05T21:59'],
    ['22:00 waits for the morning', '05T22:00', '07T12:00', '06T08:00'],
    ['07:59 waits for the morning', '06T07:59', '07T12:00', '06T08:00'],
    ['08:00 stays', '06T08:00', '07T12:00', '06T08:00'],
    ['an end at 9:00 lets it wait', '06T06:00', '06T09:00', '06T08:00'],
    ['an end before 9:00 does not', '06T06:00', '06T08:59', '05T21:30'],
    ['08:00 stays also when nothing later would help', '06T08:00', '06T08:30', '06T08:00'],
  ])('%s', (_what, wanted, endsAt, expected) => {
    expect(outsideQuietHours(at(wanted), { endsAt: at(endsAt), from, rules })).toBe(at(expected));
  });

  it('lets it go out in the evening before when that is the very moment it begins from', () => {
    const options = { endsAt: at('06T08:59'), from: at('05T21:30'), rules };
    expect(outsideQuietHours(at('06T06:00'), options)).toBe(at('05T21:30'));
  });

  it('lets it go out at night when the evening before has passed and nothing later would help', () => {
    const options = { endsAt: at('06T00:30'), from: at('05T23:30'), rules };
    expect(outsideQuietHours(at('06T00:10'), options)).toBe(at('06T00:10'));
  });
});
