// What a person can do about an MCP server that failed, told from what the agent's program says of it. Pure. Nobody promises
// these words: what fits none of them is shown as it is, and what fits one is shown beside it.

/** The narrowest first. A status tells more than the error in its answer, whose numbers mean something else there. */
const faults = [
  ['program', /There is no such program\./],
  ['folder', /The folder that it works in is gone\./],
  ['denied', /\bHTTP 40[13]\b|status code \(?40[13]\b/i],
  ['place', /\bHTTP 40[45]\b|status code \(?40[45]\b/i],
  ['own', /\bHTTP 5\d\d\b|status code \(?5\d\d\b/i],
  ['time', /-32001\b|\btim(ed|e) ?out\b/i],
  ['other', /-32601\b/],
  ['given', /-32602\b/],
  ['words', /-32700\b|-32600\b|is not valid JSON|Unexpected token/i],
  [
    'away',
    /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|fetch failed|unable to connect|could not resolve/i,
  ],
  ['ended', /connection closed/i],
  ['own', /-320\d\d\b|-32603\b/],
] as const

type ServerFault = (typeof faults)[number][0]

/** Null: nobody knows. */
export function serverFault(error: string): ServerFault | null {
  return faults.find(([, says]) => says.test(error))?.[0] ?? null
}
