// Situations about tools: what they do, who is asked, what goes on behind.
import { allowAll, bash, say, type Situation } from './situation.ts'

export const toolSituations: Situation[] = [
  {
    name: 'parallel-tools',
    steps: [
      [
        'I look around first.',
        { tool: 'Read', input: { file_path: '{{cwd}}/hello.txt' } },
        bash('ls'),
        bash('cat nothing-here'),
      ],
      ['That is all.'],
    ],
  },
  {
    name: 'edits',
    steps: [
      [{ tool: 'Read', input: { file_path: '{{cwd}}/hello.txt' } }],
      [
        {
          tool: 'Edit',
          input: {
            file_path: '{{cwd}}/hello.txt',
            old_string: 'two',
            new_string: 'zwei\nzwei und halb',
          },
        },
        { tool: 'Write', input: { file_path: '{{cwd}}/sub/new.txt', content: 'a\nb\n' } },
      ],
      [{ tool: 'Write', input: { file_path: '{{cwd}}/.claude/settings.json', content: '{}' } }],
      ['Edited.'],
    ],
    play: async (agent) => {
      say(agent, '@edits')
      await allowAll(agent, 3)
    },
  },
  {
    name: 'edit-fails',
    steps: [
      [{ tool: 'Read', input: { file_path: '{{cwd}}/hello.txt' } }],
      [
        {
          tool: 'Edit',
          input: { file_path: '{{cwd}}/hello.txt', old_string: 'four', new_string: 'vier' },
        },
      ],
      [{ tool: 'Nothing', input: { any: 'thing' } }],
      ['No such words.'],
    ],
  },
  {
    name: 'permissions',
    steps: [
      [bash('touch made && exit 3')],
      [bash('touch refused')],
      [{ tool: 'Write', input: { file_path: '/home/dev/elsewhere.txt', content: 'x' } }],
      ['I stop here.'],
    ],
    play: async (agent) => {
      say(agent, '@permissions')
      const first = await agent.asked()
      agent.order({ type: 'greet' })
      await agent.next('answer', (line) => line['type'] === 'control_response')
      agent.answer(first, { behavior: 'allow', updatedInput: first.input })
      agent.answer(await agent.asked(), { behavior: 'deny', message: 'Not that one.' })
      agent.answer(await agent.asked(), { behavior: 'deny', message: 'Nor that.' })
      await agent.idle()
    },
  },
  {
    name: 'todos',
    steps: [
      [
        { tool: 'TaskCreate', input: { subject: 'First thing', description: 'do it' } },
        { tool: 'TaskCreate', input: { subject: 'Second thing', description: 'do it too' } },
      ],
      [{ tool: 'TaskUpdate', input: { taskId: '1', status: 'in_progress' } }],
      [{ tool: 'TaskUpdate', input: { taskId: '1', status: 'completed' } }],
      [{ tool: 'TaskList', input: {} }],
      ['Listed.'],
    ],
  },
  {
    name: 'subagent',
    steps: [
      [
        {
          tool: 'Agent',
          input: {
            description: 'Look around',
            subagent_type: 'general-purpose',
            prompt:
              '[[script:[["I look.",{"tool":"Bash","input":{"command":"ls","description":"List"}}],["The subagent is done."]]]]',
          },
        },
      ],
      ['It looked.'],
    ],
  },
  {
    name: 'subagent-background',
    steps: [
      [
        {
          tool: 'Agent',
          input: {
            description: 'Make a file',
            subagent_type: 'general-purpose',
            run_in_background: true,
            prompt:
              '[[script:[["I make it.",{"tool":"Bash","input":{"command":"sleep 1; touch made","description":"Make"}}],["Made."]]]]',
          },
        },
      ],
      ['It works on.'],
      ['It is done.'],
    ],
    play: async (agent) => {
      say(agent, '@subagent-background')
      const asked = await agent.asked()
      agent.answer(asked, { behavior: 'allow', updatedInput: asked.input })
      await agent.next('own turn', (line) => line['type'] === 'result' && 'origin' in line)
      await agent.idle()
    },
  },
  {
    name: 'plan',
    permissionMode: 'plan',
    steps: [
      [{ tool: 'Write', input: { file_path: '{{planFile}}', content: '# Plan\n\n1. Do it.\n' } }],
      [{ tool: 'ExitPlanMode', input: {} }],
      [{ tool: 'ExitPlanMode', input: {} }],
      ['Now I do it.'],
    ],
    play: async (agent) => {
      say(agent, '@plan')
      agent.answer(await agent.asked(), { behavior: 'deny', message: 'Shorter, please.' })
      const asked = await agent.asked()
      agent.answer(asked, {
        behavior: 'allow',
        updatedInput: asked.input,
        updatedPermissions: [{ type: 'setMode', mode: 'default', destination: 'session' }],
      })
      await agent.idle()
    },
  },
  {
    name: 'question',
    steps: [
      [
        {
          tool: 'AskUserQuestion',
          input: {
            questions: [
              {
                question: 'Which colour?',
                header: 'Colour',
                options: [
                  { label: 'Blue', description: 'Like the sky' },
                  { label: 'Red', description: 'Like a rose' },
                ],
                multiSelect: false,
              },
            ],
          },
        },
      ],
      ['Blue it is.'],
    ],
    play: async (agent) => {
      say(agent, '@question')
      const asked = await agent.asked()
      agent.answer(asked, {
        behavior: 'allow',
        updatedInput: { ...asked.input, answers: { 'Which colour?': 'Blue' } },
      })
      await agent.idle()
    },
  },
  {
    name: 'background-command',
    steps: [
      [bash('sleep 1; echo ready', { run_in_background: true })],
      ['It runs.'],
      ['It ended.'],
    ],
    play: async (agent) => {
      say(agent, '@background-command')
      await agent.next('first result', (line) => line['type'] === 'result')
      await agent.next('second result', (line) => line['type'] === 'result')
      await agent.idle()
    },
  },
]
