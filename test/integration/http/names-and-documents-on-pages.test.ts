import { DOCUMENT_TYPES } from '../../../shared/domain/catalogue/document-types';
import { callApi } from '../../support/api-client';
import { residentIdOf } from '../../support/ids';
import { mountPage, type MountedPage } from '../../support/miniprogram-page';
import { hasBegun } from '../../support/people-on-the-way';
import { startStage, type Stage } from '../../support/stage';
import { until } from '../../support/until';

interface Row {
  type: (typeof DOCUMENT_TYPES)[number]['key'];
  number: string;
  /** Sex and birth date do not stand in the number and are asked (domain.md 5). */
  asks: boolean;
  name: string;
  /** As it is stored, where that differs. */
  stored?: string;
  /** What is told beside the accepted name (S23, S24). */
  told?: string;
}

const ROWS: readonly Row[] = [
  {
    type: 'resident_id',
    number: residentIdOf({ birthDate: '2003-05-17', sequence: 311 }),
    asks: false,
    name: '王𬱖',
    told: '第2个是生僻字',
  },
  { type: 'hmt_residence', number: '830000200303030030', asks: false, name: '陳', told: '姓名只有一个字' },
  { type: 'hm_permit', number: 'H00000000', asks: true, name: '王XIAO明', told: '已按拼音代替生僻字登记' },
  { type: 'tw_permit', number: '00000000', asks: true, name: '阿依•买买提', stored: '阿依·买买提' },
  { type: 'passport', number: 'E00000000', asks: true, name: "Jean-Luc O'Neil" },
  { type: 'foreign_pr_id', number: '935999199505050017', asks: false, name: 'José Ñandú' },
];

describe('Names and documents on the pages of the mini program', () => {
  let stage: Stage;
  let page: MountedPage | undefined;

  beforeAll(async () => {
    stage = await startStage({
      season: { documentTypes: DOCUMENT_TYPES.map(({ key }) => key), policies: { acceptForeignPrId: true } },
    });
  });
  afterEach(() => page?.close());
  afterAll(() => stage.stop());

  it('cover every type of document', () => {
    expect(ROWS.map(({ type }) => type).toSorted()).toEqual(DOCUMENT_TYPES.map(({ key }) => key).toSorted());
  });

  it.each(ROWS)('are asked, told and kept exactly: $type, $name', async (row) => {
    const own = await hasBegun(stage);
    page = await mountPage({
      page: `/pages/question/index?registration=${own.id}&field=documentType`,
      serverUrl: stage.publicUrl,
      storage: { session: { token: own.token, expiresAt: 8_000_000_000_000 } },
    });
    const save = () => page!.taps('保存并继续');
    await page.sees('您用哪种证件报名？');
    await page.taps(DOCUMENT_TYPES.find(({ key }) => key === row.type)?.name.zh ?? '');
    await save();
    await page.sees('证件号码是多少？');
    await page.types(row.number.toLowerCase());
    await save();
    if (row.asks) {
      await page.sees('您的性别？');
      await page.taps('女');
      await save();
      await page.sees('您的出生日期？');
      await page.types('2003-05-17');
      await save();
    }
    await page.sees('您的姓名？');
    await page.types(row.name);
    await save();
    if (row.told) {
      await page.sees(row.told);
      await page.sees(row.name);
      expect(page.text()).not.toMatch(/\{\{|name\./);
      await page.taps('没有错，继续');
    }
    const answers = await until('the name is stored', async () => {
      const { body } = await callApi<{ answers: { name?: string; documentNumber: string } }>(
        stage,
        `/registrations/${own.id}/answers`,
        { token: own.token },
      );
      return body.answers.name !== undefined && body.answers;
    });
    await until('the next page is shown', () => !page?.text().includes('您的姓名？'));
    expect(answers).toMatchObject({ name: row.stored ?? row.name, documentNumber: row.number });
  });
});
