import { texts } from '../../language.ts'
import type { Fault } from '../../shop/importing/fault.ts'
import type { FileFault } from './limits.ts'

type Detail = Fault['detail']
const at = (detail: Detail) => `${detail?.character ?? ''} (${detail?.at ?? ''})`

type Reasons = Record<Fault['reason'], (detail: Detail, otherRow: number | undefined) => string>
const reasonsZh: Reasons = {
  'phone-missing': () => '没有手机号：请补上，没有号码的客户无法认出',
  'phone-shortened': () => '表格软件把号码缩短了：请把这一列设为“文本”后重新导出',
  'phone-invalid': () => '不是能用的手机号：大陆号码11位，国外号码以+开头',
  'plate-too-short': () => '车牌太短：应为7位，新能源8位',
  'plate-too-long': () => '车牌太长：应为7位，新能源8位',
  'plate-province': () => '车牌应以省份简称开头，如 粤B12345',
  'plate-letter': (detail) => `车牌第2位应为字母：${at(detail)}`,
  'plate-i-or-o': (detail) => `车牌里没有字母I和O：${at(detail)}，请改成1或0`,
  'plate-characters': (detail) => `车牌里有不该有的字符：${at(detail)}`,
  'plate-energy-letter': () => '8位车牌的新能源字母不对（第3位或末位）',
  'plate-cross-border': () => '港澳车牌只有粤Z',
  'vin-length': (detail) => `车架号应为17位，这里是${detail?.length}位`,
  'vin-characters': (detail) => `车架号里有不该有的字符：${at(detail)}`,
  'vin-checksum': () => '车架号校验位不对：有一位抄错了，请核对',
  'plate-missing': () => '有车辆信息，却没有车牌：请补上车牌或库里已有的车架号',
  'mileage-not-a-number': () => '里程不是数字：请写公里数，如 32000',
  'mileage-range': (detail) => `里程超出范围：0到${detail?.mostKm}公里`,
  'mileage-backwards': (detail) => `里程与另一次读数矛盾：这里${detail?.km}，那次${detail?.lastKm}，请核对里程和日期`,
  'day-unclear': () => '日期看不懂：请写成 2025-03-02',
  'day-ahead': () => '日期在将来：请核对',
  'language-unknown': () => '语言只有 中文 和 英文',
  'too-long': (detail) => `太长：最多${detail?.most}个字`,
  'contradicts-row': (_, row) => `与第${row}行矛盾：两行都没有导入，请改对其中一行`,
  'of-another-customer': (detail) =>
    `这辆车登记在客户 ${detail?.customerId} 名下：车已转手请先在那里标记卖出，否则请改这一行`,
  'another-vin': () => '库里这块车牌是另一个车架号：请核对',
  'two-vehicles': () => '车牌和车架号是这位客户的两辆不同的车：请核对',
}
const reasonsEn: Reasons = {
  'phone-missing': () => 'there is no phone: add it, nobody can be told apart without one',
  'phone-shortened': () => 'the spreadsheet shortened the number: make the column text and export again',
  'phone-invalid': () => 'no usable mobile number: 11 digits in China, others begin with +',
  'plate-too-short': () => 'the plate is too short: 7 characters, 8 for new energy',
  'plate-too-long': () => 'the plate is too long: 7 characters, 8 for new energy',
  'plate-province': () => 'the plate should begin with a province, as in 粤B12345',
  'plate-letter': (detail) => `the second character of a plate is a letter: ${at(detail)}`,
  'plate-i-or-o': (detail) => `plates have no I and no O: ${at(detail)}; write 1 or 0`,
  'plate-characters': (detail) => `a character that no plate has: ${at(detail)}`,
  'plate-energy-letter': () => 'the letter of a new-energy plate is wrong (third place or last)',
  'plate-cross-border': () => 'only 粤Z plates end in 港 or 澳',
  'vin-length': (detail) => `a VIN has 17 characters, this one has ${detail?.length}`,
  'vin-characters': (detail) => `a character that no VIN has: ${at(detail)}`,
  'vin-checksum': () => 'the check digit of the VIN is wrong: one character was copied wrongly',
  'plate-missing': () => 'facts of a vehicle without a plate: add the plate, or a VIN we know',
  'mileage-not-a-number': () => 'the mileage is no number: write kilometres, such as 32000',
  'mileage-range': (detail) => `the mileage is out of range: 0 to ${detail?.mostKm} km`,
  'mileage-backwards': (detail) =>
    `the mileage contradicts another reading: ${detail?.km} here, ${detail?.lastKm} there; check km and date`,
  'day-unclear': () => 'the date is unclear: write it as 2025-03-02',
  'day-ahead': () => 'the date lies ahead: check it',
  'language-unknown': () => 'the language is 中文 or English',
  'too-long': (detail) => `too long: ${detail?.most} characters at most`,
  'contradicts-row': (_, row) => `contradicts row ${row}: neither was taken, correct one of them`,
  'of-another-customer': (detail) =>
    `the vehicle is on the list of customer ${detail?.customerId}: mark it sold there, or correct this row`,
  'another-vin': () => 'the vehicle of this plate has another VIN here: check both',
  'two-vehicles': () => 'plate and VIN are two different vehicles of this customer: check both',
}

const filesZh: Record<FileFault['fault'], string> = {
  'no-file': '没有这个文件',
  'too-big': '文件超过100 MB：请分成几个',
  'too-many-rows': '超过200,000行：请分成几个文件',
  'row-too-long': '有一行太长：多半是引号没有配对',
  'unfolds-too-far': '文件解开后过大，没有读取：请另存为 CSV',
  encoding: '编码既不是 UTF-8 也不是 GB18030，或已损坏：请重新导出为“CSV UTF-8”',
  'quotation-mark': '引号没有配对：请重新导出',
  'no-workbook': '不是能读的 XLSX 文件：请重新保存，或另存为 CSV',
  'old-workbook': '这是旧的 XLS 或加密的文件：请另存为 XLSX 或 CSV',
  'days-from-1904': '这个文件的日期从1904年算起：请在选项里关掉“1904日期系统”，或另存为 CSV',
  'no-headers': '前10行里没有含“手机”一列的表头',
  'header-twice': '表头出现了两次',
}
const filesEn: typeof filesZh = {
  'no-file': 'there is no such file',
  'too-big': 'the file is larger than 100 MB: split it',
  'too-many-rows': 'more than 200,000 rows: split the file',
  'row-too-long': 'a row is too long: probably an unclosed quotation mark',
  'unfolds-too-far': 'the file unfolds to too much and was not read: save it as CSV',
  encoding: 'neither sound UTF-8 nor GB18030: export it again as “CSV UTF-8”',
  'quotation-mark': 'a quotation mark is not closed: export it again',
  'no-workbook': 'no readable XLSX file: save it again, or as CSV',
  'old-workbook': 'an old XLS or an encrypted file: save it as XLSX or CSV',
  'days-from-1904': 'the file counts its dates from 1904: switch that off in its options, or save it as CSV',
  'no-headers': 'no header row with a phone column among the first 10 rows',
  'header-twice': 'a header stands there twice',
}

/** What is wrong with a row, or with the whole file, and what to do about it. Never a row's own words. */
export const importFaultTexts = texts({ reasons: reasonsZh, files: filesZh }, { reasons: reasonsEn, files: filesEn })
