// `a-parallel stop`: ends the server, and its agents go on. `a-parallel stop --all` (`npm run stop`) ends the agents
// too: their threads are recorded as stopped and can be resumed.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError, readConfig, type Config } from '../packages/server/src/config.ts'
import { HomeError } from '../packages/server/src/home/own.ts'
import { stopAgents, stopServer } from '../packages/server/src/stop.ts'

const say = (line: string) => console.log(line)

async function stop(args: string[]): Promise<number> {
  const unknown = args.find((arg) => arg !== '--all')
  if (unknown !== undefined) {
    console.error(`There is no option ${unknown}. Try: a-parallel stop [--all]`)
    return 2
  }
  const config = readConfig(process.env)
  const { kind, pid } = await stopServer(config.home)
  if (kind === 'stuck') {
    const who = pid === null ? '' : ` (pid ${pid})`
    console.error(
      `The server${who} does not end. Its agents are not touched. Try again in a moment.`,
    )
    return 1
  }
  if (kind === 'none') say(`No a-parallel server runs on ${config.home}.`)
  const ended = `The server (pid ${pid}) has ended.`
  if (!args.includes('--all')) {
    if (kind === 'ended') say(`${ended} Its agents go on; \`npm start\` takes them up again.`)
    return 0
  }
  if (kind === 'ended') say(ended)
  return existsSync(join(config.home, 'data.db')) ? stopAll(config) : nothingRuns()
}

async function stopAll(config: Config): Promise<number> {
  const { ended, left } = await stopAgents(config, process.env)
  if (left > 0) {
    console.error(
      `${agents(left)} could not be ended. Run the command again; the server’s log says more.`,
    )
    return 1
  }
  if (ended === 0) return nothingRuns()
  say(
    `${agents(ended)} ended; what was at work is recorded as stopped. \`npm start\` brings everything back.`,
  )
  return 0
}

function agents(count: number): string {
  return count === 1 ? '1 agent' : `${count} agents`
}

function nothingRuns(): number {
  say('No agent runs.')
  return 0
}

stop(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (cause: unknown) => {
    const known = cause instanceof ConfigError || cause instanceof HomeError
    console.error(known ? cause.message : cause)
    process.exit(1)
  },
)
