import { findLeaks, secretsOfPicture, type Secret } from '../../support/leak-scan';

describe('findLeaks', () => {
  const secrets: Secret[] = [
    { kind: 'name', value: '赵试甲' },
    { kind: 'document number', value: '35999920000101001X' },
  ];
  const found = (text: string): string[] =>
    findLeaks([{ name: 'log', text }], secrets).map(({ kind }) => kind);

  it.each([
    ['as it is', 'name=赵试甲;'],
    ['at the very end', '赵试甲'],
    ['escaped for JSON', '{"name":"\\u8d75\\u8bd5\\u7532"}'],
    ['escaped for an address', `/x?name=${encodeURIComponent('赵试甲')}`],
    ['in base64', Buffer.from('赵试甲', 'utf8').toString('base64')],
    ['in hex', Buffer.from('赵试甲', 'utf8').toString('hex')],
  ])('finds a name %s', (_, text) => {
    expect(found(text)).toEqual(['name']);
  });

  it('finds a number whose letter was made small', () => {
    expect(found('35999920000101001x')).toEqual(['document number']);
  });

  it('says nothing of masked values', () => {
    expect(found('赵** 359***********001X')).toEqual([]);
  });

  it('finds the bytes of a picture in base64 or as they are', () => {
    const picture = Buffer.from(Array.from({ length: 300 }, (_, index) => (index * 37) % 256));
    const parts = secretsOfPicture('photo', picture);
    for (const text of [picture.toString('base64'), picture.toString('latin1'), picture.toString('hex')]) {
      expect(findLeaks([{ name: 'column', text }], parts)).toEqual([{ place: 'column', kind: 'photo' }]);
    }
  });
});
