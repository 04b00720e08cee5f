import { existsSync } from 'node:fs'
import { readShopFile } from '../shop/profile/read-shop-file.ts'

/** Checks a shop file: 0 when it is right, 1 with every mistake by line and path, 2 without a file. */
export async function shopCheck([file]: string[]): Promise<number> {
  if (!file || !existsSync(file)) {
    console.error(file ? `There is no file ${file}.` : 'Which file? npm run yingke -- shop check FILE')
    return 2
  }
  const read = readShopFile(file)
  if (Array.isArray(read)) {
    for (const { line, path, message } of read) console.error(`${file}:${line}  ${path || '(file)'}  ${message}`)
    console.error(`${read.length} ${read.length === 1 ? 'mistake' : 'mistakes'}. Mend them and check again.`)
    return 1
  }
  const { bays, technicians, advisors, items } = read
  console.log(
    `${file} is right: ${bays.length} bays, ${technicians.length} technicians, ${advisors.length} advisors, ${items.length} service items.`,
  )
  return 0
}
