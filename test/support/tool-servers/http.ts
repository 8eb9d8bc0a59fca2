// A tool server over HTTP in this process, which may want a header, or a sign-in with OAuth. At one address it answers as JSON
// (streamable HTTP), at another over a stream that is opened first (SSE).
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface HttpToolServer {
  url: string
  /** Where it speaks SSE. */
  sse: string
  /** Each request: method, path and what came as `Authorization`. */
  heard: { method: string; path: string; authorization: string | null }[]
  /** From now on `Authorization` has to be this. */
  want(authorization: string): void
  close(): Promise<void>
}

export interface HttpToolServerOptions {
  /** What `Authorization` has to be; `oauth`: a token that its own sign-in gave. */
  wants?: string
}

export async function startHttpToolServer(
  options: HttpToolServerOptions = {},
): Promise<HttpToolServer> {
  let { wants } = options
  const heard: HttpToolServer['heard'] = []
  const tokens = new Set<string>()
  const streams = openStreams()
  const server = createServer((request, response) => {
    const { method = 'GET', url: path = '/' } = request
    const authorization = request.headers.authorization ?? null
    heard.push({ method, path, authorization })
    const { port } = server.address() as AddressInfo // It listens on TCP.
    const origin = `http://127.0.0.1:${port}`
    void body(request).then((text) => {
      if (wants === 'oauth' && signIn({ path, origin, text, tokens }, response)) return
      const token = authorization?.replace('Bearer ', '') ?? ''
      const open = wants === undefined || authorization === wants || tokens.has(token)
      if (!open) {
        const metadata = `${origin}/.well-known/oauth-protected-resource`
        const challenge = wants === 'oauth' ? `Bearer resource_metadata="${metadata}"` : 'Bearer'
        return response.writeHead(401, { 'www-authenticate': challenge }).end()
      }
      if (path === '/away')
        return response.writeHead(302, { location: 'http://169.254.169.254/' }).end()
      if (method === 'GET' && path === '/sse') return streams.open(response)
      if (method !== 'POST') return response.writeHead(405).end()
      const answer = answerTo(JSON.parse(text))
      const stream = streams.of(path)
      if (answer && !stream) return json(response, answer)
      if (answer) stream?.write(`event: message\ndata: ${JSON.stringify(answer)}\n\n`)
      response.writeHead(202).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // Likewise.
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    sse: `http://127.0.0.1:${port}/sse`,
    heard,
    want(authorization) {
      wants = authorization
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

interface Asked {
  id?: number
  method: string
  params?: { protocolVersion?: string; arguments?: { text?: string } }
}

/** Each is told first where to write to; what is written there is answered on it. */
function openStreams() {
  const open = new Map<string, ServerResponse>()
  return {
    open(response: ServerResponse): void {
      const path = `/messages/${randomUUID()}`
      open.set(path, response)
      response.on('close', () => open.delete(path))
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(`event: endpoint\ndata: ${path}\n\n`)
    },
    of: (path: string) => open.get(path),
  }
}

/** What is only told is not answered. */
function answerTo({ id, method, params }: Asked): object | undefined {
  if (id === undefined) return undefined
  const results: Record<string, unknown> = {
    initialize: {
      protocolVersion: params?.protocolVersion,
      capabilities: { tools: {} },
      serverInfo: { name: 'phone', version: '1' },
    },
    'tools/list': {
      tools: [{ name: 'call', description: 'Calls', inputSchema: { type: 'object' } }],
    },
    'tools/call': { content: [{ type: 'text', text: `called ${params?.arguments?.text}` }] },
  }
  const result = results[method]
  const answer = result ? { result } : { error: { code: -32601, message: 'unknown' } }
  return { jsonrpc: '2.0', id, ...answer }
}

interface SignIn {
  path: string
  origin: string
  text: string
  tokens: Set<string>
}

/** The few pages of an authorization server that lets everybody in. */
function signIn({ path, origin, text, tokens }: SignIn, response: ServerResponse): boolean {
  const url = new URL(path, origin)
  if (url.pathname.startsWith('/.well-known/oauth-protected-resource'))
    json(response, { resource: `${origin}/mcp`, authorization_servers: [origin] })
  else if (url.pathname.startsWith('/.well-known/oauth-authorization-server'))
    json(response, {
      issuer: origin,
      authorization_endpoint: `${origin}/authorize`,
      token_endpoint: `${origin}/token`,
      registration_endpoint: `${origin}/register`,
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['none'],
    })
  else if (url.pathname === '/register')
    json(response, { ...JSON.parse(text), client_id: 'client' }, 201)
  else if (url.pathname === '/authorize') {
    const back = new URL(url.searchParams.get('redirect_uri') ?? '')
    back.searchParams.set('code', 'code')
    back.searchParams.set('state', url.searchParams.get('state') ?? '')
    response.writeHead(302, { location: back.href }).end()
  } else if (url.pathname === '/token') {
    const token = randomUUID()
    tokens.add(token)
    json(response, { access_token: token, token_type: 'Bearer', expires_in: 3600 })
  } else return false
  return true
}

function json(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

async function body(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer) // A request gives bytes.
  return Buffer.concat(parts).toString('utf8')
}
