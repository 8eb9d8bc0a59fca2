// Records what the real `claude` says in each situation, once per version of it: `npx tsx scripts/record-transcript.ts
// [name…]`. The driver's tests replay the files. It runs against the scripted model, in a home of its own.
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startScriptedModel, type ScriptedModel } from '../packages/scripted-model/src/index.ts'
import { RecordedAgent } from './recording/agent.ts'
import { normalise } from './recording/normalise.ts'
import { say, type Situation } from './recording/situation.ts'
import { toolSituations } from './recording/tools.ts'
import { turnSituations } from './recording/turns.ts'

const root = join(import.meta.dirname, '..')
const program = process.env['CLAUDE_PATH'] ?? join(root, 'node_modules/.bin/claude')
const version = execFileSync(program, ['--version'], { encoding: 'utf8' }).split(' ')[0] ?? ''
const target = join(root, 'test/transcripts', `claude-code-${version}`)

function makeRepository(path: string): void {
  mkdirSync(path)
  const git = (...args: string[]) => execFileSync('git', ['-C', path, ...args])
  git('init', '--quiet')
  writeFileSync(join(path, 'hello.txt'), 'one\ntwo\nthree\n')
  git('add', '.')
  git('-c', 'user.name=dev', '-c', 'user.email=dev@example.org', 'commit', '--quiet', '-m', 'First')
}

async function record(situation: Situation, model: ScriptedModel): Promise<void> {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'record-')))
  const cwd = join(home, 'repo')
  makeRepository(cwd)
  const ask = {
    program,
    sessionId: randomUUID(),
    resumes: false,
    model: situation.model ?? 'sonnet',
    permissionMode: situation.permissionMode ?? 'confirmEdit',
    repositorySettings: false,
    scratch: home,
  }
  const env = {
    HOME: home,
    PATH: process.env['PATH'] ?? '',
    ANTHROPIC_BASE_URL: model.url,
    ANTHROPIC_API_KEY: 'scripted',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    CLAUDE_CODE_MAX_RETRIES: '2',
  }
  const agents: RecordedAgent[] = []
  const start = (resumes: boolean) => {
    const agent = new RecordedAgent({ ...ask, resumes }, cwd, env)
    agents.push(agent)
    return agent
  }
  try {
    if (situation.before) await situation.before(start(false))
    const agent = start(situation.resumes ?? false)
    await (situation.play ?? once(situation.name))(agent)
    await agent.end()
  } finally {
    for (const agent of agents) agent.kill()
    rmSync(home, { recursive: true, force: true })
  }
  const paths: [string, string][] = [
    [slug(home), '-home-dev'],
    [home, '/home/dev'],
  ]
  writeFileSync(
    join(target, `${situation.name}.ndjson`),
    normalise(agents.at(-1)?.lines ?? [], paths),
  )
}

/** A path as the agent makes folder names of it. */
function slug(path: string): string {
  return path.replaceAll(/[^A-Za-z0-9]/g, '-')
}

function once(name: string) {
  return async (agent: RecordedAgent) => {
    say(agent, `@${name}`)
    await agent.idle()
  }
}

mkdirSync(target, { recursive: true })
const situations = [...toolSituations, ...turnSituations]
const wanted = process.argv.slice(2)
const model = await startScriptedModel({
  scenarios: situations.map(({ name, steps }) => ({ name, steps })),
})
for (const situation of situations) {
  if (situation.isScriptOnly) continue
  if (wanted.length > 0 && !wanted.includes(situation.name)) continue
  await record(situation, model)
  console.log(`recorded ${situation.name}`)
}
await model.close()
