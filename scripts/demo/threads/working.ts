// Agents at work on their own: a failing test that gets fixed, a to-do list, a command that runs for minutes.
import { catalog } from '../shop/sources.ts'
import { commit, edit, nodeTest, read, run, type Seed } from './seed.ts'

export const fixTest: Seed = {
  prompt: `Fix the failing price test

npm test is red on main since this week. Find out why, fix the cause and not the test.`,
  permissionMode: 'autoEdit',
  steps: [
    ['First I want to see it fail.', run(nodeTest(), 'Run all tests')],
    [
      {
        thinking:
          'Two of four fail, and both are about prices: €129 instead of €129.00, €4.9 instead of €4.90. The amounts are right, only the zeros are missing. So it is the formatting, not the test.',
      },
      'The tests about prices fail: `€4.9` where `€4.90` is expected. Who changed that last?',
      read('src/price.js'),
      run('git log --oneline -3 -- src/price.js test/price.test.js', 'History of the price files'),
    ],
    [
      'Found it. `cents / 100` is a number, and a number has no trailing zero. Prices need two decimals always.',
      edit('src/price.js', "'€' + cents / 100", "'€' + (cents / 100).toFixed(2)"),
    ],
    run(nodeTest(), 'Run all tests again'),
    commit('Show two decimals in every price'),
    '**Fixed.** The cause was in `src/price.js`: dividing cents by 100 drops trailing zeros (`490 / 100` is `4.9`). `toFixed(2)` keeps them. All tests pass; the test itself is unchanged. The fix is committed on this thread’s branch.',
  ],
}

const photos = [
  [
    'moon',
    'Moon',
    'A round paper lamp glowing like a full moon on a wooden table',
    'Round, paper, glowing from inside. The table shows how small it is.',
  ],
  [
    'fern',
    'Fern',
    'A brass lantern with fern leaves cut into its sides',
    'Brass, and the light falls through leaves. The pattern is what people buy it for.',
  ],
  [
    'tide',
    'Tide',
    'A pendant of blue glass that fades to clear, like shallow water',
    'Glass, blue above and clear below. “Pendant” says that it hangs.',
  ],
  [
    'ember',
    'Ember',
    'A small clay tea light with an orange glow',
    'Very small, of clay. The glow is orange, not white.',
  ],
  [
    'reed',
    'Reed',
    'A tall floor lamp woven from reed, in the corner of a room',
    'Its height matters: it stands on the floor and reaches the window sill.',
  ],
  [
    'dusk',
    'Dusk',
    'A half-round wall light that colours the wall violet',
    'The lamp is plain; the violet light on the wall is the point.',
  ],
] as const

const subject = (name: string) => `Describe the ${name} photo`

function describePhoto([id, name, alt, thought]: (typeof photos)[number]): Seed['steps'] {
  const taskId = `{{task:${subject(name)}}}`
  const line = catalog.split('\n').find((known) => known.includes(`'${id}.jpg'`)) ?? ''
  return [
    { tool: 'TaskUpdate', input: { taskId, status: 'in_progress' } },
    [
      { thinking: thought, chunk: 3, delayMs: 120 },
      { wait: 6000 },
      edit('src/catalog.js', line, line.replace("alt: ''", `alt: '${alt}'`)),
    ],
    { tool: 'TaskUpdate', input: { taskId, status: 'completed' } },
  ]
}

export const altTexts: Seed = {
  prompt: `Write alt texts for all product photos

Screen readers say nothing about our lamps. One sentence each: what one would see, no marketing.`,
  permissionMode: 'autoEdit',
  steps: [
    [
      'Six photos without a description. I make a list and go through it one by one.',
      read('src/catalog.js'),
    ],
    photos.map(([id, name]) => ({
      tool: 'TaskCreate',
      input: {
        subject: subject(name),
        description: `One sentence about ${id}.jpg`,
        activeForm: `Describing the ${name} photo`,
      },
    })),
    ...photos.flatMap(describePhoto),
    run('git diff --stat', 'What changed'),
    'All six photos have an alt text now. Each says what one would see: material, shape and light.',
  ],
}

export const saturday: Seed = {
  prompt: `Rehearse a busy Saturday for ten minutes

Run scripts/saturday.js and tell me whether an order gets lost.`,
  permissionMode: 'autoEdit',
  model: 'haiku',
  steps: [
    [
      'I start the rehearsal. It takes ten minutes; press **Stop** whenever you have seen enough, and everything I started ends with me.',
      run('node scripts/saturday.js 9.5', 'Rehearse a busy Saturday', { timeout: 600_000 }),
    ],
    'The rehearsal is over: an order every second, none lost.',
  ],
}
