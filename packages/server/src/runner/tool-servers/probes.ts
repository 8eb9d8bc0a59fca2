// Tests of tool servers and sign-ins to them, each in a process of its own. The agent's own program is asked, and no client
// of ours: it is the one that will reach them, with its proxies, and it alone keeps what a sign-in gives.
import { Problem, worksInCheckout } from '@a-parallel/contract/model'
import type { ToolServerConfig, ToolServerReport } from '@a-parallel/shared'
import { setTimeout as wait } from 'node:timers/promises'
import type { ProbeCodec } from '../drivers/probe-port.ts'
import { openGate } from '../runs/gate.ts'
import type {
  SignInUnderWay,
  ToolServerAsk,
  ToolServerPlace,
  ToolServerPlaces,
  ToolServerProbes,
} from './port.ts'
import type { ProbeNotes } from '../probes/notes.ts'
import { startProbe, type Probe } from '../probes/probe.ts'

export interface ProbesAsk {
  codec: ProbeCodec
  env: NodeJS.ProcessEnv
  program: { path(own: string | null): Promise<string> }
  places: Pick<ToolServerPlaces, 'place'>
  notes: ProbeNotes
}

/** One that is ready to be reached, and where the program that reaches it works; null: in an empty folder. */
interface Placed {
  server: ToolServerConfig
  cwd: string | null
}

/** The program itself gives up connecting after 30 s. */
const connectMs = 40_000
const answerMs = 15_000
/** A person looks for a password. */
const signInMs = 10 * 60_000
const lookEveryMs = 1_000
const atOnce = 2

export function openProbes({ codec, env, program, places, notes }: ProbesAsk): ToolServerProbes {
  const gate = openGate(atOnce)
  const open = new Set<Probe>()
  const start = async (cwd: string | null, own: string | null): Promise<Probe> => {
    const path = await program.path(own)
    const ask = { codec, program: path, model: null, env, cwd, notes }
    const probe = await startProbe(ask)
    open.add(probe)
    return probe
  }
  const end = async (probe: Probe) => {
    open.delete(probe)
    await probe.end()
  }
  return {
    async test(ask) {
      const { server, cwd } = await placed(places, ask)
      const leave = await gate.enter()
      try {
        const probe = await start(cwd, ask.program)
        try {
          return await reach(probe, server)
        } finally {
          await end(probe)
        }
      } finally {
        leave()
      }
    },
    async signIn(ask) {
      const { server, cwd } = await placed(places, ask)
      const probe = await start(cwd, ask.program)
      try {
        return await begin(probe, server, () => end(probe))
      } catch (cause) {
        await end(probe)
        throw cause
      }
    },
    async close() {
      await Promise.all([...open].map((probe) => end(probe)))
    },
  }
}

/** In no checkout that it need not be in: the agent's program asks git of where it works. */
async function placed(
  { place }: ProbesAsk['places'],
  { server, at }: ToolServerAsk,
): Promise<Placed> {
  const [found] = await place([server], at)
  if (!found) throw withheld(at)
  return { server: found, cwd: worksInCheckout(server.transport) ? (at?.checkout ?? null) : null }
}

function withheld(at: ToolServerPlace | null): Problem {
  return at === null
    ? new Problem('project_unavailable', 'The folder that it works in is gone.')
    : new Problem(
        'tool_server_withheld',
        `It works in ${at.checkout}, or names it. Trust what that brings first.`,
      )
}

/** Gives it and asks how it stands. The answer to giving comes once it is connected, or is not. */
async function reach(probe: Probe, server: ToolServerConfig): Promise<ToolServerReport> {
  const began = performance.now()
  const { error } = await probe.ask({ type: 'give', server }, connectMs)
  const latencyMs = Math.round(performance.now() - began)
  const report = await look(probe, server.name)
  if (report === null) return { status: 'failed', error, tools: [], latencyMs: null }
  return { ...report, latencyMs: report.status === 'connected' ? latencyMs : null }
}

async function look(probe: Probe, name: string): Promise<ToolServerReport | null> {
  const { servers = [] } = await probe.ask({ type: 'look' }, answerMs)
  const found = servers.find((one) => one.name === name)
  if (!found) return null
  const { status, error, tools } = found
  return { status, error, tools, latencyMs: null }
}

async function begin(
  probe: Probe,
  server: ToolServerConfig,
  end: () => Promise<void>,
): Promise<SignInUnderWay> {
  const { name } = server
  await reach(probe, server)
  const { error, url = null } = await probe.ask({ type: 'sign-in', name }, connectMs)
  if (error !== null) throw failed(error)
  const over = new AbortController()
  const outcome = follow(probe, name, over.signal)
    .catch(() => null) // Its process is gone: nothing came of it.
    .then(async (report) => {
      await end()
      return report
    })
  return {
    url,
    outcome,
    async finish(address) {
      const given = await probe.ask({ type: 'finish', name, address }, connectMs)
      if (given.error !== null) throw failed(given.error)
      await probe.ask({ type: 'reconnect', name }, connectMs)
    },
    async end() {
      over.abort()
      await outcome
    },
  }
}

/** Until it no longer wants a sign-in; null when that takes too long. */
async function follow(
  probe: Probe,
  name: string,
  signal: AbortSignal,
): Promise<ToolServerReport | null> {
  const deadline = performance.now() + signInMs
  while (performance.now() < deadline) {
    await wait(lookEveryMs, undefined, { signal })
    const report = await look(probe, name)
    if (report && !['needs-sign-in', 'pending'].includes(report.status)) return report
  }
  return null
}

function failed(detail: string): Problem {
  return new Problem('tool_server_sign_in_failed', detail)
}
