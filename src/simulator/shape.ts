import { declarations } from './declarations.ts'

/** What a declared type lets through; objects stay names until a value has to be compared with them. */
export type Shape = {
  string: boolean
  number: boolean
  boolean: boolean
  /** Interfaces that may stand here; several for a union. */
  objects: string[]
  array: Shape | null
}

const known = new Map<string, Shape>()

/** Reads a type as written in the declarations, e.g. `number | string` or `Objects.TelegramMessageEntity[]`. */
export function shapeOf(type: string): Shape {
  const cached = known.get(type)
  if (cached) return cached
  const shape: Shape = { string: false, number: false, boolean: false, objects: [], array: null }
  known.set(type, shape)
  for (const part of alternatives(type)) widen(shape, part)
  return shape
}

function widen(shape: Shape, part: string): void {
  const name = part.replace(/^Objects\./, '')
  const element = part.match(/^\(?([\s\S]*?)\)?\[\]$/)?.[1]
  if (element !== undefined) shape.array = element.startsWith('Exclude<') ? shapeOf('string') : shapeOf(element)
  else if (part === 'string' || part.startsWith('"')) shape.string = true
  else if (part === 'number' || /^-?\d/.test(part)) shape.number = true
  else if (part === 'boolean' || part === 'true' || part === 'false') shape.boolean = true
  else if (name === 'TelegramInputFile') shape.string = true
  else if (name === 'TelegramCurrencies') shape.string = true
  else if (declarations().interfaces.has(name)) {
    shape.objects.push(name)
    // "For simple text buttons, String can be used instead of this object" (Bot API, KeyboardButton): not in the types.
    if (name === 'TelegramKeyboardButton') shape.string = true
  } else if (declarations().aliases.has(name)) merge(shape, shapeOf(declarations().aliases.get(name) ?? ''))
}

function merge(into: Shape, from: Shape): void {
  into.string ||= from.string
  into.number ||= from.number
  into.boolean ||= from.boolean
  into.objects.push(...from.objects)
  into.array ??= from.array
}

/** Splits a union at its own level: bars inside brackets belong to the member. */
function alternatives(type: string): string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (let i = 0; i < type.length; i++) {
    const c = type.charAt(i)
    if ('([{<'.includes(c)) depth++
    else if (')]}>'.includes(c)) depth--
    else if (c === '|' && depth === 0) {
      parts.push(type.slice(start, i))
      start = i + 1
    }
  }
  parts.push(type.slice(start))
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}
