// A short-lived process of the agent's program that is asked something apart from any thread. It bears a marker of its own, is ended
// with everything that it started, and ends by itself with this server: its stdin is a pipe from here. What it started may not.
import { Problem } from '@a-parallel/contract/model'
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import type { ProbeCodec, ProbeOrder, ProbeWord } from '../drivers/probe-port.ts'
import { closeFolder } from '../runs/close-folder.ts'
import { agentEnvironment, cacheFolder, fixedCacheFolder } from '../runs/environment.ts'
import { temporaryFolder } from '../machine/temporary.ts'
import { runOf, type ProbeNotes } from './notes.ts'

export interface ProbeAsk {
  codec: ProbeCodec
  program: string
  /** Null: whichever it takes of itself. */
  model: string | null
  env: NodeJS.ProcessEnv
  /** Where it works; null: in an empty folder. */
  cwd: string | null
  notes: ProbeNotes
}

export interface Probe {
  /** Resolves with the answer to this order. Throws `agent_start_failed` when the process ends or keeps silent. */
  ask(order: ProbeOrder, withinMs: number): Promise<ProbeWord>
  /** Ends it with everything that it started. */
  end(): Promise<void>
}

const greetMs = 30_000

export async function startProbe(ask: ProbeAsk): Promise<Probe> {
  const { codec, notes } = ask
  const id = randomUUID()
  await notes.begin(id)
  const { child, folder, firstLines } = await begin(ask, id)
  const words = openWords()
  child.once('error', (cause) => words.end(cause.message))
  child.once('close', () => words.end('Its process ended.'))
  // It may end before it has read all; that shows as its end.
  child.stdin.on('error', () => undefined)
  createInterface({ input: child.stdout }).on('line', (line) => {
    const word = codec.read(line)
    if (word) words.heard(word)
  })
  const write = (line: string) => void child.stdin.write(`${line}\n`)
  const end = async () => {
    child.stdin.end()
    await notes.end(id)
    // What cannot be removed (a program may have closed it) is no reason to hear nothing of the server.
    await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined)
  }
  try {
    const greeted = words.next(null, greetMs)
    for (const line of firstLines) write(line)
    await greeted
  } catch (cause) {
    await end()
    throw cause
  }
  return {
    ask(order, withinMs) {
      const answered = words.next(order.type, withinMs)
      write(codec.encode(order))
      return answered
    },
    end,
  }
}

async function begin({ codec, program, model, env, cwd }: ProbeAsk, id: string) {
  const folder = await temporaryFolder('probe')
  const caches = { caches: cacheFolder(env), fixedCaches: fixedCacheFolder(env) }
  const launch = codec.launch({ program, model, scratch: folder, ...caches })
  await closeFolder(launch.closed)
  const [command, ...args] = launch.argv
  const child = spawn(command, args, {
    cwd: cwd ?? folder,
    env: { ...agentEnvironment(env), ...launch.env, A_PARALLEL_RUN: runOf(id) },
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
  })
  return { child, folder, firstLines: launch.firstLines }
}

interface Waiting {
  order: ProbeWord['order']
  heard: (word: ProbeWord) => void
  failed: (cause: Problem) => void
}

/** The answers that are waited for. */
function openWords() {
  const waiting = new Set<Waiting>()
  let ended: string | null = null
  return {
    next(order: ProbeWord['order'], withinMs: number): Promise<ProbeWord> {
      if (ended !== null) return Promise.reject(silent(ended))
      return new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => one.failed(silent('It did not answer in time.')),
          withinMs,
        ).unref()
        const settle = () => {
          clearTimeout(timer)
          waiting.delete(one)
        }
        const one: Waiting = {
          order,
          heard(word) {
            settle()
            resolve(word)
          },
          failed(cause) {
            settle()
            reject(cause)
          },
        }
        waiting.add(one)
      })
    },
    heard(word: ProbeWord): void {
      for (const one of waiting) if (one.order === word.order) one.heard(word)
    },
    end(why: string): void {
      ended ??= why
      for (const one of waiting) one.failed(silent(ended))
    },
  }
}

function silent(why: string): Problem {
  return new Problem('agent_start_failed', `The agent’s program could not be asked. ${why}`)
}
