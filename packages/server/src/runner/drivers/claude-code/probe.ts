// How `claude` is asked something apart from any conversation, of one tool server for the most part.
import { z } from 'zod'
import type { ProbeCodec, ProbeOrder, ProbeReport, ProbeWord } from '../probe-port.ts'
import { AsideAnswer } from './decode/lines.ts'
import { encode } from './encode.ts'
import { logsIn, unlogged } from './launch.ts'
import { errorOf, reconnect, setServers, statusOf } from './tool-servers.ts'

const orders: readonly string[] = ['give', 'look', 'sign-in', 'finish', 'reconnect', 'ask']

export const probe: ProbeCodec = {
  launch: ({ program, model, scratch, caches, fixedCaches }) => ({
    argv: [
      program,
      '-p',
      '--input-format',
      'stream-json',
      '--output-format',
      'stream-json',
      '--verbose',
      '--no-session-persistence',
      ...(model === null ? [] : ['--model', model]),
      '--strict-mcp-config',
      '--setting-sources=user',
      `--settings=${JSON.stringify(unlogged(caches).settings)}`,
    ],
    // A person waits for its answer: it does not try for minutes.
    env: {
      DISABLE_AUTOUPDATER: '1',
      CLAUDE_CODE_MAX_RETRIES: '1',
      CLAUDE_CODE_TMPDIR: scratch,
      ...unlogged(caches).env,
    },
    firstLines: encode({ type: 'greet' }),
    closed: logsIn(fixedCaches),
  }),
  encode: (order) =>
    JSON.stringify({
      type: 'control_request',
      request_id: order.type,
      request: requestOf(order),
    }),
  read(line) {
    const { data } = Answer.safeParse(parsed(line))
    if (!data) return null
    const { request_id: id, subtype, error, response } = data.response
    const order = orders.includes(id) ? (id as ProbeOrder['type']) : null // One of ours.
    if (order === null && id !== 'greet') return null
    const failed = subtype === 'error' ? (errorOf(error) ?? 'no reason was given') : null
    return { order, error: failed, ...bodyOf(order, response) }
  },
}

function requestOf(order: ProbeOrder): Record<string, unknown> {
  switch (order.type) {
    case 'give':
      return setServers([order.server])
    case 'look':
      return { subtype: 'mcp_status' }
    case 'sign-in':
      return { subtype: 'mcp_authenticate', serverName: order.name }
    case 'finish':
      return {
        subtype: 'mcp_oauth_callback_url',
        serverName: order.name,
        callbackUrl: order.address,
      }
    case 'reconnect':
      return reconnect(order.name)
    case 'ask':
      return { subtype: 'side_question', question: order.text }
    default:
      return order satisfies never
  }
}

const Answer = z.object({
  type: z.literal('control_response'),
  response: z.object({
    subtype: z.string(),
    request_id: z.string(),
    error: z.string().optional(),
    response: z.unknown().optional(),
  }),
})

const Status = z.object({
  mcpServers: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      error: z.string().nullish(),
      tools: z.array(z.object({ name: z.string() })).nullish(),
    }),
  ),
})
const SignIn = z.object({ authUrl: z.string().nullish() })

function bodyOf(order: ProbeWord['order'], response: unknown): Partial<ProbeWord> {
  if (order === 'look') {
    const { data } = Status.safeParse(response)
    return { servers: data?.mcpServers.map(reportOf) ?? [] }
  }
  if (order === 'sign-in') return { url: SignIn.safeParse(response).data?.authUrl ?? null }
  if (order === 'ask') return { text: AsideAnswer.safeParse(response).data?.response ?? null }
  return {}
}

type Told = z.infer<typeof Status>['mcpServers'][number]

/** Names of tools beyond these are not told. */
const mostTools = 500
const longestName = 300

function reportOf({ name, status, error, tools }: Told): ProbeReport {
  const names = (tools ?? []).map((tool) => tool.name.slice(0, longestName))
  return {
    name,
    status: statusOf(status),
    error: errorOf(error),
    tools: names.slice(0, mostTools),
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null // Some other word of the program's.
  }
}
