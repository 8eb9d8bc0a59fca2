// What we add to each delta: from the moment the model sends it to the reader, through us and through the CLI's pipe.
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Recording, StandInOrder } from '../bare/recording.ts'
import { startBareAgent, type BareAgent } from '../rig/bare-agent.ts'
import { openBareTail } from '../rig/bare-tail.ts'
import type { Figure, Findings } from '../rig/figure.ts'
import { lossOf, lossOfAll } from '../loss.ts'
import { now, quantile } from '../rig/numbers.ts'
import type { Rig } from '../rig/rig.ts'

interface Load {
  agents: number
  perSecond: number
  /** How long the deltas of each agent last, in seconds. */
  seconds: number
  /** Whose lines: the real CLI's, or recorded ones that a stand-in repeats. */
  source: 'CLI' | 'recorded'
}

interface Taken {
  latencies: number[]
  /** Deltas a second and agent, as they really arrived. */
  rate: number
}

/** Ten real agents may need more than this machine has: the fastest of these that it holds is measured. */
const rates = [50, 25, 10]
/** Of the rate asked for, what must arrive for the machine to hold it. */
const held = 0.95

export async function latency(rig: Rig): Promise<Findings> {
  const seconds = rig.quick ? 2 : 8
  const one: Load = { agents: 1, perSecond: 50, seconds, source: 'CLI' }
  const alone = await throughPipe(rig, [one])
  const { standIn } = rig.bare
  writeFileSync(join(dirname(standIn), 'lines.json'), JSON.stringify(recordingOf(alone.lines)))
  const parts = [await beside(rig, one, alone)]
  const ten = rates.map((perSecond) => ({ ...one, agents: 10, perSecond, seconds: seconds / 2 }))
  const together = await throughPipe(rig, ten)
  const fitting = ten.findIndex(({ perSecond }, at) => {
    return (together.taken[at]?.rate ?? 0) >= held * perSecond
  })
  const at = fitting === -1 ? ten.length - 1 : fitting
  const taken = together.taken.slice(at, at + 1)
  parts.push(await beside(rig, ten[at] ?? one, { ...together, taken }))
  for (const agents of [1, 10])
    parts.push(await beside(rig, { ...one, agents, source: 'recorded' }, null))
  return {
    figures: parts.flatMap((part) => part.figures),
    lost: lossOfAll(parts),
    remarks: parts.flatMap((part) => part.remarks),
  }
}

/** Ours at a load, beside what the pipe gave at the same. */
async function beside(rig: Rig, load: Load, pipe: Piped | null): Promise<Findings> {
  const ours = await throughServer(rig, load)
  const bare = pipe?.taken[0] ?? ours.tail
  const name = `${load.agents} ${load.agents === 1 ? 'agent' : 'agents'} (${load.source})`
  rig.say(
    `  latency, ${name}: ours ${show(ours.latencies)} at ${ours.rate.toFixed(1)}/s, limit ${show(bare.latencies)} at ${bare.rate.toFixed(1)}/s`,
  )
  const figure = (share: number, aim: Figure['aim']): Figure => ({
    name: `added per delta at ${load.perSecond}/s, p${share * 100}, ${name}`,
    unit: 'ms',
    ours: quantile(ours.latencies, share),
    limitOf: pipe
      ? 'the CLI’s pipe, read and parsed'
      : 'read + parse + send of the same journals at the same time',
    limit: quantile(bare.latencies, share),
    aim,
    note:
      `${deltasOf(load)} deltas an agent, arrived at ${ours.rate.toFixed(0)}/s (limit ${bare.rate.toFixed(0)}/s); ` +
      (load.source === 'CLI'
        ? 'from the scripted model’s write to the reader, the CLI’s own time included on both sides'
        : 'lines of the real CLI repeated by a stand-in, through holder, journal and socket'),
  })
  const holds = Math.min(ours.rate, bare.rate) >= held * load.perSecond
  const aim = holds ? { times: 2 } : null
  const remarks = holds
    ? ours.remarks
    : [
        ...ours.remarks,
        `latency, ${name}: this machine does not hold ${load.perSecond}/s now, so no aim is judged`,
      ]
  const figures = [figure(0.5, aim), figure(0.99, aim)]
  return { figures, lost: ours.missing + (pipe?.missing ?? 0), remarks }
}

function deltasOf({ perSecond, seconds }: Load): number {
  return perSecond * seconds
}

function show(values: number[]): string {
  return `${quantile(values, 0.5).toFixed(1)}/${quantile(values, 0.99).toFixed(1)} ms`
}

/** Takes the stamps out of arriving text. */
function stampReader() {
  const latencies: number[] = []
  const at: number[] = []
  let wanted = Number.POSITIVE_INFINITY
  let tell = () => {}
  return {
    latencies,
    read(text: string) {
      const arrived = now()
      for (const [, sent] of text.matchAll(/<(\d+\.\d+)> /g)) {
        latencies.push(arrived - Number(sent))
        at.push(arrived)
      }
      if (at.length >= wanted) tell()
    },
    /** Resolves when so many have arrived. */
    reached: (count: number) =>
      new Promise<void>((resolve) => {
        wanted = count
        tell = resolve
      }),
    rate: (agents: number) => {
      const span = (at.at(-1) ?? 0) - (at[0] ?? 0)
      return span === 0 ? 0 : ((at.length - agents) * 1000) / span / agents
    },
  }
}

