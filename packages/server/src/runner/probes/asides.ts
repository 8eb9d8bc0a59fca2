// Questions to a model that no living agent can be asked, each in a process of its own that is ended once it has answered.
import type { AsideRunner } from './port.ts'
import type { ProbeCodec } from '../drivers/probe-port.ts'
import { openGate } from '../runs/gate.ts'
import type { ProbeNotes } from './notes.ts'
import { startProbe, type Probe } from './probe.ts'

export interface AsidesAsk {
  codec: ProbeCodec
  env: NodeJS.ProcessEnv
  program: { path(own: string | null): Promise<string> }
  notes: ProbeNotes
}

const answerMs = 45_000
const atOnce = 2

export function openAsides({ codec, env, program, notes }: AsidesAsk): AsideRunner {
  const gate = openGate(atOnce)
  const open = new Set<Probe>()
  const asked = async (probe: Probe, question: string) => {
    open.add(probe)
    try {
      const { text = null } = await probe.ask({ type: 'ask', text: question }, answerMs)
      return text
    } finally {
      open.delete(probe)
      await probe.end()
    }
  }
  return {
    async ask({ program: own, model, text }) {
      const leave = await gate.enter()
      try {
        const path = await program.path(own)
        const ask = { codec, program: path, model, env, cwd: null, notes }
        return await asked(await startProbe(ask), text)
      } finally {
        leave()
      }
    },
    async close() {
      await Promise.all([...open].map((probe) => probe.end()))
    },
  }
}
