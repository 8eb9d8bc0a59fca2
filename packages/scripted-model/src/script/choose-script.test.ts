import { expect, test } from 'vitest'
import type { Conversation } from '../conversation/conversation.ts'
import { chooseStep } from './choose-script.ts'
import { scenarioFileSchema } from './script.ts'

const scenarios = scenarioFileSchema.parse([
  { name: 'tests', match: 'fix the test', steps: ['by part'] },
  { name: 'numbers', match: '/\\b\\d{3}\\b/', steps: ['by pattern'] },
  { name: 'named', steps: ['by name', 'second'] },
])

const said = (userText: string, step = 0): Conversation => ({
  userText,
  step,
  toolResults: [],
  told: [],
  cwd: undefined,
  planFile: undefined,
  taskIds: new Map(),
})

function texts(userText: string, step = 0): string {
  const choice = chooseStep(said(userText, step), scenarios)
  return choice.step.blocks.map((block) => ('text' in block ? block.text : '?')).join('|')
}

test('a script in the prompt goes before a name, a name before a match', () => {
  expect(texts('fix the test 123 @named [[script:["inline"]]]')).toBe('inline')
  expect(texts('fix the test 123 @named')).toBe('by name')
  expect(texts('Please FIX THE TEST 123')).toBe('by part')
  expect(texts('count to 123')).toBe('by pattern')
  expect(texts('write to me@nobody')).toContain('You wrote: "write to me@nobody"')
})

test('the replies so far choose the step; after the last there is a closing text', () => {
  expect(texts('@named', 1)).toBe('second')
  expect(texts('@named', 2)).toBe('That was the last step of the script.')
})

test('a fenced script may hold a pace, options and another script inside', () => {
  const inner = '[[script:["inner ]]"]]]'
  const script = {
    pace: { chunk: 3 },
    steps: [{ blocks: [{ tool: 'Agent', input: { prompt: inner } }], cut: 3 }, 'end'],
  }
  const text = `Look.\n\`\`\`script\n${JSON.stringify(script, null, 2)}\n\`\`\`\nThanks.`
  const choice = chooseStep(said(text), scenarios)
  expect(choice).toMatchObject({
    name: 'inline',
    pace: { chunk: 3 },
    step: { cut: 3, blocks: [{ tool: 'Agent', input: { prompt: inner } }] },
  })
  expect(texts(inner)).toBe('inner ]]')
})

test('prompts that were merged into one turn are all answered', () => {
  expect(texts('[[script:["one"]]]\n[[script:["two"]]]')).toBe('one|two')
  expect(texts('[[script:[{"tool":"Bash"}]]]\n[[script:["two"]]]', 1)).toBe('two')
})

test('a script that does not parse says so instead of doing something else', () => {
  expect(texts('[[script:[{"txt":"x"}]]]')).toContain('cannot be played')
  expect(texts('[[script:["never closed')).toContain('never closes')
  expect(() => scenarioFileSchema.parse([{ name: 'x', match: '/(/', steps: ['y'] }])).toThrow(
    'valid pattern',
  )
})

test('what a tool answered turns a step', () => {
  const instead = [
    { isError: true, blocks: ['refused'] },
    { says: '/\\bblue\\b/i', blocks: ['blue it is'] },
  ]
  const turning = scenarioFileSchema.parse([
    { name: 'ask', steps: [{ tool: 'Ask' }, { blocks: ['as you like'], instead }] },
  ])
  const after = (text: string, isError = false) => {
    const conversation = { ...said('@ask', 1), toolResults: [{ id: 'a', text, isError }] }
    return chooseStep(conversation, turning).step.blocks
  }
  expect(after('green')).toEqual([{ text: 'as you like' }])
  expect(after('Colour: Blue')).toEqual([{ text: 'blue it is' }])
  expect(after('blue', true)).toEqual([{ text: 'refused' }])
})
