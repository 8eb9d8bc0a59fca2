// Decides which step of which script answers a conversation.
// A pure function of the conversation and the list of scenarios.
import type { Conversation } from '../conversation/conversation.ts'
import { findInlineScripts } from './inline-script.ts'
import { matchPattern, type Scenario, type Step } from './script.ts'

export type Choice = {
  readonly name: string
  readonly index: number
  readonly step: Step
  readonly pace: Scenario['pace']
}

function says(text: string): Step {
  return { blocks: [{ text }] }
}

function inlineScenario(userText: string): Scenario | undefined {
  const found = findInlineScripts(userText)
  const first = found[0]
  if (!first) return undefined
  const broken = found.find((one) => one.kind === 'broken')
  if (broken) {
    return {
      name: 'broken-script',
      steps: [says(`The script in the prompt cannot be played: ${broken.why}`)],
    }
  }
  const scripts = found.flatMap((one) => (one.kind === 'script' ? [one.script] : []))
  return {
    name: scripts[0]?.name ?? 'inline',
    pace: scripts[0]?.pace,
    steps: scripts.map((script) => script.steps).reduce(append, []),
  }
}

/** Puts one script after another. A reply without tools ends the turn, so there the two share one reply. */
function append(steps: readonly Step[], next: readonly Step[]): Step[] {
  const last = steps.at(-1)
  const [first, ...rest] = next
  if (!last || !first || last.blocks.some((block) => 'tool' in block)) return [...steps, ...next]
  return [
    ...steps.slice(0, -1),
    { ...last, ...first, blocks: [...last.blocks, ...first.blocks] },
    ...rest,
  ]
}

function defaultScenario(userText: string): Scenario {
  const heard = userText.replace(/\s+/g, ' ').slice(0, 120)
  return {
    name: 'default',
    steps: [says(`I am a scripted model, so I only play what I am given. You wrote: "${heard}"`)],
  }
}

function chooseScenario(userText: string, scenarios: readonly Scenario[]): Scenario {
  const named = [...userText.matchAll(/@([\w-]+)/g)]
    .map((match) => scenarios.find((scenario) => scenario.name === match[1]))
    .find(Boolean)
  return (
    inlineScenario(userText) ??
    named ??
    scenarios.find((scenario) => scenario.match && matchPattern(scenario.match).test(userText)) ??
    defaultScenario(userText)
  )
}

/** The step as the tools' answers turn it. */
function turned(step: Step, results: Conversation['toolResults']): Step {
  const fitting = step.instead?.find(({ isError, says: pattern }) =>
    results.some(
      (result) =>
        (isError === undefined || result.isError) &&
        (pattern === undefined || matchPattern(pattern).test(result.text)),
    ),
  )
  return fitting ? { ...step, blocks: fitting.blocks } : step
}

/**
 * The step that is due. First a script inside the prompt (several play one after another), then `@name`,
 * then the first scenario whose `match` fits, then a sentence. After the last step: a short closing text.
 */
export function chooseStep(conversation: Conversation, scenarios: readonly Scenario[]): Choice {
  const scenario = chooseScenario(conversation.userText, scenarios)
  const step = scenario.steps[conversation.step]
  const { toolResults: results } = conversation
  return {
    name: scenario.name,
    index: conversation.step,
    step:
      step === undefined ? says('That was the last step of the script.') : turned(step, results),
    pace: scenario.pace,
  }
}
