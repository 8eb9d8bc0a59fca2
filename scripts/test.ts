// `npm test`: every check and every test, whatever fails on the way. The last line is the total.
// `npm run test:crash` (`--crash`): the crash tests alone, in their long form.
import { buildStale } from './building/build.ts'
import { root } from './building/root.ts'
import { targets } from './building/targets.ts'
import { findOrInstallChromium, type Chromium } from './chromium.ts'
import { runLongCrashTests } from './gate/crash-tests.ts'
import { runStep, total, type Outcome, type Step } from './gate/step.ts'
import * as steps from './gate/steps.ts'

const say = (line: string) => console.log(line)

let chromium: Chromium | null = null

const buildStep: Step = {
  name: 'build',
  advice: 'See the bundler’s message above; `npm run build` builds alone.',
  run: async () => {
    await buildStale(root, targets, say)
    return { passed: 1, failed: 0 }
  },
}

const chromiumStep: Step = {
  name: 'chromium',
  advice:
    'Set CHROMIUM_PATH to a Chromium or Chrome, or install one (Debian: apt-get install chromium).',
  run: async () => {
    chromium = await findOrInstallChromium(root, say)
    if (chromium === null) return { passed: 0, failed: 1 }
    say(`${chromium.version} at ${chromium.path}`)
    return { passed: 1, failed: 0 }
  },
}

/** The browser's tests learn from the environment which browser to start. */
const browserStep: Step = {
  name: 'browser',
  advice: steps.testStep(root, 'browser').advice,
  run: () =>
    chromium === null
      ? Promise.resolve({ passed: 0, failed: 1 })
      : steps.testStep(root, 'browser', chromium.env).run(),
}

const order = [
  steps.formatStep(root),
  steps.lintStep(root),
  steps.typesStep(root),
  steps.wallsStep(root),
  steps.sizesStep(root),
  steps.unusedStep(root),
  buildStep,
  steps.testStep(root, 'unit'),
  steps.testStep(root, 'git'),
  steps.testStep(root, 'server'),
  steps.testStep(root, 'crash'),
  chromiumStep,
  browserStep,
]

async function runEverything(): Promise<boolean> {
  const outcomes: Outcome[] = []
  for (const step of order) outcomes.push(await runStep(step, say))

  say('')
  for (const { name, passed, failed, seconds } of outcomes)
    say(`${name.padEnd(10)} ${passed} passed, ${failed} failed  ${seconds.toFixed(1)} s`)
  for (const { name, failures = [] } of outcomes)
    for (const failure of failures) say(`FAILED in ${name}: ${failure}`)
  const { passed, failed } = total(outcomes)
  say(`${passed} passed, ${failed} failed`)
  return failed === 0
}

const passed = process.argv.includes('--crash')
  ? await runLongCrashTests(root, say)
  : await runEverything()
process.exitCode = passed ? 0 : 1
