import { render } from '../../../../bot/replies/render';
import type { AskedField } from '../../../../shared/domain/fields';
import { FIELD_CODES, type FieldCode } from '../../../../shared/domain/codes';
import type { Answers } from '../../../../shared/domain/registration';
import { checkAnswers } from '../../../../shared/domain/rules/answers';
import { REASON_CODES } from '../../../../shared/domain/rules/decision-reason';
import type { Season } from '../../../../shared/domain/season';
import { plainDateAt } from '../../../../shared/domain/time';
import { readableParams } from '../../../../shared/i18n/readable-params';
import { envelopeOf } from '../../../../server/http/middleware/handle-errors';
import { refusedAct } from '../../../../server/http/presenters/failures';
import type { RegistrationView } from '../../../../server/use-cases/registrations/view-registration';
import { residentIdOf } from '../../../support/ids';
import { aRegistration, aSeason, aSite, NOW, SUBJECTS } from '../../../support/miniprogram-answers';
import { builtMiniProgram } from '../../../support/built-miniprogram';
import { mountPage, SIGNED_IN, type MountedPage, type Reply } from '../../../support/miniprogram-page';
import { OTHER_SITE, REVIEWING_SITE, sampleSeason } from '../../../support/season';
import { until } from '../../../support/until';

type Row = readonly [code: FieldCode, field: AskedField, raw: unknown, base?: Answers, season?: Season];

const SEASON = sampleSeason({ now: NOW });
const TODAY = plainDateAt(NOW);
const GATED: Season = { ...SEASON, policies: { ...SEASON.policies, level4Gate: 'require' } };
const OWN_SCHOOL: Season = { ...SEASON, policies: { ...SEASON.policies, ownSchoolOnly: true } };
const LEVEL_1: Season = { ...SEASON, sitting: { ...SEASON.sitting, levels: [1] } };
const NO_SUBJECTS: Season = {
  ...SEASON,
  sites: SEASON.sites.map((site) => (site.code === OTHER_SITE ? { ...site, subjects: {} } : site)),
};
const ID = residentIdOf({ birthDate: '2005-03-15', sequence: 1 });
const RESIDENT: Answers = { documentType: 'resident_id' };
const PERSON: Answers = { ...RESIDENT, documentNumber: ID, sex: 'male', birthDate: '2005-03-15' };
const STUDENT: Answers = { student: true, school: '华侨大学' };
const AT_SITE: Answers = { student: false, siteCode: OTHER_SITE };

/** An input for every code that an answer can be refused with, checked by the rules themselves (S17-S25). */
const ROWS: readonly Row[] = [
  ['document.type_not_accepted', 'documentType', 'foreign_pr_id'],
  ['field.not_a_choice', 'documentType', 'library_card'],
  ['field.required', 'documentNumber', ' ', RESIDENT],
  ['field.wrong_type', 'documentNumber', 5, RESIDENT],
  ['document.first_generation', 'documentNumber', '359999050315001', RESIDENT],
  ['document.length', 'documentNumber', ID.slice(1), RESIDENT],
  ['document.charset', 'documentNumber', `${ID.slice(0, 16)}O${ID.slice(17)}`, RESIDENT],
  ['document.prefix', 'documentNumber', 'A00000000', { documentType: 'hm_permit' }],
  ['document.charset', 'documentNumber', '0000000A', { documentType: 'tw_permit' }],
  ['document.length', 'documentNumber', '000', { documentType: 'passport' }],
  ['document.type_mismatch', 'documentNumber', ID, { documentType: 'hmt_residence' }],
  ['document.type_mismatch', 'documentNumber', ID, { documentType: 'passport' }],
  ['document.province_prefix', 'documentNumber', `99${ID.slice(2)}`.replace(/^9/, '0'), RESIDENT],
  ['document.checksum', 'documentNumber', ID.slice(0, 17) + (ID.endsWith('0') ? '1' : '0'), RESIDENT],
  ['document.birth_date', 'documentNumber', residentIdOf({ birthDate: '2005-02-30' }), RESIDENT],
  ['document.birth_date_future', 'documentNumber', residentIdOf({ birthDate: '2030-01-01' }), RESIDENT],
  ['sex.contradicts_number', 'sex', 'female', PERSON],
  ['birth_date.format', 'birthDate', '昨天'],
  ['birth_date.not_a_day', 'birthDate', '2005-02-30'],
  ['birth_date.too_early', 'birthDate', '1850-01-01'],
  ['birth_date.future', 'birthDate', '2035-01-01'],
  ['birth_date.contradicts_number', 'birthDate', '2005-03-16', PERSON],
  ['name.invisible_character', 'name', '王\u200B小明', RESIDENT],
  ['name.markup', 'name', '王<b>', RESIDENT],
  ['name.private_use', 'name', '王\uE000', RESIDENT],
  ['name.placeholder', 'name', '王□', RESIDENT],
  ['name.character', 'name', '王1', RESIDENT],
  ['name.dot_position', 'name', '·阿依', RESIDENT],
  ['name.punctuation_position', 'name', "-O'Neil", { documentType: 'passport' }],
  ['name.han_expected', 'name', 'Wang Xiaoming', RESIDENT],
  ['name.too_long', 'name', '王'.repeat(51), RESIDENT],
  ['mobile.format', 'mobile', '手机'],
  ['mobile.length', 'mobile', '1380013800'],
  ['mobile.prefix', 'mobile', '12800138000'],
  ['mobile.landline', 'mobile', '05922180000'],
  ['email.format', 'email', 'wang'],
  ['email.too_long', 'email', `${'a'.repeat(60)}@${'b'.repeat(60)}.example.org`],
  ['text.too_long', 'address', '路'.repeat(200)],
  ['text.forbidden_character', 'address', '示例路\u202E1号'],
  ['text.markup', 'address', '<b>示例路</b>'],
  ['postcode.format', 'postcode', '36100'],
  ['field.not_applicable', 'faculty', '计算机', { student: false }],
  ['school.not_listed', 'school', '某某大学', { student: true }],
  ['school.student_number', 'studentNumber', '学号', STUDENT],
  ['site.unknown', 'siteCode', '000000'],
  ['site.own_students_only', 'siteCode', '359103', { student: false }],
  ['site.own_school_required', 'siteCode', OTHER_SITE, STUDENT, OWN_SCHOOL],
  ['site.no_subjects', 'siteCode', OTHER_SITE, { student: false }, NO_SUBJECTS],
  ['subjects.unknown', 'subjects', ['00'], AT_SITE],
  ['subjects.repeated', 'subjects', ['65', '65'], AT_SITE],
  ['subjects.too_many', 'subjects', ['65', '15', '14', '16'], AT_SITE],
  ['subjects.level_not_in_sitting', 'subjects', ['65'], AT_SITE, LEVEL_1],
  ['subjects.not_at_site', 'subjects', ['65'], AT_SITE, NO_SUBJECTS],
  ['subjects.level4_gate', 'subjects', ['41'], AT_SITE, GATED],
];
/** Told of one's own list of places in the chat, of other numbers (refused acts), by short texts, and to reviewers. */
const ELSEWHERE: readonly FieldCode[] = [
  'site.full',
  'subjects.full',
  'id.already_used',
  'id.too_many_numbers',
  'text.too_short',
  ...REASON_CODES,
];
const FIELDS = [...new Set(ROWS.map(([, field]) => field))];

