import { crc32, deflateRawSync } from 'node:zlib'

/** A ZIP archive of these parts, as small programs write it. */
export function zipOf(parts: Record<string, string | Buffer>, { declared }: { declared?: number } = {}): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(parts)) {
    const content = Buffer.from(text)
    const packed = deflateRawSync(content)
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(8, 4)
    facts.writeUInt32LE(crc32(content), 10)
    facts.writeUInt32LE(packed.length, 14)
    facts.writeUInt32LE(declared ?? content.length, 18)
    facts.writeUInt16LE(Buffer.byteLength(name), 22)
    const body = Buffer.concat([Buffer.from('504b0304', 'hex'), facts, Buffer.from(name), packed])
    directory.push(Buffer.from('504b01021400', 'hex'), facts, tail(offset), Buffer.from(name))
    bodies.push(body)
    offset += body.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  Buffer.from('504b0506', 'hex').copy(end)
  const count = Object.keys(parts).length
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...bodies, central, end])
}

function tail(offset: number): Buffer {
  const rest = Buffer.alloc(14)
  rest.writeUInt32LE(offset, 10)
  return rest
}

/** A workbook of one sheet: texts shared, numbers as numbers, `{ formula, value }` with the value last seen. */
export function workbook(rows: (string | number | { formula: string; value: string })[][]): Buffer {
  const shared: string[] = []
  const sheet = rows.map((cells, at) => {
    const inner = cells.map((cell, column) => {
      const place = `r="${String.fromCharCode(65 + column)}${at + 1}"`
      if (typeof cell === 'number') return `<c ${place}><v>${cell}</v></c>`
      if (typeof cell === 'object')
        return `<c ${place} t="str"><f>${escaped(cell.formula)}</f><v>${escaped(cell.value)}</v></c>`
      return cell === '' ? '' : `<c ${place} t="s"><v>${shared.push(cell) - 1}</v></c>`
    })
    return `<row r="${at + 1}">${inner.join('')}</row>`
  })
  return zipOf({
    'xl/workbook.xml': '<workbook><sheets><sheet name="客户" sheetId="1" r:id="rId7"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId7" Type="x" Target="worksheets/list.xml"/></Relationships>',
    'xl/sharedStrings.xml': `<sst>${shared.map((text) => `<si><t>${escaped(text)}</t><rPh><t>pīnyīn</t></rPh></si>`).join('')}</sst>`,
    'xl/worksheets/list.xml': `<worksheet><sheetData>${sheet.join('')}</sheetData></worksheet>`,
  })
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
