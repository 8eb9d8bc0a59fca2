// Lines of the real CLI, as recorded once, made into journals of any length: for what has to be read again.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from '../../scripts/building/root.ts'
import type { Recording, StandInOrder } from '../bare/recording.ts'
import type { Rig } from './rig.ts'

const transcripts = join(root, 'test/transcripts/claude-code-2.1.197')
const read = (name: string) =>
  readFileSync(join(transcripts, `${name}.ndjson`), 'utf8')
    .trimEnd()
    .split('\n')

/** Lets the stand-in say what the real CLI said around one message. */
export function teachStandIn(rig: Rig): void {
  const lines = read('text-and-thinking')
  const isDelta = (line: string) => line.includes('"text_delta"')
  const first = lines.findIndex(isDelta)
  const recording: Recording = {
    greeting: lines[0] ?? '',
    before: lines.slice(1, first),
    delta: lines[first] ?? '',
    after: lines.slice(lines.findLastIndex(isDelta) + 1),
  }
  writeFileSync(join(dirname(rig.bare.standIn), 'lines.json'), JSON.stringify(recording))
}

/** A prompt to the stand-in: it begins a message, then waits for a gate that does not open. */
export function promptToWait(): string {
  const order: StandInOrder = { deltas: 0, perSecond: 1, delayMs: 0, gate: 'never' }
  return JSON.stringify(order)
}

/** Appends commands with their results, two lines and two events each, numbered from `from`. */
export function appendCalls(journal: string, from: number, count: number): void {
  const lines = read('parallel-tools')
  const call = lines.find((line) => line.includes('"command":"ls"')) ?? ''
  const id = /"id":"(toolu_\w+)"/.exec(call)?.[1] ?? ''
  const result = lines.find((line) => line.includes('tool_result') && line.includes(id)) ?? ''
  const uuid = /"uuid":"([0-9a-f-]+)"/
  const both = [call, result].map((line) =>
    line.replace(uuid, '"uuid":"UUID"').replaceAll(id, 'CALL'),
  )
  let text = ''
  for (let number = from; number < from + count; number += 1) {
    for (const [index, line] of both.entries()) {
      const tail = String(number * 2 + index).padStart(12, '0')
      text += `${line.replace('UUID', `00000000-0000-4000-8000-${tail}`).replaceAll('CALL', `toolu_${number}`)}\n`
    }
    if (text.length > 1_000_000) {
      appendFileSync(journal, text)
      text = ''
    }
  }
  appendFileSync(journal, text)
}

/** Appends the end of the turn. */
export function appendEnd(journal: string): void {
  const lines = read('text-and-thinking')
  const end = lines.findIndex((line) => line.startsWith('{"type":"result"'))
  appendFileSync(
    journal,
    lines
      .slice(end)
      .map((line) => `${line}\n`)
      .join(''),
  )
}
