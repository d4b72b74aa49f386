import {
  checkAddress,
  checkEmail,
  checkMobile,
  checkPostcode,
} from '../../../../../shared/domain/rules/contact';

function outcome(checked: { ok: true; value: unknown } | { ok: false; code: string }): unknown {
  return checked.ok ? checked.value : checked.code;
}

describe('checkMobile', () => {
  it.each([
    ['13800138000', '13800138000'],
    ['138 0013 8000', '13800138000'],
    ['138-0013-8000', '13800138000'],
    ['１３８００１３８０００', '13800138000'],
    ['+86 138 0013 8000', '13800138000'],
    ['008613800138000', '13800138000'],
    ['8613800138000', '13800138000'],
    ['+852 9123 4567', '+85291234567'],
    ['00852 91234567', '+85291234567'],
    ['+853 6612 3456', '+85366123456'],
    ['+886 (0)912 345 678', '+886912345678'],
    ['+1 202 555 0123', '+12025550123'],
    ['1380013800', 'mobile.length'],
    ['138001380000', 'mobile.length'],
    ['+86 1380013800', 'mobile.length'],
    ['12800138000', 'mobile.prefix'],
    ['0591-87654321', 'mobile.landline'],
    ['+852 1234', 'mobile.format'],
    ['138001380OO', 'mobile.format'],
    ['+0123456789', 'mobile.format'],
    ['', 'field.required'],
  ])('S8 S22 answers %j with %s', (raw, expected) => {
    expect(outcome(checkMobile(raw))).toBe(expected);
  });
});

describe('checkEmail', () => {
  it.each([
    ['Zhang.San@QQ.COM', 'Zhang.San@qq.com'],
    [' a@x.cn ', 'a@x.cn'],
    ['a＠x.cn', 'a@x.cn'],
    ['a+b@mail.example.edu.cn', 'a+b@mail.example.edu.cn'],
    ['a@x', 'email.format'],
    ['a@@x.cn', 'email.format'],
    ['@x.cn', 'email.format'],
    ['a b@x.cn', 'email.format'],
    ['a@x..cn', 'email.format'],
    ['a@-x.cn', 'email.format'],
    ['a@x.cn\r\nBcc: b@x.cn', 'email.format'],
    ['"a<b>"@x.cn', 'email.format'],
    ['张三@x.cn', 'email.format'],
    [`a@${'b'.repeat(50)}.${'c'.repeat(50)}.cn`, 'email.too_long'],
    ['', 'field.required'],
  ])('S8 S22 answers %j with %s', (raw, expected) => {
    expect(outcome(checkEmail(raw))).toBe(expected);
  });

  it.each([
    ['a@qq.con', 'qq.com'],
    ['a@gmial.com', 'gmail.com'],
    ['a@outlok.com', 'outlook.com'],
    ['a@qqq.com', 'qq.com'],
  ])('S8 accepts %s and asks whether %s is meant', (raw, meant) => {
    expect(checkEmail(raw)).toMatchObject({
      ok: true,
      warnings: [{ code: 'email.domain_slip', params: { meant } }],
    });
  });

  it.each(['a@qq.com', 'a@263.com', 'a@x.cn', 'a@sohu.com'])('asks nothing about %s', (raw) => {
    expect(checkEmail(raw)).toMatchObject({ ok: true, warnings: [] });
  });
});

describe('checkAddress', () => {
  it('keeps one line of plain text', () => {
    expect(outcome(checkAddress(' 福州市\n鼓楼区 1 号 '))).toBe('福州市 鼓楼区 1 号');
  });

  it.each([
    ['<script>', 'text.markup'],
    ['福州\u202e市', 'text.forbidden_character'],
    ['福'.repeat(101), 'text.too_long'],
    [' ', 'field.required'],
  ])('refuses %j with %s', (raw, code) => {
    expect(outcome(checkAddress(raw))).toBe(code);
  });
});

describe('checkPostcode', () => {
  it.each([
    ['350000', '350000'],
    ['３５０ ０００', '350000'],
    ['35000', 'postcode.format'],
    ['', 'field.required'],
  ])('answers %j with %s', (raw, expected) => {
    expect(outcome(checkPostcode(raw))).toBe(expected);
  });
});
