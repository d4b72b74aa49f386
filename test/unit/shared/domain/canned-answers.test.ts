import fc from 'fast-check';
import {
  CANNED_VALUES,
  fillCanned,
  hasOpenPlaceholder,
  placeholdersIn,
  unknownPlaceholders,
  type CannedValues,
} from '../../../../shared/domain/canned-answers';

const piece = fc.oneof(
  fc.constantFrom('{', '}', '{{', '}}', '{{{', ' ', '。', '您好'),
  fc.constantFrom(...CANNED_VALUES).map((name) => `{{${name}}}`),
  fc.string({ maxLength: 6 }),
);
const anyText = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
const anyValues: fc.Arbitrary<CannedValues> = fc
  .dictionary(fc.constantFrom(...CANNED_VALUES), fc.oneof(anyText, fc.constant('')))
  .map((values) => values as CannedValues);

describe('fillCanned', () => {
  it('fills every placeholder, more than once and with blanks inside', () => {
    expect(fillCanned('{{site}}、{{ site }}，{{fee}}。', { site: '甲校', fee: '¥105.00' })).toEqual({
      ok: true,
      text: '甲校、甲校，¥105.00。',
    });
  });

  it('names each value that is missing, once', () => {
    expect(fillCanned('{{site}}{{fee}}{{site}}', { fee: ' ' })).toEqual({
      ok: false,
      missing: ['site', 'fee'],
    });
  });

  it('takes a value as it is, and refuses one that looks like a placeholder', () => {
    expect(fillCanned('{{site}}', { site: '$& {fee}' })).toEqual({ ok: true, text: '$& {fee}' });
    expect(fillCanned('{{site}}', { site: '{{fee}}', fee: '1' })).toEqual({ ok: false, missing: ['site'] });
  });

  it('lets no unfilled placeholder out, whatever the text and the values are', () => {
    fc.assert(
      fc.property(anyText, anyValues, (text, values) => {
        const filled = fillCanned(text, values);
        if (filled.ok) {
          expect(hasOpenPlaceholder(filled.text)).toBe(false);
          expect(placeholdersIn(filled.text)).toEqual([]);
        } else expect(filled.missing.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
});

describe('unknownPlaceholders', () => {
  it('names what nothing is made for, and braces that are left over', () => {
    expect(unknownPlaceholders('{{site}} {{document_number}} {{}}')).toEqual(['document_number', '']);
    expect(unknownPlaceholders('{{site}} {{fee')).toEqual(['{{']);
    expect(unknownPlaceholders('{{site}} {fee}')).toEqual([]);
  });
});
