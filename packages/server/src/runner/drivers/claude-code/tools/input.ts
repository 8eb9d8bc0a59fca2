// Reads a tool's input, which is the model's own words: any key may be missing or of another type.

export type Input = Record<string, unknown>

export function isRecord(value: unknown): value is Input {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A text, or '' where there is none. */
export function textAt(input: Input, key: string): string {
  const value = input[key]
  return typeof value === 'string' ? value : ''
}

/** The records of a list, or none. */
export function recordsAt(input: Input, key: string): Input[] {
  const value = input[key]
  return Array.isArray(value) ? value.filter(isRecord) : []
}
