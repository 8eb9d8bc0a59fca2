// `npm run demo [-- --reset] [-- --speed 4]`: the product on a sample shop, with the real agent on scripted answers.
// No account, no network, nothing kept: when it ends, its agents, its server and its folder are gone.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { openBrowser } from '../packages/server/src/open-browser.ts'
import { root } from './building/root.ts'
import { openDemo, type Demo } from './demo/open.ts'
import { forget, makeRoom, remember } from './demo/record.ts'
import { isFresh } from './run.mjs'

function readSpeed(): { speed: number; reset: boolean } {
  const { values } = parseArgs({
    options: {
      speed: { type: 'string', default: '1' },
      reset: { type: 'boolean', default: false },
    },
  })
  const speed = Number(values.speed)
  if (!(speed > 0 && speed <= 100))
    throw new Error('--speed takes a number above 0, for example 4.')
  return { speed, reset: values.reset }
}

function build(): void {
  if (isFresh(root)) return
  const { status } = spawnSync(process.execPath, [join(root, 'scripts/run.mjs'), 'build'], {
    stdio: 'inherit',
  })
  if (status !== 0) process.exit(status ?? 1)
}

function greet(demo: Demo): void {
  console.log(`
  a-parallel demo: eleven agents on a small lamp shop, three of them waiting for you within a minute.

  Open this link:  ${demo.link()}

  Scripted answers, real everything else. No account, no network; nothing leaves this machine.
  r + Enter begins anew. Ctrl-C ends it, with all its agents and files.
`)
}

async function play(): Promise<void> {
  const { speed, reset } = readSpeed()
  const running = await makeRoom(root, reset)
  if (running !== null) {
    console.error(
      `A demo runs already at ${running}. Press r + Enter in its terminal to begin anew, or end it and begin here: npm run demo -- --reset`,
    )
    process.exit(1)
  }
  build()
  console.log('Setting up the demo…')
  const program = [join(root, 'dist/server/main.js')]
  const demo = await openDemo({ speed, program, onBroken: () => void end(1) })

  let busy: Promise<void> = remember(root, demo.folder.root, new URL(demo.link()).origin)
  let ending = false
  async function end(code: number): Promise<void> {
    if (ending) return
    ending = true
    console.log('Ending the demo and all its agents…')
    await busy.catch(() => undefined) // A reset that failed; what it left is ended here.
    await demo.close()
    await forget(root)
    process.exit(code)
  }
  const restart = async () => {
    console.log('Beginning anew…')
    await demo.reset()
    greet(demo)
  }
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => void end(0))
  createInterface({ input: process.stdin }).on('line', (line) => {
    if (line.trim() === 'q') void end(0)
    if (line.trim() === 'r' && !ending) busy = busy.then(restart)
    busy.catch((cause: unknown) => {
      console.error(cause)
      void end(1)
    })
  })
  await busy
  greet(demo)
  if (process.env['A_PARALLEL_OPEN'] !== '0') openBrowser(demo.link(), process.env)
  await demo.seeded()
}

play().catch((cause: unknown) => {
  console.error(cause instanceof Error ? cause.message : cause)
  process.exit(1)
})
