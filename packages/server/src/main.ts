// Starts the server, says where it is, and ends it on SIGINT or SIGTERM. Agents go on.
import { Problem } from '@a-parallel/contract/model'
import { ConfigError, readConfig } from './config.ts'
import { HomeError } from './home/own.ts'
import { ListenError } from './http/listen.ts'
import { openBrowser } from './open-browser.ts'
import { serve } from './serve.ts'

async function main(): Promise<void> {
  const config = readConfig(process.env)
  const server = await serve(config, process.env, fail)
  let closing = false
  const close = () => {
    if (closing) return
    closing = true
    server.close().then(
      () => process.exit(0),
      (cause: unknown) => fail(cause),
    )
  }
  process.on('SIGINT', close)
  process.on('SIGTERM', close)
  const link = server.signInLink()
  process.stdout.write(
    `a-parallel runs at ${server.origin}\nSign in once in this browser: ${link}\n`,
  )
  if (config.openBrowser) openBrowser(link, process.env)
}

function fail(cause: unknown): never {
  process.stderr.write(`${complaint(cause)}\n`)
  process.exit(1)
}

/** What a person can do something about is told in a sentence. */
function complaint(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  const known = [ConfigError, HomeError, ListenError, Problem].some((kind) => cause instanceof kind)
  return known ? cause.message : (cause.stack ?? cause.message)
}

main().catch(fail)
