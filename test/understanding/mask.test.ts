import { describe, expect, test } from 'vitest';
import { isTaxCode } from '../../src/understanding/mask.ts';
import { birth, founding, read } from './fixture.ts';

describe('what is personal is masked before anything is kept', () => {
  test.each([
    ['cccd 031203001234', 'cccd 031203******', 'id-number'],
    ['031 203 001 234', '031203******', 'id-number'],
    ['số của em là 031203001234 nhé', 'số của em là 031203****** nhé', 'id-number'],
    ['mã số hộ kinh doanh 034088001234', 'mã số hộ kinh doanh 034088******', 'id-number'],
    ['cmnd 031234567', 'cmnd 031******', 'id-number'],
    ['stk 19034567890123', 'stk 190***********', 'id-number'],
    ['0912345678', '091*******', 'phone'],
    ['sđt 0912 345 678 nhé', 'sđt 091******* nhé', 'phone'],
    ['0912.345.678', '091*******', 'phone'],
    ['+84 912 345 678', '091*******', 'phone'],
    ['84912345678', '091*******', 'phone'],
    ['0303490096', '030*******', 'phone'],
    ['otp là 123456', 'otp là [mã xác thực]', 'otp'],
    ['mã xác thực 4455', 'mã xác thực [mã xác thực]', 'otp'],
    ['ma xac thuc cua em la 445566', 'ma xac thuc cua em la [mã xác thực]', 'otp'],
    ['123456 là mã otp', '[mã xác thực] là mã otp', 'otp'],
    ['mật khẩu là abc123', 'mật khẩu là [mật khẩu]', 'password'],
    ['mat khau: Abc@123', 'mat khau: [mật khẩu]', 'password'],
    ['pass: hihi12', 'pass: [mật khẩu]', 'password'],
    ['mail em a.b@gmail.com', 'mail em [email]', 'email'],
    ['sinh ngày 5/3/2006 thì được không', 'sinh [ngày sinh] thì được không', 'birth-date'],
    ['em 19 tuổi có được không', 'em [ngày sinh] có được không', 'birth-date'],
    ['e 2k5 còn dc k', 'e [ngày sinh] còn dc k', 'birth-date'],
    ['5/3/2006 031203001234', '5/3/2006 031203******', 'id-number'],
  ])('%s → %s', (text, kept, kind) => {
    const understood = read(text);
    expect(understood.text).toBe(kept);
    expect(understood.personal).toEqual([kind]);
  });

  test.each([
    'mst 0200236845',
    'mst cty 0303490096',
    'mã số thuế 0314409058-002',
    'mã xác thực là gì',
    'mật khẩu là gì',
    'chuyển 250000000 đồng',
    '100.000.000 đồng',
    'hạn 31/12/2026',
    'từ 18 đến 23 tuổi',
    'thành lập ngày 5/8/2026',
    'công ty mở năm 2019',
  ])('%s stays', (text) => {
    expect(read(text)).toMatchObject({ text, personal: [] });
  });

  test('a bare date is a birth only where a birth is asked for', () => {
    expect(read('5/3/2006', [birth]).text).toBe('[ngày sinh]');
    expect(read('5/3/2006', [founding]).text).toBe('5/3/2006');
    expect(read('em mười chín', [birth]).text).toBe('em [ngày sinh]');
    expect(read('công ty mở 5/3/2020', [birth, founding]).text).toBe('công ty mở 5/3/2020');
  });

  test('nothing of what is masked is left anywhere in what is understood', () => {
    const ask = { ask: 'visit/note', pending: true, type: 'text' } as const;
    const understood = read('số em 0912345678, cccd 031203001234, otp 778899', [ask]);
    expect(JSON.stringify(understood)).not.toMatch(/345678|001234|778899/);
    expect(understood.personal.toSorted()).toEqual(['id-number', 'otp', 'phone']);
    expect(understood.readings).toEqual([
      { ask: ask.ask, value: understood.text, whole: true, named: false },
    ]);
  });
});

describe('tax codes', () => {
  test.each([
    ['0303490096', true],
    ['0101248141', true],
    ['0300588569', true],
    ['0200236845', true],
    ['0107894416', true],
    ['0200236846', false],
    ['0303490097', false],
    ['031203001234', false],
  ])('%s: %s', (digits, valid) => {
    expect(isTaxCode(digits)).toBe(valid);
  });
});
