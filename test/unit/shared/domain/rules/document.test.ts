import fc from 'fast-check';
import { checkDocument } from '../../../../../shared/domain/rules/document';
import { checkCharacterOf } from '../../../../../shared/domain/rules/document-number';
import { PROVINCES } from '../../../../../shared/domain/catalogue/provinces';
import type { DocumentType } from '../../../../../shared/domain/registration';
import cases from '../../../../support/id-test-numbers.json';
import { residentIdOf } from '../../../../support/ids';

const TODAY = '2026-01-10';
const ALL_TYPES = ['resident_id', 'hmt_residence', 'hm_permit', 'tw_permit', 'passport', 'foreign_pr_id'];

function check(type: string, raw: string, today = TODAY): ReturnType<typeof checkDocument> {
  return checkDocument({ type: type as DocumentType, raw, today, accepted: ALL_TYPES });
}

const anyResidentId = fc
  .record({
    province: fc.constantFrom(...PROVINCES.map((province) => province.key)),
    day: fc.integer({ min: 0, max: 40_000 }),
    sequence: fc.integer({ min: 0, max: 999 }),
  })
  .map(({ province, day, sequence }) => {
    const birthDate = new Date(Date.UTC(1910, 0, 1) + day * 86_400_000).toISOString().slice(0, 10);
    return residentIdOf({ province, birthDate, sequence });
  });

const anyText = fc
  .array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 20 })
  .map((codePoints) => String.fromCodePoint(...codePoints));

describe('checkDocument', () => {
  it.each(cases.valid)('S18 accepts $number as $type: $note', ({ type, number, sex, birth }) => {
    const facts = birth === null ? {} : { birthDate: birth, sex: sex === 'M' ? 'male' : 'female' };
    expect(check(type, number)).toEqual({ ok: true, value: { number, facts }, warnings: [] });
  });

  it.each(cases.invalid)('S18 refuses $number as $type: $note', ({ type, number, reason }) => {
    const code = /^\d{15}$/.test(number) ? 'document.first_generation' : `document.${reason}`;
    expect(check(type, number)).toMatchObject({ ok: false, code });
  });

  it.each(cases.normalise)('S18 stores $input as $expect: $note', ({ type, input, expect: number }) => {
    expect(check(type, input)).toMatchObject({ ok: true, value: { number } });
  });

  it('S18 knows the same province prefixes as the reference', () => {
    expect(PROVINCES.map((province) => province.key)).toEqual(cases.provincePrefixes);
  });

  it('S18 accepts abolished and unknown counties, because only the province is checked', () => {
    const first17 = '35000020050315001';
    expect(check('resident_id', first17 + checkCharacterOf(first17)).ok).toBe(true);
  });

  it.each([
    [
      '359999O00503150015',
      { code: 'document.slip.letter_for_digit', params: { position: 7, letter: 'O', digit: '0' } },
    ],
    [
      '3599992005O3150015',
      { code: 'document.slip.letter_for_digit', params: { position: 11, letter: 'O', digit: '0' } },
    ],
    ['35999920030101009×', { code: 'document.slip.sign_for_x' }],
    ['359999205003150015', { code: 'document.slip.swapped', params: { position: 9, next: 10 } }],
    ['359999200503150010', { code: 'document.slip.last_character' }],
    ['35999920030101009', { code: 'document.slip.x_missing' }],
    ['35999920050315001', { code: 'document.slip.one_missing' }],
    ['35999920050310015', { code: 'document.slip.one_missing' }],
    ['3599992005031500155', { code: 'document.slip.one_extra' }],
  ])('S18 names the likely slip in %s', (number, likelySlip) => {
    expect(check('resident_id', number)).toMatchObject({ ok: false, likelySlip });
  });

  it.each([
    ['resident_id', '830000200303030030', 'document.type_mismatch', 'hmt_residence'],
    ['resident_id', '935999199505050017', 'document.type_mismatch', 'foreign_pr_id'],
    ['hmt_residence', '359999200503150015', 'document.type_mismatch', 'resident_id'],
    ['passport', '359999200503150015', 'document.type_mismatch', 'resident_id'],
    ['resident_id', 'H00000000', 'document.length', 'hm_permit'],
    ['resident_id', 'E00000000', 'document.length', 'passport'],
    ['hm_permit', '359999200503150015', 'document.length', 'resident_id'],
    ['tw_permit', 'M0000000001', 'document.length', 'hm_permit'],
  ])('S18 offers to switch %s %s', (type, number, code, fits) => {
    expect(check(type, number)).toMatchObject({ ok: false, code, params: { fits } });
  });

  it('S18 does not offer a type the province does not accept', () => {
    const input = { type: 'resident_id' as const, raw: '935999199505050017', today: TODAY };
    expect(checkDocument(input)).toEqual({
      ok: false,
      code: 'document.type_not_accepted',
      params: { type: 'foreign_pr_id' },
    });
  });

  it.each([
    ['resident_id', '   ', 'field.required'],
    ['resident_id', residentIdOf({ birthDate: '2026-01-10' }), 'document.birth_date_future'],
    ['resident_id', '990000200503150015', 'document.type_mismatch'],
    ['passport', 'E123', 'document.length'],
    ['hm_permit', 'H0000O000', 'document.charset'],
    ['tw_permit', '0000000A', 'document.charset'],
    ['foreign_pr_id', 'AB1000000000000', 'document.charset'],
  ])('S18 refuses %s %j with %s', (type, number, code) => {
    expect(check(type, number)).toMatchObject({ ok: false, code });
  });

  it('S18 accepts the foreign card of 15 characters', () => {
    expect(check('foreign_pr_id', 'abc000000000000')).toMatchObject({ ok: true });
  });

  it('S18 accepts every well-formed number, also spaced, full width and in lower case', () => {
    fc.assert(
      fc.property(anyResidentId, (number) => {
        const wide = number.replace(/[\dX]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
        for (const raw of [
          number,
          number.toLowerCase(),
          wide,
          ` ${number.slice(0, 6)} ${number.slice(6)}\u200b`,
        ]) {
          expect(check('resident_id', raw)).toMatchObject({ ok: true, value: { number } });
        }
      }),
    );
  });

  it('S18 refuses every change of a single character', () => {
    fc.assert(
      fc.property(anyResidentId, fc.nat(17), fc.integer({ min: 1, max: 9 }), (number, at, step) => {
        const old = number[at] === 'X' ? 10 : Number(number[at]);
        const changed = number.slice(0, at) + String((old + step) % 10) + number.slice(at + 1);
        fc.pre(changed !== number);
        expect(check('resident_id', changed).ok).toBe(false);
      }),
    );
  });

  it('S18 refuses every swap of unequal neighbours', () => {
    fc.assert(
      fc.property(anyResidentId, fc.nat(16), (number, at) => {
        fc.pre(number[at] !== number[at + 1]);
        const swapped = number.slice(0, at) + number[at + 1]! + number[at]! + number.slice(at + 2);
        expect(check('resident_id', swapped).ok).toBe(false);
      }),
    );
  });

  it('answers any text without throwing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ALL_TYPES), anyText, (type, raw) => {
        expect(typeof check(type, raw).ok).toBe('boolean');
      }),
    );
  });
});