describe('Answers that the rules refuse', () => {
  const { id, seasonId } = aRegistration();
  let page: MountedPage | undefined;
  beforeAll(() => builtMiniProgram(), 30_000);
  afterEach(() => page?.close());

  it('cover every code of the rules', () => {
    const covered = new Set<string>([...ROWS.map(([code]) => code), ...ELSEWHERE]);
    expect(FIELD_CODES.filter((code) => !covered.has(code))).toEqual([]);
  });

  it.each(FIELDS.flatMap((field) => (['zh-CN', 'en'] as const).map((locale) => [field, locale] as const)))(
    'are told beside the question, in its words: %s in %s',
    async (field, locale) => {
      let reply: Reply = 'no answer';
      const mounted = await openQuestion(field, locale, () => reply);
      for (const [code, , raw, base = {}, season = SEASON] of ROWS.filter((row) => row[1] === field)) {
        const checked = checkAnswers(base, { [field]: raw }, { season, today: TODAY });
        const problems = checked.ok ? [] : checked.problems;
        expect({ raw, code: problems[0]?.code }).toEqual({ raw, code });
        const error = refusedAct({ ok: false, why: 'invalid', problems: problems as never }, VIEW);
        reply = { status: 422, body: envelopeOf(error, { locale, requestId: 'request-1' }) };
        const words = readableParams(problems[0]?.params, { season: null, locale });
        await mounted.taps(mainLabel(mounted));
        await mounted.sees(render(locale, code, words));
        expect(mounted.text()).not.toMatch(/\{\{|undefined|\b[a-z_]+\.[a-z_]+_[a-z_]+\b/);
      }
    },
  );

  const VIEW = { registration: { state: 'draft', version: 3 }, acts: [] } as unknown as RegistrationView;

  function mainLabel({ document }: MountedPage): string {
    return document.querySelector('.action-bar__main')?.textContent?.trim() ?? '';
  }

  /** The page that asks this field, with an answer stored. */
  async function openQuestion(field: AskedField, locale: 'zh-CN' | 'en', reply: () => Reply) {
    const site = { code: OTHER_SITE, name: aSite().name, reviews: false };
    const registration = aRegistration({ site, missing: [field], answers: { subjects: ['65'] } });
    const path = { siteCode: 'site', subjects: 'subjects' }[field as 'siteCode'] ?? 'question';
    const stored = { documentType: 'passport', sex: 'male', school: '华侨大学' }[field as 'sex'] ?? '先前';
    page = await mountPage({
      page: `/pages/${path}/index?registration=${id}&field=${field}`,
      storage: SIGNED_IN,
      conditions: { language: locale === 'en' ? 'en' : 'zh_CN' },
      server: {
        [`GET /registrations/${id}`]: { body: { registration } },
        [`GET /registrations/${id}/answers`]: { body: { answers: { [field]: stored }, version: 3 } },
        [`PUT /registrations/${id}/answers`]: reply,
        [`GET /seasons/${seasonId}`]: { body: aSeason({ subjects: SUBJECTS }) },
        [`GET /seasons/${seasonId}/sites`]: {
          body: { sites: [aSite({ code: OTHER_SITE }), aSite({ code: REVIEWING_SITE })], serverTime: NOW },
        },
      },
    });
    const mounted = page;
    await until('the page is there', () => mainLabel(mounted) !== '', { everyMs: 5 });
    return mounted;
  }
});
