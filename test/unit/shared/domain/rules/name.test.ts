import fc from 'fast-check';
import { checkName, MAX_NAME_LENGTH } from '../../../../../shared/domain/rules/name';

function codesOf(raw: string, type: Parameters<typeof checkName>[1] = 'resident_id'): unknown {
  const outcome = checkName(raw, type);
  return outcome.ok ? outcome.warnings.map((warning) => warning.code) : outcome.code;
}

const anyHan = fc
  .oneof(
    fc.integer({ min: 0x4e00, max: 0x9fff }),
    fc.integer({ min: 0x3400, max: 0x4dbf }),
    fc.integer({ min: 0x20000, max: 0x2a6df }),
    fc.integer({ min: 0x2ebf0, max: 0x2ee5d }),
    fc.integer({ min: 0x30000, max: 0x323af }),
  )
  .map((codePoint) => String.fromCodePoint(codePoint));

describe('checkName', () => {
  it.each([
    ['王小明', '王小明'],
    ['  王小明\u3000', '王小明'],
    ['王　明', '王明'],
    ['阿里·买买提', '阿里·买买提'],
    ['阿里•买买提', '阿里·买买提'],
    ['阿里‧买买提', '阿里·买买提'],
    ['阿里・买买提', '阿里·买买提'],
    ['阿里･买买提', '阿里·买买提'],
    ['阿里．买买提', '阿里·买买提'],
    ['阿里.买买提', '阿里·买买提'],
    ['阿里⋅买买提', '阿里·买买提'],
    ['阿里 · 买买提', '阿里·买买提'],
    ['王〇一', '王〇一'],
    ['⼭田', '山田'],
  ])('S23 S25 stores %j as %j', (raw, name) => {
    expect(checkName(raw, 'resident_id')).toMatchObject({
      ok: true,
      value: { name, pinyinSubstitute: false },
    });
  });

  it.each(['𬱖', '\u{2ebf0}', '\u{31350}'])('S24 keeps the rare character %s as one character', (rare) => {
    const outcome = checkName(`李${rare}`, 'resident_id');
    expect(outcome).toMatchObject({ ok: true, value: { name: `李${rare}` } });
    expect(codesOf(`李${rare}`)).toEqual(['name.rare_character']);
  });

  it('S24 takes pinyin in place of a character that cannot be typed, and records it', () => {
    expect(checkName('王ZHE伟', 'resident_id')).toEqual({
      ok: true,
      value: { name: '王ZHE伟', pinyinSubstitute: true },
      warnings: [{ code: 'name.pinyin_substitute' }],
    });
    expect(checkName('王ＬÜ', 'resident_id')).toMatchObject({ ok: true, value: { name: '王LÜ' } });
  });

  it.each(["ANNE-MARIE O'NEIL", 'José da Silva', 'LEE, Kim Jr.', 'Maria·José'])(
    'S25 takes %j from a passport',
    (name) => {
      expect(checkName(name, 'passport')).toMatchObject({
        ok: true,
        value: { name, pinyinSubstitute: false },
      });
    },
  );

  it.each([
    ['', 'field.required'],
    [' \u3000', 'field.required'],
    ['·王明', 'name.dot_position'],
    ['王明·', 'name.dot_position'],
    ['王··明', 'name.dot_position'],
    ['王\u200b明', 'name.invisible_character'],
    ['王\u202e明', 'name.invisible_character'],
    ['王\u0000明', 'name.invisible_character'],
    ['王\ufe00明', 'name.invisible_character'],
    ['王\ud86d', 'name.invisible_character'],
    ['王<b>明', 'name.markup'],
    ['王&amp;明', 'name.markup'],
    ['王\ue000', 'name.private_use'],
    ['王\u{f0000}', 'name.private_use'],
    ['王?', 'name.placeholder'],
    ['王□', 'name.placeholder'],
    ['王小明1', 'name.character'],
    ['王(小)明', 'name.character'],
    ['王⿰', 'name.character'],
    ['王😀', 'name.character'],
    ['王\u0301', 'name.character'],
    ['王-明', 'name.character'],
    ['WANG MING', 'name.han_expected'],
    ['王'.repeat(MAX_NAME_LENGTH + 1), 'name.too_long'],
  ])('S23 refuses %j with %s', (raw, code) => {
    expect(codesOf(raw)).toBe(code);
  });

  it.each([
    ['-Anna', 'name.punctuation_position'],
    ['Anna--Lena', 'name.punctuation_position'],
    ['Иван', 'name.character'],
  ])('S25 refuses %j from a passport with %s', (raw, code) => {
    expect(codesOf(raw, 'passport')).toBe(code);
  });

  it('S25 asks about a name of one character', () => {
    expect(codesOf('王')).toEqual(['name.single_character']);
  });

  it('counts code points, so that 50 rare characters fit', () => {
    expect(checkName('𬱖'.repeat(50), 'resident_id').ok).toBe(true);
    expect(codesOf('𬱖'.repeat(51))).toBe('name.too_long');
  });

  it('S25 keeps every Han character as it is, and what is stored is accepted unchanged', () => {
    fc.assert(
      fc.property(fc.array(anyHan, { minLength: 1, maxLength: 50 }), (characters) => {
        const name = characters.join('');
        expect(checkName(name, 'resident_id')).toMatchObject({ ok: true, value: { name } });
      }),
    );
  });

  it('gives the same name when its own result is checked again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (raw) => {
        const first = checkName(raw, 'passport');
        if (first.ok) expect(checkName(first.value.name, 'passport')).toEqual(first);
      }),
    );
  });
});
