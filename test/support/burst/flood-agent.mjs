#!/usr/bin/env node
// A stand-in for the agent's program that says more than any model could: so many pieces of text a second, counted, each
// message ended as the CLI ends it. It answers the handshake and one kind of prompt, and ends with its input.
import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'

if (process.argv.includes('--version')) {
  process.stdout.write('2.1.197 (Claude Code)\n')
  process.exit(0)
}

const at = (flag) => process.argv[process.argv.indexOf(flag) + 1]
const session_id = process.argv.includes('--resume') ? at('--resume') : at('--session-id')
const say = (...lines) =>
  process.stdout.write(
    lines
      .map((line) => `${JSON.stringify({ ...line, uuid: randomUUID(), session_id })}\n`)
      .join(''),
  )
const event = (body) => ({ type: 'stream_event', event: body, parent_tool_use_id: null })
/** How often lines are written: as the CLI does, several at once. */
const beatMs = 20

createInterface({ input: process.stdin })
  .on('line', (text) => {
    if (text.trim() === '') return
    const line = JSON.parse(text)
    if (line.type === 'control_request') return answer(line)
    if (line.type === 'user') flood(line)
  })
  .on('close', () => process.exit(0))

function answer({ request_id, request }) {
  const initialized = { commands: [], agents: [], models: [], account: {}, pid: process.pid }
  const response = request.subtype === 'initialize' ? initialized : {}
  say({ type: 'control_response', response: { subtype: 'success', request_id, response } })
}

/** `flood {"lines": 30000, "perSecond": 1000, "perMessage": 1000, "width": 80}` somewhere in the prompt; a width is optional. */
function flood({ uuid, message }) {
  const told = typeof message.content === 'string' ? message.content : message.content[0].text
  const { lines, perSecond, perMessage, width = 0 } = JSON.parse(/flood (\{.*?\})/.exec(told)[1])
  const model = 'claude-sonnet-5'
  say(
    { type: 'system', subtype: 'session_state_changed', state: 'running' },
    {
      type: 'system',
      subtype: 'init',
      cwd: process.cwd(),
      tools: [],
      mcp_servers: [],
      model,
      permissionMode: 'default',
      slash_commands: [],
      apiKeySource: 'ANTHROPIC_API_KEY',
      claude_code_version: '2.1.197',
      output_style: 'default',
      agents: [],
      skills: [],
      plugins: [],
    },
    { type: 'user', message, parent_tool_use_id: null, isReplay: true, uuid },
  )
  const began = performance.now()
  let said = 0
  let open = null
  const end = () => {
    const { id, text } = open
    open = null
    const content = [{ type: 'text', text }]
    const whole = { id, type: 'message', role: 'assistant', model, content, stop_reason: null }
    return [
      { type: 'assistant', message: whole, parent_tool_use_id: null },
      event({ type: 'content_block_stop', index: 0 }),
      event({ type: 'message_delta', delta: { stop_reason: 'end_turn' } }),
      event({ type: 'message_stop' }),
    ]
  }
  const beat = () => {
    const due = Math.min(lines, Math.floor(((performance.now() - began) / 1000) * perSecond))
    const batch = []
    for (; said < due; said += 1) {
      if (open === null) {
        open = { id: `msg_${randomUUID()}`, text: '' }
        const content_block = { type: 'text', text: '' }
        const blank = { id: open.id, type: 'message', role: 'assistant', model, content: [] }
        batch.push(event({ type: 'message_start', message: blank }))
        batch.push(event({ type: 'content_block_start', index: 0, content_block }))
      }
      const text = `${said} `.padStart(width)
      open.text += text
      const delta = { type: 'text_delta', text }
      batch.push(event({ type: 'content_block_delta', index: 0, delta }))
      if ((said + 1) % perMessage === 0 || said + 1 === lines) batch.push(...end())
    }
    if (batch.length > 0) say(...batch)
    if (said < lines) return
    clearInterval(timer)
    const usage = { input_tokens: 1, output_tokens: lines }
    say(
      {
        type: 'result',
        subtype: 'success',
        is_error: false,
        duration_ms: 1,
        num_turns: 1,
        result: '',
        total_cost_usd: 0,
        usage,
        modelUsage: {},
        permission_denials: [],
      },
      { type: 'system', subtype: 'session_state_changed', state: 'idle' },
    )
  }
  const timer = setInterval(beat, beatMs)
}
