import type { IncomingMessage } from 'node:http'
import { badRequest } from './api-error.ts'
import type { Upload } from './files.ts'
import type { RawParams } from './parameters.ts'

/** Largest request taken: a file of 50 MB and its form (Bot API, sendDocument). */
const largestBytes = 51 * 1024 * 1024

/** Token and method of `/bot<token>/<method>`, or null for any other path. */
export function routed(path: string): { token: string; method: string } | null {
  const [, token, method] = path.match(/^\/bot([^/]+)\/(\w+)\/?$/) ?? []
  return token && method ? { token, method } : null
}

/** Reads the parameters from the query and from a JSON, urlencoded or multipart body. Throws ApiError. */
export async function readParams(
  request: IncomingMessage,
  query: URLSearchParams,
): Promise<{ params: RawParams; uploads: Map<string, Upload> }> {
  const params: RawParams = Object.fromEntries(query)
  const uploads = new Map<string, Upload>()
  const body = await readBody(request)
  const type = request.headers['content-type'] ?? ''
  if (body.length === 0) return { params, uploads }
  if (type.startsWith('application/json')) Object.assign(params, jsonObject(body))
  else if (type.startsWith('application/x-www-form-urlencoded')) {
    Object.assign(params, Object.fromEntries(new URLSearchParams(body.toString())))
  } else if (type.startsWith('multipart/form-data')) await readForm(body, type, params, uploads)
  return { params, uploads }
}

/** Events instead of `for await`, whose iterator costs more than the parsing at thousands of calls a second. */
function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= largestBytes) chunks.push(chunk)
    })
    request.on('end', () => {
      if (size > largestBytes) reject(badRequest('file is too big'))
      else resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks))
    })
    request.on('error', reject)
    request.on('close', () => {
      if (!request.complete) reject(badRequest('the caller hung up before the call was complete'))
    })
  })
}

function jsonObject(body: Buffer): RawParams {
  try {
    const value: unknown = JSON.parse(body.toString())
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  } catch {
    // Falls through: what is no JSON object is refused alike.
  }
  throw badRequest("can't parse JSON object")
}

/** A part with a file name is an upload and is named by `attach://`, as nested media name theirs. */
async function readForm(body: Buffer, type: string, params: RawParams, uploads: Map<string, Upload>): Promise<void> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData().catch(() => {
    throw badRequest("can't parse multipart/form-data")
  })
  for (const [name, value] of form) {
    if (typeof value === 'string') params[name] = value
    else {
      const bytes = Buffer.from(await value.arrayBuffer())
      uploads.set(name, { name: value.name, mime: value.type || 'application/octet-stream', bytes })
      params[name] = `attach://${name}`
    }
  }
  // Files that only nested media refer to are no parameters themselves.
  for (const name of uploads.keys()) {
    const referred = Object.entries(params).some(
      ([other, value]) => other !== name && typeof value === 'string' && value.includes(`attach://${name}`),
    )
    if (referred) delete params[name]
  }
}
