// Starts `npm start` in a clone and waits until it serves its page. Ends the whole process group afterwards.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** Milliseconds for install, build and start together. */
const limit = 15 * 60_000

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port to be had')
  return address.port
}

async function isServed(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(1000) })
    const page = await answer.text()
    return answer.status === 200 && page.includes('<script') && page.includes('</html>')
  } catch {
    // Nobody listens yet, or nobody answers.
    return false
  }
}

async function untilServed(child: ChildProcess, url: string, deadline: number): Promise<boolean> {
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null) {
    if (await isServed(url)) return true
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return false
}

/** Runs `npm start` until the page is there, ends it, and says how many seconds that took (null: it never came). */
export async function secondsUntilServed(
  clone: string,
  env: Record<string, string>,
): Promise<number | null> {
  const port = await freePort()
  const began = Date.now()
  const child = spawn('npm', ['start'], {
    cwd: clone,
    env: { ...env, PORT: String(port) },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  })
  const exited = once(child, 'exit')
  const end = () => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, 'SIGTERM')
  }
  // Killed itself, the proof must not leave a server behind.
  process.once('exit', end)
  const served = await untilServed(child, `http://127.0.0.1:${port}/`, began + limit)
  const seconds = (Date.now() - began) / 1000
  end()
  await exited
  process.off('exit', end)
  return served ? seconds : null
}
