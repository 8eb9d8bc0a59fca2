// Agents that change nothing: one explains the shop at length, one sends two subagents to review it.
import type { ScenarioInput } from '@a-parallel/scripted-model'
import { read, run, type Seed } from './seed.ts'

const explanation = `# How an order travels through the shop

I read all of \`src/\`. An order passes **four small modules**, and each does one thing.

| Module | Knows | Does not know |
|---|---|---|
| \`server.js\` | HTTP, JSON, status codes | prices |
| \`orders.js\` | order numbers, when it was placed | HTTP |
| \`cart.js\` | quantities, shipping | customers |
| \`catalog.js\` | lamps and their prices | carts |

## 1. The request arrives

A browser sends what the customer chose:

\`\`\`http
POST /orders
content-type: application/json

{ "customer": "Ines", "lines": [{ "id": "moon", "quantity": 2 }] }
\`\`\`

\`server.js\` collects the body chunk by chunk, parses it and hands it on. Whatever throws on the way becomes a **400** with the message, so a typo in a lamp’s name never takes the shop down.

## 2. The order gets a number

\`place\` in \`orders.js\` refuses an empty order, then writes down everything that must not change later:

\`\`\`js
const order = {
  number: 1001 + orders.length,
  customer,
  lines,
  subtotal: subtotal(lines),
  total: total(lines),
  placedAt: new Date().toISOString(),
}
\`\`\`

Note that the *total* is kept, not only the lines. If a lamp gets dearer tomorrow, yesterday’s order still says what was agreed.

## 3. The cart adds up

All money is in **cents**, as whole numbers. That is deliberate:

> 0.1 + 0.2 is 0.30000000000000004 in floating point. 10 + 20 is 30.

\`subtotal\` multiplies and adds, \`total\` puts shipping on top. Two moon lamps make

\`\`\`text
2 × 2450 + 490 = 5390
\`\`\`

cents. Right now two other threads change this very function: one takes promo codes off the goods, the other makes shipping free from 50 euros on. Each works in a worktree of its own, so neither sees the other’s half-finished code, and neither do you in your own checkout.

## 4. The catalogue answers

\`find\` looks a lamp up by its id and throws when there is none. With six lamps a list is fast enough; from a few thousand on, a \`Map\` would be better.

## What I would look at next

1. **Orders live in memory.** A restart forgets them. This is the first thing to change before the shop opens.
2. **The body has no size limit.** Somebody could send a gigabyte. A limit of 100 kB is plenty:
   \`\`\`js
   if (text.length > 100_000) throw new Error('That order is too large')
   \`\`\`
3. **Nobody is told** when an order arrives. A line in a log would already help.

## In one picture

\`\`\`text
 browser ──POST /orders──▶ server.js ──▶ orders.js ──▶ cart.js ──▶ catalog.js
    ▲                          │             │            │            │
    └────── 201, number ◀──────┘◀── order ◀──┘◀── cents ◀─┘◀── lamp ◀──┘
\`\`\`

- [x] Every arrow is one function call
- [x] Every module has its own test, or needs none
- [ ] Orders survive a restart

That is the whole journey. Ask me about any step.
`

export const explain: Seed = {
  prompt: `Explain how an order travels through the code

I am new here. Take your time, from the request to the receipt.`,
  permissionMode: 'confirmEdit',
  pace: { chunk: 4, delayMs: 120 },
  steps: [run('ls src test && wc -l src/*.js', 'What is there'), explanation],
}

const securityPrompt =
  'Review src/ of this shop for security. Look at what strangers can send. Report only what matters, with file and line.'
const moneyPrompt =
  'Review src/ of this shop for mistakes with money. Look at rounding, quantities and totals. Report only what matters.'

const reviewer = (description: string, prompt: string) => ({
  tool: 'Agent',
  input: { description, subagent_type: 'general-purpose', prompt },
})

export const review: Seed = {
  prompt: `Review the checkout with two reviewers

One looks for security, one for mistakes with money, both at the same time. Then give me one table.`,
  permissionMode: 'autoEdit',
  steps: [
    [
      'I send two reviewers, each with a question of its own.',
      reviewer('Security review', securityPrompt),
      reviewer('Money review', moneyPrompt),
    ],
    {
      // The first two tries are refused, as a busy API does.
      error: { status: 529, times: 2 },
      blocks: [
        `Both are back.

| # | Where | What | How bad |
|---|---|---|---|
| 1 | \`src/server.js\` | The body of an order has no size limit | **high** |
| 2 | \`src/cart.js\` | A quantity of −1 makes a negative total | **high** |
| 3 | \`src/orders.js\` | Orders are lost at a restart | medium |
| 4 | \`src/cart.js\` | Quantities like 1.5 are accepted | low |

Numbers 1 and 2 should be fixed before the shop opens. Shall I?`,
      ],
    },
  ],
}

/** What the reviewers do; their prompts choose these. */
export const reviewers: readonly ScenarioInput[] = [
  {
    name: 'security-reviewer',
    match: securityPrompt,
    pace: { chunk: 6, delayMs: 60 },
    steps: [
      [
        { thinking: 'Strangers reach the shop through the server alone, so I begin there.' },
        read('src/server.js'),
        read('src/orders.js'),
      ],
      [{ wait: 9000 }, run('grep -rn "JSON.parse" src', 'Where input is parsed')],
      [
        { wait: 7000 },
        'src/server.js line 13 collects the body of an order without a limit: a stranger can fill the memory. JSON.parse is guarded by the try around it. Nothing else is reachable from outside.',
      ],
    ],
  },
  {
    name: 'money-reviewer',
    match: moneyPrompt,
    pace: { chunk: 6, delayMs: 60 },
    steps: [
      [read('src/cart.js'), read('src/catalog.js')],
      [
        { wait: 8000 },
        run(
          `node -e "import('./src/cart.js').then((cart) => console.log(cart.total([{ id: 'moon', quantity: -1 }])))"`,
          'Try a negative quantity',
        ),
      ],
      [
        { wait: 6000 },
        'src/cart.js takes any quantity: minus one moon lamp costs {{toolResult}} cents, so the shop would pay the customer. Fractions pass as well. Sums are in whole cents; rounding is fine.',
      ],
    ],
  },
]
