import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { readPlatformXml, textOf } from '../../../../bot/channels/platform-xml';
import { toXml } from '../../../platform/core/xml';

/** Objects without a prototype, as plain ones. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const read = (source: string): unknown => plain(readPlatformXml(source));

describe('readPlatformXml', () => {
  it.each([
    ['text in CDATA as it is', '<xml><A><![CDATA[ <b> & ]]></A></xml>', { A: ' <b> & ' }],
    ['text in several runs of CDATA', '<xml><A><![CDATA[a]]]]><![CDATA[>b]]></A></xml>', { A: 'a]]>b' }],
    ['bare text without the blanks around it', '<xml>\n <A> 1 2 </A>\n</xml>\n', { A: '1 2' }],
    [
      'numbers as text',
      '<xml><A>0012</A><B>12345678901234567890</B></xml>',
      { A: '0012', B: '12345678901234567890' },
    ],
    ['entities of XML', '<xml><A>&lt;&amp;amp;&#65;&#x4e2d;&quot;&apos;</A></xml>', { A: '<&amp;A中"\'' }],
    ['empty elements', '<xml><A/><B></B><C /></xml>', { A: '', B: '', C: '' }],
    [
      'elements that repeat as a list',
      '<xml><A>1</A><B/><A>2</A><A>3</A></xml>',
      { A: ['1', '2', '3'], B: '' },
    ],
    [
      'elements within elements',
      '<xml><A><B>1</B><B><C>2</C></B></A></xml>',
      { A: { B: ['1', { C: '2' }] } },
    ],
    [
      'a declaration and attributes',
      '<?xml version="1.0"?>\n<xml a="1" b=\'>\'><A c="/">1</A></xml>',
      { A: '1' },
    ],
  ])('reads %s', (_what, source, expected) => {
    expect(read(source)).toEqual(expected);
  });

  it.each([
    ['nothing', ''],
    ['JSON', '{"Encrypt":"x"}'],
    ['another root', '<html><A>1</A></html>'],
    ['a root that holds no elements', '<xml>text</xml>'],
    ['a document type', '<!DOCTYPE xml [<!ENTITY a "b">]><xml><A>&a;</A></xml>'],
    ['a document type inside', '<xml><!DOCTYPE xml><A>1</A></xml>'],
    ['an entity of its own', '<xml><A>&a;</A></xml>'],
    ['a name of all objects as an entity', '<xml><A>&constructor;</A></xml>'],
    ['a bare ampersand', '<xml><A>a & b</A></xml>'],
    ['a bare ampersand behind an entity', '<xml><A>&lt; &</A></xml>'],
    ['a sign beyond all signs', '<xml><A>&#x110000;</A></xml>'],
    ['half a sign', '<xml><A>&#xD83D;</A></xml>'],
    ['a control sign', '<xml><A>&#27;</A></xml>'],
    ['a sign that is none', '<xml><A>&#xFFFE;</A></xml>'],
    ['a comment', '<xml><!-- a --><A>1</A></xml>'],
    ['an instruction', '<xml><?php a ?><A>1</A></xml>'],
    ['text beside elements', '<xml>text<A>1</A></xml>'],
    ['a root cut short', '<xml><A>1</A>'],
    ['CDATA cut short', '<xml><A><![CDATA[1]]</A></xml>'],
    ['a tag cut short', '<xml><A>1</A></xml'],
    ['crossed tags', '<xml><A><B>1</A></B></xml>'],
    ['an end without a beginning', '</xml>'],
    ['an end with attributes', '<xml><A>1</A a="1"></xml>'],
    ['a second root', '<xml><A>1</A></xml><xml><A>1</A></xml>'],
    ['text behind the root', '<xml><A>1</A></xml> and more'],
    ['text before the root', 'a <xml><A>1</A></xml>'],
    ['elements without end', `<xml>${'<A>'.repeat(20)}1${'</A>'.repeat(20)}</xml>`],
  ])('refuses %s', (_what, source) => {
    expect(readPlatformXml(source)).toBeNull();
  });

  it('takes names of every object for names of elements', () => {
    const element = readPlatformXml('<xml><__proto__><A>1</A></__proto__><constructor>2</constructor></xml>');
    expect(element && textOf(element, 'constructor')).toBe('2');
    expect(element && textOf(element, 'toString')).toBe('');
    expect(({} as Record<string, unknown>)['A']).toBeUndefined();
  });

  it('reads in time that grows with the length, however it is broken', () => {
    for (const piece of ['<', '<A', '<A ', ' a="1"', '&', '&#', '<![CDATA[', ']]>', ' ', '<A>']) {
      const from = performance.now();
      expect(readPlatformXml(`<xml><A${piece.repeat(60_000)}`)).toBeNull();
      expect(readPlatformXml(`<xml><A>${piece.repeat(60_000)}</A></xml>`)).not.toBe(0);
      expect(performance.now() - from).toBeLessThan(1_000);
    }
  });

  const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('<', '&', ']]>', ' a '));
  const name = fc.constantFrom('Event', 'FromUserName', 'List', 'a', '_b.c-d');
  const { fields } = fc.letrec<{ fields: Record<string, unknown>; value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      text,
      fc.array(tie('fields'), { minLength: 2, maxLength: 3 }),
      tie('fields'),
    ),
    fields: fc.dictionary(name, tie('value'), { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
  }));

  it('reads what a message of the platform says', () => {
    fc.assert(
      fc.property(fields, (said) => {
        expect(read(toXml(said as Parameters<typeof toXml>[0]))).toEqual(said);
      }),
    );
  });

  it('takes no broken document, and understands what it takes as a full parser does', () => {
    const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, htmlEntities: true });
    const pieces = fc.constantFrom(
      ...[
        '<xml>',
        '</xml>',
        '<A>',
        '</A>',
        '<B a="1">',
        '</B>',
        '<A/>',
        'x',
        ' ',
        '&lt;',
        '&',
        ';',
        '<',
        '>',
        '"',
      ],
      ...['<![CDATA[', ']]>', 'y', '&#65;', '&#1;', '&#xD800;', '</', '/>', '<!--', '-->'],
    );
    const document = fc.oneof(
      fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
      fc.array(pieces, { maxLength: 6 }).map((parts) => `<xml><A>1</A>${parts.join('')}</xml>`),
    );
    let taken = 0;
    fc.assert(
      fc.property(document, (source) => {
        const element = readPlatformXml(source);
        if (!element) return;
        taken += 1;
        expect(XMLValidator.validate(source)).toBe(true);
        expect(plain(element)).toEqual((parser.parse(source) as { xml: unknown }).xml);
      }),
      { numRuns: 5_000 },
    );
    expect(taken).toBeGreaterThan(50);
  });
});
