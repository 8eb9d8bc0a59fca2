// Two agents that change the same lines in worktrees of their own, and a third that brings both together and asks.
import { cart } from '../shop/sources.ts'
import { commit, edit, nodeTest, read, run, write, type Seed } from './seed.ts'

const oldTotal = `export function total(lines) {
  return subtotal(lines) + shippingCents
}`
const oldImport = "import { find } from './catalog.js'\n"
const oldShipping = 'const shippingCents = 490\n'

const promoImport = `${oldImport}import { discount } from './promo.js'\n`

export const promo: Seed = {
  prompt: `Add promo codes to the cart

Customers should be able to use LANTERN10 (10 % off) and HELLO5 (5 % off). Codes work in any case. Keep the tests green and commit.`,
  permissionMode: 'autoEdit',
  steps: [
    ['I start with how the cart adds up its total.', read('src/cart.js')],
    [
      {
        thinking:
          'The total is made in one place, `total`. A discount belongs on the goods, not on shipping. I put the codes into a module of their own, so that the cart does not grow.',
      },
      'The codes get a module of their own; the cart only asks it for the discount.',
      write(
        'src/promo.js',
        `// Promo codes and what they take off the goods, in percent.
const codes = new Map([
  ['LANTERN10', 10],
  ['HELLO5', 5],
])

export function discount(goods, code) {
  const percent = codes.get(code?.trim().toUpperCase()) ?? 0
  return Math.round((goods * percent) / 100)
}
`,
      ),
    ],
    [
      edit('src/cart.js', oldImport, promoImport),
      edit(
        'src/cart.js',
        oldTotal,
        `export function total(lines, code) {
  const goods = subtotal(lines)
  return goods - discount(goods, code) + shippingCents
}`,
      ),
    ],
    [
      'Now a test for both codes, a lower-case one and an unknown one.',
      write(
        'test/promo.test.js',
        `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { total } from '../src/cart.js'

const lines = [{ id: 'moon', quantity: 2 }]

test('LANTERN10 takes ten percent off the goods', () => assert.equal(total(lines, 'LANTERN10'), 4900))
test('codes work in any case', () => assert.equal(total(lines, 'hello5'), 5145))
test('an unknown code changes nothing', () => assert.equal(total(lines, 'FREE'), 5390))
`,
      ),
    ],
    run(nodeTest('test/cart.test.js', 'test/promo.test.js'), 'Run the cart and promo tests'),
    commit('Take promo codes off the goods'),
    `Promo codes work.

| Code | Takes off |
|---|---|
| \`LANTERN10\` | 10 % of the goods |
| \`HELLO5\` | 5 % of the goods |

\`total(lines, code)\` in **src/cart.js** takes the code; an unknown one changes nothing. Five tests pass, and it is committed on this thread's branch.`,
  ],
}

export const shipping: Seed = {
  prompt: `Offer free shipping from 50 euros

Orders of 50 euros or more ship for free, below that shipping stays at 4.90. Commit when the tests pass.`,
  permissionMode: 'autoEdit',
  steps: [
    ['Let me see where shipping is added.', read('src/cart.js'), read('test/cart.test.js')],
    [
      'Shipping is a constant today. It becomes a function of what the goods cost.',
      edit(
        'src/cart.js',
        oldShipping,
        `${oldShipping}const freeFromCents = 5000

export function shipping(goods) {
  return goods >= freeFromCents ? 0 : shippingCents
}
`,
      ),
      edit(
        'src/cart.js',
        oldTotal,
        `export function total(lines) {
  const goods = subtotal(lines)
  return goods + shipping(goods)
}`,
      ),
    ],
    write(
      'test/shipping.test.js',
      `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shipping, total } from '../src/cart.js'

test('free from 50 euros on', () => assert.equal(shipping(5000), 0))
test('4.90 below', () => assert.equal(shipping(4999), 490))
test('a tide pendant ships for free', () => assert.equal(total([{ id: 'tide', quantity: 1 }]), 5900))
`,
    ),
    run(nodeTest('test/cart.test.js', 'test/shipping.test.js'), 'Run the cart and shipping tests'),
    commit('Ship for free from 50 euros on'),
    'Orders from **€50.00** on ship for free; below that it is still €4.90. Five tests pass. The limit is one constant, `freeFromCents` in `src/cart.js`. Committed.',
  ],
}

function mergedCart(total: string): string {
  return cart
    .replace(oldImport, promoImport)
    .replace(
      oldShipping,
      `${oldShipping}const freeFromCents = 5000

export function shipping(goods) {
  return goods >= freeFromCents ? 0 : shippingCents
}
`,
    )
    .replace(oldTotal, `export function total(lines, code) {\n${total}}`)
}

const beforeDiscount = `  const goods = subtotal(lines)
  return goods - discount(goods, code) + shipping(goods)
`
const afterDiscount = `  const goods = subtotal(lines)
  const toPay = goods - discount(goods, code)
  return toPay + shipping(toPay)
`

const askForRule: Seed['steps'][number] = [
  {
    thinking:
      'Each change is right by itself. Together they leave one thing open that no test decides: a cart of 52 euros with ten percent off costs 46.80. Is that above the limit of 50 or below? That is a business decision, not mine.',
  },
  'The code can be joined, but one question is left that only you can decide.',
  {
    tool: 'AskUserQuestion',
    input: {
      questions: [
        {
          question: 'A cart of €52 costs €46.80 with LANTERN10. Does it still ship for free?',
          header: 'Free shipping',
          multiSelect: false,
          options: [
            {
              label: 'Yes, count before the discount',
              description: 'Kinder to customers: a promo code never costs them free shipping',
            },
            {
              label: 'No, count after the discount',
              description: 'Safer for the margin: only what is paid counts',
            },
          ],
        },
      ],
    },
  },
]

const resolve: Seed['steps'][number] = {
  blocks: [
    'Then the goods count before the discount.',
    write('src/cart.js', mergedCart(beforeDiscount)),
  ],
  instead: [
    {
      isError: true,
      blocks: [
        'Then I leave the merge open: the conflict is still marked in `src/cart.js` and nothing is committed. Tell me when you have decided.',
      ],
    },
    {
      says: 'No, count after the discount',
      blocks: ['Then only what is paid counts.', write('src/cart.js', mergedCart(afterDiscount))],
    },
  ],
}

/** @param branches the branches that the two other agents committed on. */
export function merge(branches: { promo: string; shipping: string }): Seed {
  return {
    prompt: `Merge both checkout branches

Promo codes and free shipping are done, each on a branch of its own:
- ${branches.promo}
- ${branches.shipping}

Bring both together here. If they contradict each other, ask me.`,
    permissionMode: 'autoEdit',
    steps: [
      [
        'I merge them one after the other.',
        run(`git merge --no-edit ${branches.promo}`, 'Merge the promo codes'),
      ],
      run(`git merge --no-edit ${branches.shipping}`, 'Merge free shipping'),
      [
        'A conflict: both agents rewrote `total` in `src/cart.js`. Let me see the two versions side by side.',
        read('src/cart.js'),
      ],
      askForRule,
      resolve,
      run(
        nodeTest('test/cart.test.js', 'test/promo.test.js', 'test/shipping.test.js'),
        'Run the tests of both branches',
      ),
      run('git add -A && git commit -q --no-edit', 'Conclude the merge'),
      'Both branches are merged here, the conflict is resolved as you decided, and the eight tests of both agents pass together. `main` has not moved.',
    ],
  }
}
