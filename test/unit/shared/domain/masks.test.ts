import fc from 'fast-check';
import {
  findPersonalNumbers,
  maskDocumentNumber,
  maskEmail,
  maskMobile,
  maskName,
  maskText,
} from '../../../../shared/domain/masks';
import { nthResidentId } from '../../../support/ids';

const ID = '359999200503150015';
const X_ID = '35999920030101009X';

describe('maskDocumentNumber', () => {
  it.each([
    [ID, '359*************15'],
    ['H00000000', 'H******00'],
    ['00000000', '0*****00'],
    ['E1234', '*****'],
  ])('PR7 masks %s as %s', (number, masked) => {
    expect(maskDocumentNumber(number)).toBe(masked);
  });
});

describe('maskMobile', () => {
  it.each([
    ['13800138000', '138****8000'],
    ['+85291234567', '+852****67'],
    ['1234', '****'],
  ])('PR7 masks %s as %s', (mobile, masked) => {
    expect(maskMobile(mobile)).toBe(masked);
  });
});

describe('maskEmail', () => {
  it.each([
    ['abc@x.cn', 'a***@x.cn'],
    ['a@x.cn', '***@x.cn'],
  ])('PR7 masks %s as %s', (email, masked) => {
    expect(maskEmail(email)).toBe(masked);
  });
});

describe('maskName', () => {
  it.each([
    ['王明', '王*'],
    ['王小明', '王**'],
    ['欧阳小明', '欧阳**'],
    ['欧阳明', '欧阳*'],
    ['欧阳', '欧*'],
    ['阿里·买买提', '阿***'],
    ['李𬱖', '李*'],
    ['𬱖明', '𬱖*'],
    ['ZHANG SAN', 'Z***'],
    ['王', '*'],
  ])('PR7 masks %s as %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });
});

describe('maskText', () => {
  it.each([
    [`我的身份证是${ID}，请查`, '我的身份证是359*************15，请查'],
    ['359999 20050315 0015', '359*************15'],
    ['３５９９９９２００５０３１５００１５', '359*************15'],
    [`${X_ID.toLowerCase()}好`, '359*************9X好'],
    ['359999-20050315-0015', '359*************15'],
    ['359999\u200b200503150015', '359*************15'],
    ['359999200503150010', '359*************10'],
    [`13800138000 ${ID}`, '138****8000 359*************15'],
    ['电话13800138000。', '电话138****8000。'],
    ['138 0013 8000', '138****8000'],
    ['+86 138-0013-8000', '138****8000'],
    ['+852 9123 4567', '+852****67'],
    ['卡号 4111 1111 1111 1111', '卡号 ************1111'],
    ['4111111111111111', '************1111'],
    ['邮箱abc@x.cn', '邮箱a***@x.cn'],
    ['13800138000@qq.com', '1***@qq.com'],
    ['证件H00000000', '证件H******00'],
    ['密码是abc12345，登不上', '密码是******，登不上'],
    ['password: hunter2', 'password: ******'],
    ['验证码 482913', '验证码 ******'],
    [`X@${ID}.a`, '***@359*************15.a'],
    [`me@${'a'.repeat(50)}${ID}`, `me@${'a'.repeat(50)}359*************15`],
    ['me@x.359999 200503150015', 'm***@x.359*************15'],
    ['password: a3599992005 03150015', 'password: ******359*************15'],
  ])('PR6 masks %j as %j', (text, masked) => {
    expect(maskText(text)).toBe(masked);
  });

  it.each([
    '2026-03-28 2026-03-30',
    '考点352505，科目24、65',
    '费用 10500 分',
    '微信支付单号4200001234202603281234567890',
    'NCRE01JABCDEFGHJKMNPQRSTVWXYZ0',
    '密码忘了怎么办',
    '我想报二级Python，3月28日考试',
    '4111 1111 1111 1112',
    '',
  ])('PR6 leaves %j as it is', (text) => {
    expect(maskText(text)).toBe(text);
  });

  it('PR6 leaves no resident number in any surroundings, and masks once only', () => {
    const anyWords = fc.string({ unit: fc.constantFrom(...'我的是，。 abX+-@.\n') });
    fc.assert(
      fc.property(anyWords, fc.nat(364_999), anyWords, (before, index, after) => {
        const number = nthResidentId(index);
        const masked = maskText(before + number + after);
        expect(masked).not.toContain(number.slice(6, 14));
        expect(maskText(masked)).toBe(masked);
      }),
    );
  });
});

describe('findPersonalNumbers', () => {
  it('PR6 gives kinds and places without overlaps, in order', () => {
    const text = `a@x.cn ${ID} 13800138000`;
    const found = findPersonalNumbers(text);
    expect(found.map(({ kind }) => kind)).toEqual(['email', 'document', 'mobile']);
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(['a@x.cn', ID, '13800138000']);
  });

  it('answers long texts quickly', () => {
    const text = `${'1'.repeat(20_000)}${'a'.repeat(20_000)}${'密码'.repeat(5000)}`;
    expect(Array.isArray(findPersonalNumbers(text))).toBe(true);
  });
});
