// A tool server over stdio: a few lines of JSON-RPC. It says what it was asked to say, and how long its secret is.
import { createInterface } from 'node:readline'

const tools = [
  {
    name: 'say',
    description: 'Says it',
    inputSchema: { type: 'object', properties: { text: { type: 'string' } } },
  },
  { name: 'rest', description: 'Does nothing', inputSchema: { type: 'object' } },
]

const answers = {
  initialize: ({ protocolVersion }) => ({
    protocolVersion,
    capabilities: { tools: {} },
    serverInfo: { name: 'echo', version: '1' },
  }),
  'tools/list': () => ({ tools }),
  'tools/call': ({ arguments: { text = '' } }) => ({
    content: [{ type: 'text', text: `${text}, with ${(process.env.ECHO_KEY ?? '').length}` }],
  }),
}

if (process.argv[2] === 'fail') {
  process.stderr.write(`no entry with ${process.env.ECHO_KEY}\n`)
  process.exit(3)
}
createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line)
  if (id === undefined) return
  const result = answers[method]?.(params)
  const answer = result ? { result } : { error: { code: -32601, message: 'unknown' } }
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, ...answer })}\n`)
})
