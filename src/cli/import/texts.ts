import { texts } from '../../language.ts'
import type { Column } from '../../shop/importing/columns.ts'

const columnsZh: Record<Column, string> = {
  name: '姓名',
  phone: '手机',
  plate: '车牌',
  vin: '车架号',
  model: '车型',
  mileage: '里程',
  mileageOn: '里程日期',
  lastVisitOn: '上次进店',
  lastItems: '上次项目',
  registeredOn: '上牌日期',
  inspectionOn: '年检到期',
  insuranceOn: '保险到期',
  warrantyOn: '质保到期',
  language: '语言',
  note: '备注',
}
const columnsEn: typeof columnsZh = {
  name: 'name',
  phone: 'phone',
  plate: 'plate',
  vin: 'VIN',
  model: 'model',
  mileage: 'mileage',
  mileageOn: 'mileage date',
  lastVisitOn: 'last visit',
  lastItems: 'last items',
  registeredOn: 'first registration',
  inspectionOn: 'inspection',
  insuranceOn: 'insurance',
  warrantyOn: 'warranty',
  language: 'language',
  note: 'note',
}

type Counts = { rows: number; new: number; changed: number; unchanged: number; refused: number }

/** What the operator reads of an import. Never a row's words: only where they stand and what is wrong. */
export const importTexts = texts(
  {
    columns: columnsZh,
    fault: (row: number, column: string, says: string) => `第${row}行 ${column}：${says}`,
    line: (line: number) => `第${line}行附近：`,
    counts: (c: Counts) => `共${c.rows}行：新增${c.new}，更新${c.changed}，不变${c.unchanged}，未导入${c.refused}`,
    dryRun: '试运行，什么都没有写入。',
    ignored: (headers: string) => `不认识、没有读的列：${headers}`,
    more: (count: number) => `……另有${count}处，见 --json`,
    which: '哪个文件？npm run yingke -- customers import FILE [--dry-run] [--json]',
    checking: '检查',
    taking: '导入',
  },
  {
    columns: columnsEn,
    fault: (row: number, column: string, says: string) => `row ${row}, ${column}: ${says}`,
    line: (line: number) => `near line ${line}: `,
    counts: (c: Counts) =>
      `${c.rows} rows: ${c.new} new, ${c.changed} changed, ${c.unchanged} unchanged, ${c.refused} refused`,
    dryRun: 'A dry run: nothing was written.',
    ignored: (headers: string) => `Columns nobody knows, not read: ${headers}`,
    more: (count: number) => `… and ${count} more, see --json`,
    which: 'Which file? npm run yingke -- customers import FILE [--dry-run] [--json]',
    checking: 'checking',
    taking: 'taking in',
  },
)
