// One step of the gate: a name, a thing to run, advice for when it fails. Must not decide what follows a failure.

export interface Count {
  passed: number
  failed: number
  /** What failed, by name, where there is more to say than the step's own: the end of a long output is all that is kept. */
  failures?: string[]
}

export interface Step {
  name: string
  run: () => Promise<Count>
  /** What to do when it fails. */
  advice: string
}

export interface Outcome extends Count {
  name: string
  seconds: number
}

/** A step that is one check: passed or failed by exit code. */
export async function oneCheck(run: () => number | Promise<number>): Promise<Count> {
  return (await run()) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/** Runs one step, says how it went and how long it took. A step that throws has failed. */
export async function runStep(step: Step, say: (line: string) => void): Promise<Outcome> {
  say(`\n── ${step.name}`)
  const began = Date.now()
  let count: Count
  try {
    count = await step.run()
  } catch (cause) {
    say(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause))
    count = { passed: 0, failed: 1 }
  }
  const seconds = (Date.now() - began) / 1000
  const verdict = count.failed === 0 ? 'ok' : 'FAILED'
  say(`── ${step.name}: ${verdict} (${seconds.toFixed(1)} s)`)
  for (const failure of count.failures ?? []) say(`   ${failure}`)
  if (count.failed > 0) say(`   ${step.advice}`)
  return { name: step.name, ...count, seconds }
}

export function total(outcomes: readonly Count[]): Count {
  return {
    passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
    failed: outcomes.reduce((sum, { failed }) => sum + failed, 0),
  }
}
