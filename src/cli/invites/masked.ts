import { showPlate } from '../../shop/vehicles/plate.ts'

/** A name as it may stand on paper that passes through hands: 王**, or W***. */
export function maskName(name: string): string {
  const [first = ''] = Array.from(name.trim())
  return first === '' ? '' : `${first}${/\p{Script=Han}/u.test(first) ? '**' : '***'}`
}

/** A plate as it may stand there: `粤B·***45`. */
export function maskPlate(plate: string): string {
  const shown = showPlate(plate)
  return `${shown.slice(0, 3)}${'*'.repeat(Math.max(0, shown.length - 5))}${shown.slice(-2)}`
}
