// The agent without us: the same program with the same flags, environment and lines, read from its pipe.
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import type { TurnId } from '@a-parallel/shared'
import { encode } from '../../packages/server/src/runner/drivers/claude-code/encode.ts'
import { launch } from '../../packages/server/src/runner/drivers/claude-code/launch.ts'
import { agentGitEnvironment } from '../../packages/server/src/runner/git/environment.ts'
import { agentEnvironment } from '../../packages/server/src/runner/runs/environment.ts'
import { benchEnvironment } from './server.ts'

export interface BareAgentAsk {
  agent: string
  cwd: string
  /** Holds its HOME. */
  folder: string
  modelUrl: string
  prompt: string
  /** It is greeted only, and told nothing until `say`. */
  waits?: boolean
  /** A piece of text, read from the pipe and parsed. */
  onText: (text: string) => void
}

export interface BareAgent {
  /** Every line it said. */
  lines: string[]
  /** It has answered the greeting. */
  greeted: Promise<void>
  /** Says the prompt to one that waits. */
  say(): void
  /** Its first piece of text. */
  spoke: Promise<void>
  /** The end of its turn. */
  done: Promise<void>
  end(): Promise<void>
}

interface Line {
  type: string
  event?: { delta?: { type: string; text?: string } }
}

/** Starts it as the server does: handshake and message are written at once. */
export function startBareAgent(ask: BareAgentAsk): BareAgent {
  const { argv, env, firstLines } = launch({
    program: ask.agent,
    sessionId: randomUUID(),
    resumes: false,
    model: 'sonnet',
    permissionMode: 'confirmEdit',
    repositorySettings: true,
    scratch: join(ask.folder, 'scratch'),
  })
  const [program, ...args] = argv
  const child = spawn(program, args, {
    cwd: ask.cwd,
    env: { ...agentEnvironment(benchEnvironment(ask)), ...agentGitEnvironment(), ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const turnId = randomUUID() as TurnId // A UUID, as the schema wants.
  const write = (some: string[]) => some.forEach((line) => child.stdin.write(`${line}\n`))
  const say = () => write(encode({ type: 'say', turnId, text: ask.prompt }))
  write(firstLines)
  if (!ask.waits) say()
  const lines: string[] = []
  const greeted = deferred()
  const spoken = deferred()
  const ended = deferred()
  let rest = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n')
    rest = parts.pop() ?? ''
    for (const text of parts) {
      lines.push(text)
      const { type, event } = JSON.parse(text) as Line // The CLI's own lines.
      if (event?.delta?.type === 'text_delta') {
        ask.onText(event.delta.text ?? '')
        spoken.resolve()
      }
      if (type === 'control_response') greeted.resolve()
      if (type === 'result') ended.resolve()
    }
  })
  return {
    lines,
    say,
    greeted: greeted.promise,
    spoke: spoken.promise,
    done: ended.promise,
    async end() {
      const exit = once(child, 'exit')
      child.stdin.end()
      await exit
    },
  }
}

function deferred() {
  let resolve = () => {}
  const promise = new Promise<void>((given) => (resolve = given))
  return { promise, resolve }
}
