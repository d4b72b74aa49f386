import { proposalLines } from '../../../../../server/use-cases/support/proposal-lines';
import type { AskedField } from '../../../../../shared/domain/fields';
import { smallSeason } from '../../../../support/season';
import { COMPLETE, NOW } from '../../../../support/situations';

describe('proposalLines', () => {
  const season = smallSeason({ now: NOW });
  const lineOf = (field: AskedField, was: unknown, becomes: unknown) => {
    const [line] = proposalLines({
      ...{ fields: [field], season, locale: 'zh-CN' },
      was: { ...COMPLETE, [field]: was },
      after: { ...COMPLETE, [field]: becomes },
    });
    return line;
  };

  it('shows what changes', () => {
    expect(lineOf('occupation', 'office_staff', 'teacher')).toMatchObject({
      ...{ label: '职业', was: '企业职员', becomes: '教师' },
    });
  });

  it('tells nothing of a masked answer that whoever typed the other one did not know (PR7, PR8)', () => {
    const same = lineOf('mobile', '13812348000', '13812348000');
    for (const stored of ['13800008000', '13899998000', '13812398000'])
      expect(lineOf('mobile', stored, '13812348000')).toEqual(same);
    expect(same).toMatchObject({ was: '138****8000', becomes: '138****8000（遮住的部分按建议填写）' });
    const addresses = ['福州路九号', '福州路十二号'].map((stored) =>
      lineOf('address', stored, '福州路一号二室'),
    );
    expect(addresses[0]).toEqual(addresses[1]);
  });
});
