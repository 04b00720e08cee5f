import { badRequest } from './api-error.ts'
import { declarations } from './declarations.ts'
import { type Shape, shapeOf } from './shape.ts'

export type RawParams = Record<string, unknown>

/**
 * Compares the parameters of a call with Telegram's own table and returns them typed: forms and query
 * strings carry everything as text, JSON bodies may carry objects as JSON text.
 * Telegram ignores parameters it does not know; here they are refused, because they are always a mistake.
 */
export function checkedParams(method: string, raw: RawParams): RawParams {
  const fields = declarations().interfaces.get(declarations().methods.get(method) ?? '')
  const checked: RawParams = {}
  for (const [name, value] of Object.entries(raw)) {
    // Telegraf's uploads carry the method's name as one more part of the form.
    if (name === 'method' || value === null || value === undefined || value === '') continue
    const field = fields?.get(name)
    if (!field) throw badRequest(`unknown parameter "${name}" of ${method}`)
    const typed = read(shapeOf(field.type), value, name)
    compare(shapeOf(field.type), typed, name)
    checked[name] = typed
  }
  for (const [name, field] of fields ?? []) {
    if (field.required && checked[name] === undefined)
      throw badRequest(missing[name] ?? `parameter "${name}" is required`)
  }
  return checked
}

/** Half an emoji, cut by somebody who counted UTF-16 units. */
const halfCharacter = /\p{Surrogate}/u

/** Telegram's own words for what is left out most often. */
const missing: Record<string, string> = {
  chat_id: 'chat_id is empty',
  text: 'message text is empty',
  message_id: 'message identifier is not specified',
  file_id: 'file_id not specified',
  latitude: 'latitude is empty',
  longitude: 'longitude is empty',
  photo: 'there is no photo in the request',
  document: 'there is no document in the request',
  voice: 'there is no voice in the request',
  video: 'there is no video in the request',
  sticker: 'there is no sticker in the request',
}

/** Turns text into the number, boolean, object or array that the table asks for. */
function read(shape: Shape, value: unknown, name: string): unknown {
  if (typeof value !== 'string' || shape.string) return value
  if (shape.number && /^-?\d+(\.\d+)?$/.test(value.trim())) return Number(value)
  if (shape.boolean && /^(true|false|1|0|yes|no)$/i.test(value)) return /^(true|1|yes)$/i.test(value)
  if (shape.objects.length === 0 && !shape.array) return value
  try {
    return JSON.parse(value)
  } catch {
    const what = name === 'reply_markup' ? 'reply keyboard markup' : name.replaceAll('_', ' ')
    throw badRequest(`can't parse ${what} JSON object`)
  }
}

/** Refuses unknown fields, values of a wrong kind and broken characters, at any depth. */
function compare(shape: Shape, value: unknown, path: string): void {
  if (Array.isArray(value)) {
    if (!shape.array) throw wrong(path, shape)
    for (const [i, element] of value.entries()) compare(shape.array, element, `${path}[${i}]`)
  } else if (typeof value === 'object' && value !== null) {
    if (shape.objects.length === 0) throw wrong(path, shape)
    for (const [name, inner] of Object.entries(value)) {
      const types = shape.objects.flatMap((object) => declarations().interfaces.get(object)?.get(name)?.type ?? [])
      if (types.length === 0) throw badRequest(`unknown field "${name}" in "${path}"`)
      if (inner !== null) compare(shapeOf(types.join(' | ')), inner, `${path}.${name}`)
    }
  } else if (!fits(shape, value)) throw wrong(path, shape)
  else if (typeof value === 'string' && halfCharacter.test(value)) throw badRequest('strings must be encoded in UTF-8')
}

function fits(shape: Shape, value: unknown): boolean {
  if (typeof value === 'string') return shape.string
  if (typeof value === 'number') return shape.number
  return typeof value === 'boolean' && shape.boolean
}

function wrong(path: string, shape: Shape) {
  if (path === 'reply_markup') return badRequest('object expected as reply markup')
  const kinds = [
    shape.number && 'a Number',
    shape.string && 'a String',
    shape.boolean && 'a Boolean',
    shape.array && 'an Array',
    shape.objects.length > 0 && 'an Object',
  ].filter(Boolean)
  return badRequest(`field "${path}" must be ${kinds.join(' or ')}`)
}