/** The prompt of agent number `index`: one burst for each load, each behind its gate. */
function promptOf(loads: readonly Load[], index: number, gates: readonly string[]): string {
  // Their deltas come evenly apart, as those of strangers would.
  const bursts = loads.map((load, at) => ({
    ...load,
    deltas: deltasOf(load),
    gate: gates[at] ?? '',
    delayMs: (index * 1000) / load.perSecond / load.agents,
  }))
  const [only] = bursts
  if (only?.source === 'recorded') return JSON.stringify(only satisfies StandInOrder)
  const blocks = bursts.flatMap(({ deltas, perSecond, gate, delayMs }) => [
    { hold: gate },
    { wait: delayMs },
    { huge: { deltas, perSecond, chars: 40, stamped: true } },
  ])
  return `[[script:${JSON.stringify([['ready ', ...blocks]])}]]`
}

const limitMs = 120_000

async function openGate(rig: Rig, { source }: Load, gate: string): Promise<void> {
  // The machine settles: the last start must not be measured.
  await wait(1_000)
  if (source === 'CLI') await rig.model.release(gate)
  else writeFileSync(join(dirname(rig.bare.standIn), gate), '')
}

function programOf(rig: Rig, source: Load['source'] | undefined): string {
  return source === 'CLI' ? rig.claude : rig.bare.standIn
}

interface Piped {
  /** One for each load. */
  taken: Taken[]
  missing: number
  /** What the first agent said. */
  lines: string[]
}

/** The same agents play one load after the other; they differ in nothing but the rate. */
async function throughPipe(rig: Rig, loads: Load[]): Promise<Piped> {
  const gates = loads.map(() => `gate-${randomUUID()}`)
  const count = loads[0]?.agents ?? 0
  const agent = programOf(rig, loads[0]?.source)
  let stamps = stampReader()
  const agents: BareAgent[] = []
  for (let index = 0; index < count; index += 1) {
    const folder = rig.place(`pipe-${gates[0]}-${index}`)
    const prompt = promptOf(loads, index, gates)
    const onText = (text: string) => stamps.read(text)
    const started = startBareAgent({
      modelUrl: rig.model.url,
      agent,
      folder,
      cwd: folder,
      prompt,
      onText,
    })
    agents.push(started)
    await started.spoke
  }
  const taken: Taken[] = []
  let missing = 0
  for (const [at, load] of loads.entries()) {
    stamps = stampReader()
    const whole = stamps.reached(count * deltasOf(load))
    await openGate(rig, load, gates[at] ?? '')
    const complete = await Promise.race([whole.then(() => true), wait(limitMs, false)])
    if (!complete) missing += lossOf(count * deltasOf(load), stamps.latencies.length)
    taken.push({ latencies: stamps.latencies, rate: stamps.rate(count) })
  }
  await Promise.all(agents.map((each) => each.done))
  await Promise.all(agents.map((each) => each.end()))
  return { taken, missing, lines: agents[0]?.lines ?? [] }
}

async function throughServer(rig: Rig, load: Load) {
  const gate = `gate-${randomUUID()}`
  const stamps = stampReader()
  const tailStamps = stampReader()
  const { server, projectId } = await rig.server(`ours-${gate}`, {
    agent: programOf(rig, load.source),
  })
  const tail = await openBareTail(rig.bare.tail, tailStamps.read)
  const remarks: string[] = []
  try {
    const live = await server.live()
    const ids = Array.from({ length: load.agents }, () => randomUUID())
    for (const [index, id] of ids.entries()) {
      const prompt = promptOf([load], index, [gate])
      await server.api('POST', '/api/threads', { id, projectId, prompt, title: `Agent ${index}` })
      await live.subscribe(id, ({ text }) => stamps.read(text))
    }
    for (const id of ids) {
      await live.until(id, ({ texts }) => texts.size > 0)
      if (load.source === 'recorded') tail.follow(await server.journalOf(id))
    }
    await openGate(rig, load, gate)
    const over = (type: string) => type === 'turn.completed' || type === 'turn.failed'
    for (const id of ids) {
      const seen = await live.until(id, ({ events }) => events.some(({ type }) => over(type)))
      remarks.push(...seen.faults.map((fault) => `latency, ${load.agents} agents: ${fault}`))
    }
    live.close()
  } finally {
    tail.end()
    await server.stop()
  }
  const missing = lossOf(load.agents * deltasOf(load), stamps.latencies.length)
  if (missing !== 0)
    remarks.push(
      `latency, ${load.agents} agents (${load.source}): ${missing} deltas missing or doubled`,
    )
  const taken = ({ latencies, rate }: typeof stamps) => ({ latencies, rate: rate(load.agents) })
  return { ...taken(stamps), tail: taken(tailStamps), missing, remarks }
}

/** Cuts what the real CLI said into what the stand-in repeats. */
function recordingOf(lines: string[]): Recording {
  const isDelta = (line: string) => line.includes('"text_delta"')
  const first = lines.findIndex(isDelta)
  const last = lines.findLastIndex(isDelta)
  const isGreeting = (line: string) => line.includes('"control_response"')
  return {
    greeting: lines.find(isGreeting) ?? '',
    before: lines.slice(0, first).filter((line) => !isGreeting(line)),
    delta: lines[first] ?? '',
    after: lines.slice(last + 1),
  }
}
