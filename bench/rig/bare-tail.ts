// Runs the bare tail beside the server and reads what it sends, as a browser would.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { WebSocket } from 'ws'

export interface BareTail {
  /** Follows one more journal. */
  follow(file: string): void
  /** No more journals will be named. */
  complete(): void
  done: Promise<{ cpuMs: number; peakMb: number }>
  end(): void
}

export async function openBareTail(
  program: string,
  onText: (text: string) => void,
): Promise<BareTail> {
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })
  const [first] = await once(lines, 'line')
  // bare/tail.ts prints just these two lines.
  const { port } = JSON.parse(String(first)) as { port: number }
  const socket = new WebSocket(`ws://127.0.0.1:${port}`)
  socket.on('message', (data: Buffer) => {
    const { text } = JSON.parse(data.toString('utf8')) as { text: string } // Likewise.
    onText(text)
  })
  socket.on('error', () => undefined)
  await once(socket, 'open')
  const done = once(lines, 'line').then(
    ([line]) => JSON.parse(String(line)) as { cpuMs: number; peakMb: number }, // As above.
  )
  done.catch(() => undefined)
  return {
    follow: (file) => void child.stdin.write(`${file}\n`),
    complete: () => void child.stdin.end(),
    done,
    end: () => {
      socket.terminate()
      child.kill('SIGKILL')
    },
  }
}
