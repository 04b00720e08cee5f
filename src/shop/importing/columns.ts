/** What a customer list can tell, and what its columns are called, in Chinese and English. */
const names = {
  name: '姓名 客户姓名 客户名称 客户 车主 车主姓名 联系人 称呼 name customer customername fullname owner contact',
  phone:
    '手机 手机号 手机号码 电话 电话号码 联系电话 移动电话 客户电话 phone phonenumber mobile mobilenumber tel telephone cell',
  plate: '车牌 车牌号 车牌号码 牌照 牌照号 plate platenumber licenseplate licenceplate registration regno',
  vin: 'vin vin码 车架号 车架号码 底盘号 车辆识别代号 车辆识别码 识别代号 vinnumber chassis chassisnumber',
  model: '车型 车系 型号 车型名称 车辆型号 model carmodel vehiclemodel',
  mileage:
    '里程 里程数 公里数 行驶里程 当前里程 最近里程 进厂里程 上次里程 上次进厂里程 mileage km odometer mileagekm lastmileage',
  mileageOn: '里程日期 里程读数日期 抄表日期 里程时间 mileagedate mileageon mileageat odometerdate',
  lastVisitOn:
    '上次进店 上次进店日期 上次到店 上次到店日期 最近进店 最近到店日期 上次保养日期 上次保养 最近保养日期 上次维修日期 进厂日期 最近进厂日期 上次服务日期 lastvisit lastvisiton lastvisitdate lastservice lastservicedate lastserviceon',
  lastItems:
    '上次项目 上次保养项目 上次维修项目 维修项目 保养项目 服务项目 lastitems lastitem items serviceitems lastserviceitems workdone',
  registeredOn: '上牌日期 初次登记日期 注册日期 购车日期 registeredon registrationdate firstregistration purchasedate',
  inspectionOn:
    '年检 年检日期 年检到期 年检到期日 年检有效期 年审到期 inspection inspectiondate inspectiondue inspectionon inspectionuntil',
  insuranceOn:
    '保险到期 保险到期日 保险日期 交强险到期 商业险到期 保险有效期 insurance insurancedate insuranceexpiry insuranceon insuranceuntil',
  warrantyOn:
    '质保到期 质保到期日 保修到期 保修到期日 质保日期 warranty warrantydate warrantyend warrantyexpiry warrantyon warrantyuntil',
  language: '语言 语种 language lang',
  note: '备注 说明 注 note notes remark remarks comment comments',
}

export type Column = keyof typeof names
/** Which cell of a row holds what; `ignored` are headers nobody knows, as they stand there. */
export type Layout = { at: Partial<Record<Column, number>>; ignored: string[]; twice: Column[] }

const known = new Map(
  Object.entries(names).flatMap(([column, called]) =>
    called.split(' ').map((name) => [name, column as Column] as const),
  ),
)

/** The layout a header row gives; `null` when it is none, because nothing in it is a phone. */
export function layoutOf(cells: string[]): Layout | null {
  const layout: Layout = { at: {}, ignored: [], twice: [] }
  for (const [index, cell] of cells.entries()) {
    const column = known.get(plain(cell))
    if (column === undefined) layout.ignored.push(...(cell.trim() ? [cell.trim().slice(0, 40)] : []))
    else if (layout.at[column] === undefined) layout.at[column] = index
    else layout.twice.push(column)
  }
  return layout.at.phone === undefined ? null : layout
}

/** “手机号码*”, “Phone No.”, “里程（km）” without what stands around the name. */
function plain(header: string): string {
  const bare = header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\([^)]*\)|\[[^\]]*\]/g, '')
    .replace(/[^\p{L}\p{N}]/gu, '')
  return bare === 'phoneno' || bare === 'mobileno' ? 'phone' : bare === 'plateno' ? 'plate' : bare
}
