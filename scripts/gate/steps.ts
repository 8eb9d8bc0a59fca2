// The steps that `check` and `test` have in common, each once. Must not say in which order or when to stop.
import { reportIdleWaivers, reportWalls, sizeWalls, walls } from '../walls/report.ts'
import { oneCheck, type Step } from './step.ts'
import { runTool } from './tool.ts'
import { runTests } from './vitest.ts'

const say = (line: string) => console.log(line)

/** Every TypeScript project; each sees only the globals that its code may use. */
const typeProjects = ['.', 'packages/contract', 'packages/client', 'test']

export function formatStep(root: string): Step {
  return {
    name: 'format',
    advice: 'Run `npm run format`.',
    run: () => oneCheck(() => runTool(root, 'oxfmt', ['--check', '.'])),
  }
}

export function lintStep(root: string): Step {
  const args = ['--type-aware', '--deny-warnings', '--report-unused-disable-directives']
  return {
    name: 'lint',
    advice: 'Change what it points at; `npx oxlint --type-aware --fix` does the mechanical part.',
    run: () => oneCheck(() => runTool(root, 'oxlint', args)),
  }
}

/** What was checked before and has not changed is not checked again. */
function typeArguments(project: string): string[] {
  const name = project === '.' ? 'root' : project.replace('/', '-')
  const memory = `node_modules/.cache/types/${name}.tsbuildinfo`
  return ['-p', project, '--incremental', '--tsBuildInfoFile', memory]
}

export function typesStep(root: string): Step {
  return {
    name: 'types',
    advice: 'Change what the compiler points at; `npx tsc -p packages/client` runs one project.',
    run: () =>
      oneCheck(async () => {
        let worst = 0
        for (const project of typeProjects)
          worst = Math.max(worst, await runTool(root, 'typescript', typeArguments(project)))
        return worst
      }),
  }
}

export function wallsStep(root: string): Step {
  return {
    name: 'walls',
    advice: 'Each line says what to do instead; docs/architecture.md says why the wall is there.',
    run: () => oneCheck(() => reportWalls(root, walls, say) + reportIdleWaivers(root, say)),
  }
}

export function sizesStep(root: string): Step {
  return {
    name: 'sizes',
    advice: 'Split by noun or by verb, where the parts get good names.',
    run: () => oneCheck(() => reportWalls(root, sizeWalls, say)),
  }
}

export function unusedStep(root: string): Step {
  return {
    name: 'unused',
    advice: 'Delete what nobody uses, or say in knip.json who does.',
    run: () => oneCheck(() => runTool(root, 'knip', ['--no-progress'])),
  }
}

export function testStep(root: string, project: string, env: Record<string, string> = {}): Step {
  return {
    name: project,
    advice: `See the failures above; \`npx vitest run --project ${project}\` runs them alone.`,
    run: () => runTests(root, project, env),
  }
}
