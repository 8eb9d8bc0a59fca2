// Reads a body within limits: JSON of 1 MB, no deeper than anything of ours is; bytes as many as a call takes.
import { Problem } from '@a-parallel/contract/model'

const maxBytes = 1024 * 1024
const maxDepth = 64

/** The parsed body. Throws too_large, wrong_media_type or invalid_json. */
export async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw new Problem('wrong_media_type', 'Send application/json.')
  const text = Buffer.from(await readBytes(request, maxBytes, tooLarge)).toString('utf8')
  refuseDepth(text)
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch (cause) {
    throw new Problem('invalid_json', 'The body is not valid JSON.', {}, { cause })
  }
}

/** The body as it came, of `max` bytes at most; else throws the refusal, without having read the rest. */
export async function readBytes(
  request: Request,
  max: number,
  refusal: () => Problem,
): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > max) throw refusal()
  const reader = request.body?.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  while (reader) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > max) {
      await reader.cancel()
      throw refusal()
    }
    chunks.push(value)
  }
  return Buffer.concat(chunks)
}

function tooLarge(): Problem {
  return new Problem(
    'too_large',
    'A request may hold 1 MB. Put long text into a file and name the file instead.',
  )
}

/** Brackets outside strings, counted before the parser recurses. */
function refuseDepth(text: string): void {
  let depth = 0
  let inString = false
  for (let index = 0; index < text.length; index += 1) {
    const char = text.charCodeAt(index)
    if (inString) {
      if (char === 0x5c) index += 1
      else if (char === 0x22) inString = false
    } else if (char === 0x22) inString = true
    else if (char === 0x5b || char === 0x7b) depth += 1
    else if (char === 0x5d || char === 0x7d) depth -= 1
    if (depth > maxDepth)
      throw new Problem('invalid_json', `JSON may be ${maxDepth} levels deep here.`)
  }
}
