// Situations about turns: words, interruptions, conversations taken up again, errors of the API.
import { bash, say, type Situation } from './situation.ts'

export const turnSituations: Situation[] = [
  {
    name: 'text-and-thinking',
    steps: [
      [
        { thinking: 'Let me think about this.', chunk: 8 },
        { text: 'Hello **world**, said the agent. 😀 Done.', chunk: 5 },
      ],
    ],
  },
  {
    name: 'interrupts',
    steps: [['Words that go on and on. ', { wait: 300 }, { hold: 'never' }, 'never said']],
    play: async (agent) => {
      say(agent, '@interrupts')
      await agent.next('text', (line) => JSON.stringify(line).includes('text_delta'))
      agent.order({ type: 'interrupt' })
      await agent.idle()
      say(agent, '@sleeps', 1)
      const asked = await agent.asked()
      agent.answer(asked, { behavior: 'allow', updatedInput: asked.input })
      await agent.next('task', (line) => line['subtype'] === 'task_started')
      agent.order({ type: 'interrupt' })
      await agent.idle()
      say(agent, '@sleeps', 2)
      await agent.asked()
      agent.order({ type: 'interrupt' })
      await agent.idle()
    },
  },
  { name: 'sleeps', isScriptOnly: true, steps: [['I sleep.', bash('sleep 60; touch never')]] },
  { name: 'short', isScriptOnly: true, steps: [['Short.']] },
  {
    name: 'resumed',
    steps: [['As I was saying.']],
    before: async (agent) => {
      say(agent, '@sleeps')
      await agent.asked()
      agent.kill()
    },
    resumes: true,
    play: async (agent) => {
      say(agent, '@resumed', 1)
      await agent.idle()
    },
  },
  {
    name: 'resume-impossible',
    steps: [['never']],
    resumes: true,
    play: async (agent) => {
      say(agent, '@resume-impossible')
      await agent.next('result', (line) => line['type'] === 'result')
    },
  },
  {
    name: 'compaction',
    steps: [['Much was said.']],
    play: async (agent) => {
      for (let i = 0; i < 4; i++) {
        agent.write(
          JSON.stringify({ type: 'user', message: { role: 'user', content: `@short ${i}` } }),
        )
        await agent.idle()
      }
      say(agent, '/compact', 1)
      await agent.idle()
      say(agent, '@compaction', 2)
      await agent.idle()
    },
  },
  {
    name: 'message-meanwhile',
    steps: [[bash('sleep 2')], ['I heard you.']],
    play: async (agent) => {
      say(agent, '@message-meanwhile')
      await agent.next('tool call', (line) => line['type'] === 'assistant')
      say(agent, 'And another thing.', 1)
      await agent.idle()
    },
  },
  {
    name: 'commands',
    steps: [['A first answer.'], ['A second one.']],
    play: async (agent) => {
      say(agent, '@commands')
      await agent.idle()
      say(agent, '/compact', 1)
      await agent.idle()
      agent.order({ type: 'choose-model', model: 'sonnet' })
      say(agent, '/clear', 2)
      await agent.idle()
      agent.write(JSON.stringify({ type: 'user', message: { role: 'user', content: '/cost' } }))
      await agent.idle()
    },
  },
  {
    name: 'overloaded',
    steps: [{ blocks: ['Healed.'], error: { status: 529, times: 2 } }],
  },
  {
    name: 'cut-stream',
    steps: [{ blocks: ['This sentence is cut off in the middle of it.'], cut: 20 }],
  },
  { name: 'unauthorized', steps: [{ blocks: ['never'], error: { status: 401, times: 'always' } }] },
  {
    name: 'model-unknown',
    model: 'no-such-model',
    steps: [{ blocks: ['never'], error: { status: 404, times: 'always' } }],
  },
]
