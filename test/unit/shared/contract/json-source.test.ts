import fc from 'fast-check';
import { pathOf, readJson } from '../../../../shared/contract/json-source';

function valueOf(text: string): unknown {
  const source = readJson(text);
  return source.ok ? source.value : source.code;
}

describe('readJson', () => {
  it('reads every JSON text as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(undefined, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(JSON.stringify(valueOf(text))).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  it('accepts and refuses the same texts as JSON.parse', () => {
    const signs = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      'a',
      '1',
      '-',
      '.',
      'e',
      ' ',
      'null',
      '\\',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        let parses = true;
        try {
          JSON.parse(text);
        } catch {
          parses = false;
        }
        expect(readJson(text).ok).toBe(parses);
      }),
      { numRuns: 500 },
    );
  });

  it('names the line of a value, and of the parent of a missing one', () => {
    const source = readJson('{\n "a": {\n  "b": [\n   1,\n   2 ] } }');
    if (!source.ok) throw new Error(source.code);
    expect(source.lineOf('a.b[1]')).toBe(5);
    expect(source.lineOf('a.missing')).toBe(2);
    expect(source.lineOf('missing')).toBe(1);
    expect(source.lineOf('')).toBe(1);
  });

  it('finds keys given twice, which JSON.parse would hide', () => {
    const source = readJson('{"a": 1,\n"b": {"c": 1,\n"c": 2}}');
    expect(source.ok && source.duplicates).toEqual([{ path: 'b.c', line: 3 }]);
  });

  it('names the line where the text stops being JSON', () => {
    expect(readJson('{\n"a": 1,\n}')).toMatchObject({ ok: false, code: 'file.not_json', line: 3 });
  });

  it('refuses endless nesting and takes no harm from odd names', () => {
    expect(valueOf('['.repeat(5000))).toBe('file.too_deep');
    const odd = valueOf('{"__proto__": {"polluted": true}}');
    expect(Object.getPrototypeOf(odd)).toBe(Object.prototype);
    expect(Object.hasOwn(odd as object, '__proto__')).toBe(true);
  });

  it('takes a byte order mark', () => {
    expect(valueOf('\uFEFF{}')).toEqual({});
  });
});

describe('pathOf', () => {
  it('writes indexes in brackets and names with dots', () => {
    expect(pathOf(['sites', 3, 'subjects', '65'])).toBe('sites[3].subjects.65');
    expect(pathOf([2, 'name'])).toBe('[2].name');
    expect(pathOf([])).toBe('');
  });
});
