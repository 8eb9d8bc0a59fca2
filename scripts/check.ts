// `npm run check`: the fast gate. Stops at the first failure and says what to do.
import { root } from './building/root.ts'
import { runStep } from './gate/step.ts'
import * as steps from './gate/steps.ts'

const say = (line: string) => console.log(line)

const order = [
  steps.formatStep(root),
  steps.lintStep(root),
  steps.typesStep(root),
  steps.wallsStep(root),
  steps.sizesStep(root),
  steps.unusedStep(root),
  steps.testStep(root, 'unit'),
]

for (const step of order) {
  const { failed } = await runStep(step, say)
  if (failed > 0) {
    process.exitCode = 1
    break
  }
}
if (process.exitCode !== 1)
  say('\nAll good. `npm test` runs the rest: server, git, crash, browser.')
