// What a person can do about an MCP server that failed, told from what the agent's program says of it. Pure. Nobody promises
// these words: what fits none of them is shown as it is, and what fits one is shown beside it.

const faults = {
  program: /There is no such program\./,
  folder: /The folder that it works in is gone\./,
  time: /-32001\b|\btim(ed|e) ?out\b/i,
  other: /-32601\b/,
  given: /-32602\b/,
  words: /-32700\b|-32600\b|is not valid JSON|Unexpected token/i,
  denied: /\bHTTP 40[13]\b|status code \(?40[13]\b/i,
  place: /\bHTTP 40[45]\b|status code \(?40[45]\b/i,
  away: /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|fetch failed|unable to connect|could not resolve/i,
  ended: /-32000\b|connection closed/i,
  own: /-320\d\d\b|-32603\b|\bHTTP 5\d\d\b|status code \(?5\d\d\b/i,
} as const

type ServerFault = keyof typeof faults

const order = Object.keys(faults) as ServerFault[] // Its own keys, the narrowest first.

/** Null: nobody knows. */
export function serverFault(error: string): ServerFault | null {
  return order.find((fault) => faults[fault].test(error)) ?? null
}
