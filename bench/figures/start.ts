// From the start of the process to its first 200, and what it holds while nothing happens.
import { spawn, type ChildProcess } from 'node:child_process'
import { get } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { Findings } from '../rig/figure.ts'
import { median, now } from '../rig/numbers.ts'
import type { Rig } from '../rig/rig.ts'
import { endServer, freePort, spawnServer } from '../rig/server.ts'
import { usageOf } from '../rig/usage.ts'

const idleMs = 3_000

interface Start {
  firstMs: number
  idleMb: number
}

export async function start(rig: Rig): Promise<Findings> {
  const folder = rig.place('start')
  const ask = { folder, modelUrl: rig.model.url, agent: rig.claude }
  const fresh = await measure((port) => spawnServer(ask, port), 0)
  const ours: Start[] = []
  const limit: Start[] = []
  for (let round = 0; round < (rig.quick ? 1 : 5); round += 1) {
    const stay = round === 0 ? idleMs : 0
    ours.push(await measure((port) => spawnServer(ask, port), stay))
    limit.push(
      await measure((port) => spawn(process.execPath, [rig.bare.http, String(port)]), stay),
    )
  }
  rig.say(`  start: ${ours.map((each) => each.firstMs.toFixed(0)).join(', ')} ms`)
  return {
    figures: [
      {
        name: 'process start to first 200',
        unit: 'ms',
        ours: median(ours.map((each) => each.firstMs)),
        limitOf: 'a bare node http server',
        limit: median(limit.map((each) => each.firstMs)),
        aim: { most: 450 },
        note: `median of ${ours.length}; node dist/server/main.js to GET / answered; with an empty data directory ${fresh.firstMs.toFixed(0)} ms`,
      },
      {
        name: 'idle memory',
        unit: 'MB',
        ours: ours[0]?.idleMb ?? Number.NaN,
        limitOf: 'a bare node http server',
        limit: limit[0]?.idleMb ?? Number.NaN,
        aim: { most: 110 },
        note: `resident ${idleMs / 1000} s after the first page was served`,
      },
    ],
    lost: 0,
    remarks: [],
  }
}

async function measure(run: (port: number) => ChildProcess, stayMs: number): Promise<Start> {
  const port = await freePort()
  const began = now()
  const child = run(port)
  while (!(await answers(port))) await wait(2)
  const firstMs = now() - began
  await wait(stayMs)
  const idleMb = usageOf(child.pid ?? 0).residentMb
  await endServer(child)
  return { firstMs, idleMb }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path: '/', agent: false }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode === 200))
    })
    request.on('error', () => resolve(false))
  })
}
