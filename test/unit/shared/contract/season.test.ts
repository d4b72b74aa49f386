import { parseSeason } from '../../../../shared/contract/season';
import { sampleSeason, sampleSeasonFile } from '../../../support/season';

/** The sample with one value put at a path; `undefined` removes it. */
function broken(path: (string | number)[], value: unknown): unknown {
  const file = sampleSeasonFile();
  const last = path[path.length - 1] ?? '';
  let parent: object = file;
  for (const key of path.slice(0, -1)) parent = Reflect.get(parent, key) as object;
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else Reflect.set(parent, last, value);
  return file;
}

function problemsOf(file: unknown): string[] {
  const result = parseSeason(file);
  return result.ok ? [] : result.problems.map((problem) => `${problem.path} ${problem.code}`);
}

const FIRST_SITE = ['sites', 0];
const twoLines = { zh: '甲\n乙', en: 'A' };

describe('parseSeason', () => {
  it('accepts the sample season and reads its times with their offset', () => {
    const result = parseSeason(sampleSeasonFile());
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    expect(result.season.sites).toHaveLength(18);
    expect(new Date(result.season.windows[0]?.opensAt ?? 0).toISOString()).toBe('2026-12-25T01:00:00.000Z');
    expect(result.season.version).toBe(1);
  });

  it('reads 24:00 as the end of that day, exclusive', () => {
    const result = parseSeason(sampleSeasonFile());
    if (!result.ok) throw new Error('refused');
    expect(new Date(result.season.paymentEndsAt).toISOString()).toBe('2027-01-13T16:00:00.000Z');
  });

  it('opens the moved sample at the instant asked for', () => {
    const now = Date.parse('2028-06-01T03:30:00Z');
    const [window] = sampleSeason({ now }).windows;
    expect(window && window.opensAt <= now && now < window.opensAt + 86_400_000).toBe(true);
  });

  const cases: [string, (string | number)[], unknown, string][] = [
    ['a time without zone', ['reviewEndsAt'], '2027-01-12T18:00:00', 'reviewEndsAt time.zone_missing'],
    ['a time that is none', ['reviewEndsAt'], 'tomorrow', 'reviewEndsAt time.form'],
    ['a day the calendar lacks', ['ticketFrom'], '2027-02-29T09:00:00+08:00', 'ticketFrom time.impossible'],
    ['24:30', ['ticketFrom'], '2027-03-15T24:30:00+08:00', 'ticketFrom time.impossible'],
    ['a time given as a number', ['ticketFrom'], 1804554000000, 'ticketFrom file.wrong_type'],
    ['an exam day the calendar lacks', ['examTo'], '2027-03-32', 'examTo date.impossible'],
    ['an unknown field', ['colour'], 'red', 'colour file.unknown_field'],
    ['an unknown field of a site', [...FIRST_SITE, 'size'], 3, 'sites[0].size file.unknown_field'],
    ['a missing field', ['hotline'], undefined, 'hotline file.missing'],
    ['a missing choice', ['policies', 'level4Gate'], undefined, 'policies.level4Gate file.missing'],
    [
      'a review end before the windows',
      ['reviewEndsAt'],
      '2027-01-09T18:00:00+08:00',
      'reviewEndsAt ends.review_before_windows',
    ],
    [
      'a payment end before the review end',
      ['paymentEndsAt'],
      '2027-01-11T18:00:00+08:00',
      'paymentEndsAt ends.payment_before_review',
    ],
    [
      'a ticket before the payment end',
      ['ticketFrom'],
      '2027-01-12T20:00:00+08:00',
      'ticketFrom ends.ticket_before_payment',
    ],
    [
      'an exam before the ticket',
      ['ticketFrom'],
      '2027-03-28T09:00:00+08:00',
      'examFrom ends.exam_before_ticket',
    ],
    ['an exam that ends before it starts', ['examTo'], '2027-03-26', 'examTo ends.exam_order'],
    ['another month than the exam', ['sitting', 'month'], '2027-04', 'sitting.month sitting.month_differs'],
    [
      'a window that closes before it opens',
      ['windows', 0, 'closesAt'],
      '2026-12-24T09:00:00+08:00',
      'windows[0].closesAt window.order',
    ],
    ['no window', ['windows'], [], 'windows file.too_short'],
    [
      'a site window after the review end',
      [...FIRST_SITE, 'windows'],
      [{ opensAt: '2026-12-26T09:00:00+08:00', closesAt: '2027-01-12T18:00:01+08:00' }],
      'sites[0].windows[0].closesAt window.after_review',
    ],
    ['a fee in yuan with decimals', ['subjects', 0, 'feeFen'], 90.5, 'subjects[0].feeFen file.wrong_type'],
    ['a negative fee', ['subjects', 0, 'feeFen'], -1, 'subjects[0].feeFen file.too_small'],
    ['a fee given as text', ['subjects', 0, 'feeFen'], '9000', 'subjects[0].feeFen file.wrong_type'],
    ['a negative capacity', [...FIRST_SITE, 'capacity'], -1, 'sites[0].capacity file.too_small'],
    [
      'more seats of a subject than in all',
      [...FIRST_SITE, 'subjects', '15'],
      1201,
      'sites[0].subjects.15 site.subject_capacity_above_total',
    ],
    [
      'a subject that the sitting lacks',
      [...FIRST_SITE, 'subjects', '27'],
      null,
      'sites[0].subjects.27 site.subject_unknown',
    ],
    ['a closed subject', ['subjects', 0, 'code'], '26', 'subjects[0].code subject.closed'],
    [
      'a subject that does not exist',
      ['subjects', 0, 'code'],
      '99',
      'subjects[0].code subject.not_in_catalogue',
    ],
    ['a full-width code', ['subjects', 0, 'code'], '１４', 'subjects[0].code file.bad_form'],
    ['a code with a blank', ['subjects', 1, 'code'], '14 ', 'subjects[1].code file.bad_form'],
    ['the same code twice', ['subjects', 1, 'code'], '14', 'subjects[1].code subject.near_duplicate'],
    [
      'another level than the catalogue',
      ['subjects', 0, 'level'],
      2,
      'subjects[0].level subject.level_differs',
    ],
    [
      'a level outside the sitting',
      ['sitting', 'levels'],
      [1, 2],
      'subjects[23].level subject.level_not_in_sitting',
    ],
    [
      'a site code of another province',
      [...FIRST_SITE, 'code'],
      '442505',
      'sites[0].code site.wrong_province',
    ],
    ['a site code twice', [...FIRST_SITE, 'code'], '352204', 'sites[1].code site.code_near_duplicate'],
    [
      'a site name twice',
      [...FIRST_SITE, 'name', 'zh'],
      '华侨大学厦门校区',
      'sites[1].name.zh site.name_duplicate',
    ],
    [
      'more subjects per candidate than the season',
      [...FIRST_SITE, 'maxSubjects'],
      4,
      'sites[0].maxSubjects site.max_subjects_above_season',
    ],
    [
      'a name that fits into no menu',
      [...FIRST_SITE, 'name', 'zh'],
      '学'.repeat(33),
      'sites[0].name.zh text.caption_bytes',
    ],
    ['a name of two lines', [...FIRST_SITE, 'name'], twoLines, 'sites[0].name.zh text.control'],
    [
      'a direction mark in a name',
      [...FIRST_SITE, 'name', 'en'],
      'A\u202EB',
      'sites[0].name.en text.control',
    ],
    ['markup in a text', ['hotline', 'en'], '<b>call</b>', 'hotline.en text.markup'],
    [
      'a link without https',
      ['links', 'passport'],
      'http://passport.neea.edu.cn',
      'links.passport link.not_https',
    ],
    ['a script link', ['links', 'passport'], 'javascript:alert(1)', 'links.passport link.not_https'],
    ['a link to an address', ['links', 'passport'], 'https://127.0.0.1/', 'links.passport link.not_public'],
    [
      'a link with a disguised host',
      ['links', 'passport'],
      'https://passport.neea.edu.cn@evil.example/',
      'links.passport link.not_public',
    ],
    ['a missing link', ['links', 'passport'], undefined, 'links.passport link.missing'],
    [
      'a long card label',
      ['rejectReasons', 0, 'label', 'zh'],
      '字'.repeat(11),
      'rejectReasons[0].label.zh file.too_long',
    ],
    [
      'a mark that is no field',
      ['rejectReasons', 0, 'fields', 0],
      'shoe',
      'rejectReasons[0].fields[0] reason.unknown_field',
    ],
    [
      'a template field of no type',
      ['templates', 0, 'fields', 'words1'],
      'site',
      'templates[0].fields.words1 template.field_name',
    ],
    [
      'a value that breaks the field type',
      ['templates', 0, 'fields', 'phrase2'],
      'site',
      'templates[0].fields.phrase2 template.field_value',
    ],
    [
      'an answer of the desk that is told by a registration',
      ['templates', 9, 'fields', 'thing1'],
      'subject',
      'templates[9].fields.thing1 template.field_value',
    ],
    [
      'the time of an answer where nobody answered',
      ['templates', 0, 'fields', 'time4'],
      'answered_at',
      'templates[0].fields.time4 template.field_value',
    ],
    [
      'an unknown value',
      ['templates', 0, 'fields', 'thing1'],
      'colour',
      'templates[0].fields.thing1 file.not_allowed',
    ],
    ['a notice without version', ['notices', 0, 'version'], '', 'notices[0].version file.bad_form'],
    ['a notice twice', ['notices', 0, 'id'], 'agreement', 'notices[3].id file.duplicate'],
    [
      'a document switch that contradicts the list',
      ['policies', 'acceptForeignPrId'],
      true,
      'documentTypes document.foreign_switch',
    ],
    [
      'photo limits the wrong way round',
      ['photoRule', 'minBytes'],
      300_000,
      'photoRule.maxBytes range.order',
    ],
    ['what a clone left to review', ['toReview'], ['windows'], 'toReview[0] file.to_review'],
  ];

  it.each(cases)('refuses %s', (_what, path, value, problem) => {
    expect(problemsOf(broken(path, value))).toContain(problem);
  });

  it('refuses a tenth reject reason (a card holds ten entries, the first is the placeholder)', () => {
    const file = sampleSeasonFile();
    const reasons = file['rejectReasons'] as { code: string }[];
    const more = ['a', 'b'].map((code) => ({ ...reasons[0], code }));
    expect(problemsOf({ ...file, rejectReasons: [...reasons, ...more] })).toContain(
      'rejectReasons file.too_long',
    );
  });

  it('needs every notice but that of the sitting (S15)', () => {
    const notices = sampleSeasonFile()['notices'] as { id: string }[];
    const without = (id: string) => ({
      ...sampleSeasonFile(),
      notices: notices.filter((notice) => notice.id !== id),
    });
    expect(problemsOf(without('agreement'))).toEqual(['notices notice.missing']);
    expect(problemsOf(without('sitting_notice'))).toEqual([]);
  });

  it('refuses overlapping windows', () => {
    const windows = [
      { opensAt: '2026-12-25T09:00:00+08:00', closesAt: '2027-01-05T18:00:00+08:00' },
      { opensAt: '2027-01-05T17:00:00+08:00', closesAt: '2027-01-10T18:00:00+08:00' },
    ];
    expect(problemsOf({ ...sampleSeasonFile(), windows })).toEqual(['windows[1].opensAt window.overlap']);
  });

  it.each([null, 7, 'text', []])('refuses %p, which is no object', (value) => {
    expect(problemsOf(value)).toEqual([' file.wrong_type']);
  });
});
