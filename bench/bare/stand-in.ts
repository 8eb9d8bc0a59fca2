// Stands in for the CLI where ten of them would need more processors than there are: says lines that the real CLI said
// in this very run (lines.json beside this file), with the deltas at the pace that the message asks for.
// It must never be used where what an agent does is judged.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { now } from '../rig/numbers.ts'
import type { Recording, StandInOrder } from './recording.ts'

const here = dirname(fileURLToPath(import.meta.url))

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** The recorded line with another text. */
function deltaLine(recorded: string, text: string): string {
  // Recorded from the real CLI; only its text is replaced.
  const line = JSON.parse(recorded) as { event: { delta: { text: string } } }
  line.event.delta.text = text
  return JSON.stringify(line)
}

function wholeLine(recorded: string, text: string): string {
  // As above.
  const line = JSON.parse(recorded) as { message: { content: { text: string }[] } }
  const [block] = line.message.content
  if (block) block.text = text
  return JSON.stringify(line)
}

async function answer(recording: Recording, order: StandInOrder): Promise<void> {
  recording.before.forEach(say)
  let text = 'ready '
  say(deltaLine(recording.delta, text))
  while (!existsSync(join(here, order.gate))) await wait(10)
  let due = now() + order.delayMs
  for (let index = 0; index < order.deltas; index += 1) {
    due += 1000 / order.perSecond
    await wait(Math.max(0, due - now()))
    const piece = `<${now().toFixed(3)}> ${'a stand-in says so; '.repeat(2)}`.slice(0, 40)
    text += piece
    say(deltaLine(recording.delta, piece))
  }
  for (const line of recording.after) {
    say(line.startsWith('{"type":"assistant"') ? wholeLine(line, text) : line)
  }
}

function listen(): void {
  // Written by the bench itself.
  const recording = JSON.parse(readFileSync(join(here, 'lines.json'), 'utf8')) as Recording
  createInterface({ input: process.stdin })
    .on('line', (text) => {
      // The server speaks the CLI's own protocol; only these two of its lines are understood.
      const line = JSON.parse(text) as { type: string; message?: { content: string } }
      if (line.type === 'control_request') say(recording.greeting)
      if (line.type === 'user') void answer(recording, JSON.parse(line.message?.content ?? '{}'))
    })
    .on('close', () => process.exit(0))
}

if (process.argv.includes('--version')) say('2.1.197 (Claude Code)')
else listen()
