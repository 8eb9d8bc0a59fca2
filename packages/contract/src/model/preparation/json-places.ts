// Reads JSON and remembers where each value stands: a fault in a file is told by its line. JSON.parse tells no places,
// and the little that it says of a syntax error differs from engine to engine. Strict: no comments, no trailing commas.

export interface Placed {
  value: unknown
  /** Offset of each value, by its path (`commands.0.name`); of a key behind `#`. */
  places: ReadonlyMap<string, number>
}

/** What is not as JSON wants it, and the offset of the character at which that shows. */
export class JsonFault extends Error {
  readonly offset: number
  readonly code: 'syntax' | 'twice'

  constructor(code: 'syntax' | 'twice', offset: number, said: string) {
    super(said)
    this.code = code
    this.offset = offset
  }
}

const deepest = 50

/** @throws JsonFault at the first thing that is wrong. */
export function placedJson(text: string): Placed {
  const reader = new Reader(text)
  const value = reader.value([])
  reader.end()
  return { value, places: reader.places }
}

/** Counted from 1; a column in UTF-16 units, as editors count. */
export function linesOf(text: string): (offset: number) => { line: number; column: number } {
  const starts = [0]
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1))
    starts.push(end + 1)
  return (offset) => {
    let line = 1
    for (let above = starts.length; line < above;) {
      const middle = Math.ceil((line + above) / 2)
      if ((starts[middle - 1] ?? 0) <= offset) line = middle
      else above = middle - 1
    }
    return { line, column: offset - (starts[line - 1] ?? 0) + 1 }
  }
}

class Reader {
  readonly places = new Map<string, number>()
  readonly #text: string
  #at: number

  constructor(text: string) {
    this.#text = text
    // Some editors write one, which RFC 8259 lets readers pass over.
    this.#at = text.startsWith('\uFEFF') ? 1 : 0
  }

  value(path: readonly (string | number)[]): unknown {
    this.#space()
    this.places.set(path.join('.'), this.#at)
    const next = this.#text[this.#at]
    if (path.length > deepest) throw this.#fault()
    if (next === '{') return this.#object(path)
    if (next === '[') return this.#list(path)
    if (next === '"') return this.#string()
    const word = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/.exec(
      this.#text.slice(this.#at, this.#at + 400),
    )?.[0]
    if (word === undefined) throw this.#fault()
    this.#at += word.length
    return JSON.parse(word)
  }

  end(): void {
    this.#space()
    if (this.#at < this.#text.length) throw this.#fault()
  }

  #object(path: readonly (string | number)[]): unknown {
    const found = new Map<string, unknown>()
    this.#each('}', () => {
      const at = this.#at
      const key = this.#string()
      if (found.has(key)) throw new JsonFault('twice', at, key)
      this.places.set(`${path.join('.')}#${key}`, at)
      this.#take(':')
      found.set(key, this.value([...path, key]))
    })
    return Object.fromEntries(found)
  }

  #list(path: readonly (string | number)[]): unknown[] {
    const found: unknown[] = []
    this.#each(']', () => void found.push(this.value([...path, found.length])))
    return found
  }

  /** What stands between brackets, with commas between. */
  #each(close: string, one: () => void): void {
    this.#at += 1
    this.#space()
    if (this.#text[this.#at] === close) {
      this.#at += 1
      return
    }
    for (;;) {
      this.#space()
      one()
      this.#space()
      if (this.#text[this.#at] === close) break
      this.#take(',')
    }
    this.#at += 1
  }

  #string(): string {
    const literal = /^"(?:[^"\\]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/.exec(
      this.#text.slice(this.#at),
    )?.[0]
    const control = literal?.split('').findIndex((letter) => letter < ' ') ?? -1
    if (control > 0) this.#at += control
    if (literal === undefined || control > 0) throw this.#fault()
    this.#at += literal.length
    return JSON.parse(literal) as string // A literal of a string is all that it is.
  }

  #take(mark: string): void {
    this.#space()
    if (this.#text[this.#at] !== mark) throw this.#fault()
    this.#at += 1
  }

  #space(): void {
    while (/[ \t\r\n]/.test(this.#text[this.#at] ?? '')) this.#at += 1
  }

  #fault(): JsonFault {
    return new JsonFault(
      'syntax',
      this.#at,
      this.#text.slice(this.#at).match(/^\S{1,20}/u)?.[0] ?? '',
    )
  }
}
