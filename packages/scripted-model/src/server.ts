// The HTTP server of the scripted model: loopback only, Node's own http, nothing but the Messages API.
// It finds the route of a request and nothing more.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'
import { apiRequestSchema } from './conversation/request.ts'
import { Holds } from './play/holds.ts'
import { errorBody } from './play/refusal.ts'
import { tokensOf } from './conversation/images.ts'
import { RequestLog, type LoggedRequest } from './request-log.ts'
import { scenarioFileSchema, type ScenarioInput } from './script/script.ts'
import { answerTurn, type Player } from './turn.ts'

export type ScriptedModelOptions = {
  readonly scenarios?: readonly ScenarioInput[]
  /** 0 (the default) lets the system choose. */
  readonly port?: number
  /** Divides every scripted delay: 1 as written (the default), 10 ten times as fast, Infinity without. */
  readonly speed?: number
  /** A file that gets one NDJSON line per finished request. */
  readonly log?: string
}

export type ScriptedModel = {
  /** What ANTHROPIC_BASE_URL has to be. */
  readonly url: string
  readonly port: number
  /** Every request so far, oldest first; the objects are live. */
  requests(): readonly LoggedRequest[]
  /** The first request, past or coming, that fits; rejects after `timeoutMs`. */
  waitForRequest(
    fits: (request: LoggedRequest) => boolean,
    timeoutMs: number,
  ): Promise<LoggedRequest>
  /** Opens the gate of `{hold: name}`, for replies that wait there now or come there later. */
  release(name: string): void
  /** Ends every answer at once and stops listening. */
  close(): Promise<void>
}

const charsPerToken = 4

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

function answerJson(response: ServerResponse, status: number, json: string): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(json)
}

async function answer(
  player: Player,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
  if (request.method === 'HEAD' || (request.method === 'GET' && pathname === '/')) {
    response.writeHead(200)
    response.end()
    return
  }
  const text = await readBody(request)
  const release = /^\/release\/(.+)$/.exec(pathname)?.[1]
  if (request.method === 'POST' && release !== undefined) {
    player.holds.open(decodeURIComponent(release))
    answerJson(response, 200, '{}')
    return
  }
  if (request.method !== 'POST' || !pathname.startsWith('/v1/messages')) {
    answerJson(response, 404, errorBody(404, undefined, `no ${request.method} ${pathname}`))
    return
  }
  const parsed = apiRequestSchema.safeParse(JSON.parse(text))
  if (!parsed.success) {
    answerJson(response, 400, errorBody(400, undefined, z.prettifyError(parsed.error)))
  } else if (pathname === '/v1/messages/count_tokens') {
    const tokens = tokensOf(parsed.data.messages, text.length, charsPerToken)
    answerJson(response, 200, JSON.stringify({ input_tokens: tokens }))
  } else {
    const inputTokens = tokensOf(parsed.data.messages, text.length, charsPerToken)
    await answerTurn(player, request, response, { ...parsed.data, inputTokens })
  }
}

/** Starts the scripted model on 127.0.0.1. Rejects if a scenario has not the shape of one, or the port is taken. */
export async function startScriptedModel(
  options: ScriptedModelOptions = {},
): Promise<ScriptedModel> {
  const log = new RequestLog(options.log)
  const player: Player = {
    scenarios: scenarioFileSchema.parse(options.scenarios ?? []),
    speed: options.speed ?? 1,
    log,
    holds: new Holds(),
    attempts: new Map(),
  }
  const running = new Set<Promise<void>>()
  const server = createServer((request, response) => {
    const run = answer(player, request, response)
      .catch((reason: unknown) => {
        if (response.headersSent) response.destroy()
        else answerJson(response, 400, errorBody(400, undefined, String(reason)))
      })
      .finally(() => running.delete(run))
    running.add(run)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests: () => log.all,
    waitForRequest: (fits, timeoutMs) => log.waitFor(fits, timeoutMs),
    release: (name) => player.holds.open(name),
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
      await Promise.all(running)
      await log.close()
    },
  }
}
