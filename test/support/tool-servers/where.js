// A tool server over stdio that tells where it was started, with what, and which roots its client names.
import { createInterface } from 'node:readline'

const say = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
const results = {
  initialize: ({ protocolVersion }) => ({
    protocolVersion,
    capabilities: { tools: {} },
    serverInfo: { name: 'where', version: '1' },
  }),
  'tools/list': () => ({
    tools: [{ name: 'tell', description: 'Tells', inputSchema: { type: 'object' } }],
  }),
}
let asked = null
createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params, result } = JSON.parse(line)
  if (method === 'tools/call') {
    asked = id
    say({ id: 'roots', method: 'roots/list' })
  } else if (id === 'roots') {
    const roots = result.roots.map(({ uri }) => uri)
    const [, , ...args] = process.argv
    const told = { cwd: process.cwd(), args, project: process.env.CLAUDE_PROJECT_DIR, roots }
    const text = JSON.stringify({ ...told, key: process.env.WHERE_KEY?.length ?? 0 })
    say({ id: asked, result: { content: [{ type: 'text', text }] } })
  } else if (id !== undefined)
    say(
      results[method]
        ? { id, result: results[method](params) }
        : { id, error: { code: -32601, message: 'unknown' } },
    )
})
