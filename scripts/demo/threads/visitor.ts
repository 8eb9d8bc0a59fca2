// What the scripted agents answer to a visitor's own words. The last scenario fits everything: it must stay last.
import type { ScenarioInput } from '@a-parallel/scripted-model'
import { nodeTest } from './seed.ts'

const pace = { chunk: 6, delayMs: 40 }

const goOn: ScenarioInput = {
  name: 'go-on',
  match: 'Your last turn was interrupted',
  pace,
  steps: [
    'I am back, with everything said before still in mind: a stopped thread keeps its conversation, its branch and its files. My script ends here; a real agent would now take up the work where it was cut off.',
  ],
}

const permission: ScenarioInput = {
  name: 'ask-permission',
  match: '/^\\W*permission\\b/i',
  pace,
  steps: [
    [
      'Gladly. This command changes something, so it asks you first.',
      {
        tool: 'Bash',
        input: {
          command: 'echo "a visitor was here" >> VISITORS.md',
          description: 'Write into the guest book',
        },
      },
    ],
    {
      blocks: ['You allowed it, and `VISITORS.md` now exists in this thread’s worktree only.'],
      instead: [{ isError: true, blocks: ['You refused, so nothing was written.'] }],
    },
  ],
}

const question: ScenarioInput = {
  name: 'ask-question',
  match: '/^\\W*question\\b/i',
  pace,
  steps: [
    {
      tool: 'AskUserQuestion',
      input: {
        questions: [
          {
            question: 'Which lamp would you put on your desk?',
            header: 'Lamp',
            multiSelect: false,
            options: [
              { label: 'Moon lamp', description: 'Round and calm' },
              { label: 'Ember tea light', description: 'Small and warm' },
            ],
          },
        ],
      },
    },
    {
      blocks: ['A good choice. {{toolResult}}'],
      instead: [{ isError: true, blocks: ['No answer is an answer too.'] }],
    },
  ],
}

const tests: ScenarioInput = {
  name: 'run-tests',
  match: '/^\\W*(run )?(the )?tests\\b/i',
  pace,
  steps: [
    {
      tool: 'Bash',
      input: { command: nodeTest(), description: 'Run all tests in this worktree' },
    },
    {
      blocks: ['That was real: Node ran the tests in this thread’s own worktree, and they pass.'],
      instead: [
        {
          isError: true,
          blocks: [
            'That was real: Node ran the tests in this thread’s own worktree. The price tests fail here, because this branch began before the thread “Fix the failing price test” repaired them. Worktrees share nothing until you merge.',
          ],
        },
      ],
    },
  ],
}

const anything: ScenarioInput = {
  name: 'anything',
  match: '/[\\s\\S]/',
  pace,
  steps: [
    `Hello! You are in the **demo**, so I follow a script and cannot think about what you wrote. Everything around me is real, though: the Claude Code program, git, the worktree, the commands, and the history you see.

Try one of these words as your next message:

- \`tests\`: I run the tests in this thread’s worktree
- \`permission\`: I ask before I run a command
- \`question\`: I ask you something

With your own repository and your own Claude, this is where the work gets done: end the demo with Ctrl-C in the terminal and run \`npm start\`.`,
  ],
}

export const visitor: readonly ScenarioInput[] = [goOn, permission, question, tests, anything]
