// Agents that wait for a person: one before it publishes, one with a plan, one before each edit.
import { cart } from '../shop/sources.ts'
import { commit, edit, nodeTest, read, run, write, type Seed } from './seed.ts'

export const release: Seed = {
  prompt: `Release version 1.3.0

Write the changelog, raise the version, tag it and push the tag to origin.`,
  permissionMode: 'autoEdit',
  steps: [
    [read('CHANGELOG.md'), read('package.json'), run('git log --oneline -5', 'Recent commits')],
    [
      'Two things changed for customers since 1.2.0: prices are shown in euros, and a rehearsal for busy days is in place.',
      edit(
        'CHANGELOG.md',
        '# Changes\n',
        '# Changes\n\n## 1.3.0\n\n- Prices are shown in euros\n- A busy Saturday can be rehearsed\n',
      ),
      edit('package.json', '"version": "1.2.0"', '"version": "1.3.0"'),
    ],
    commit('Release 1.3.0'),
    [
      'Changelog and version are committed on this branch. Pushing a tag is visible to others, so I ask first.',
      run('git tag v1.3.0 && git push origin v1.3.0', 'Tag the release and push the tag'),
    ],
    {
      blocks: [
        'Version 1.3.0 is tagged and pushed to `origin`. The demo’s remote is a bare repository beside the shop, so this really happened, and only on this machine.',
      ],
      instead: [
        {
          isError: true,
          blocks: [
            'Understood, nothing was pushed. The changelog and the new version are committed on this thread’s branch; tell me when the release may go out.',
          ],
        },
      ],
    },
  ],
}

const plan = `# Remember the cart between visits

## What is there
- The cart lives in the request: \`src/cart.js\` adds it up, nothing keeps it.
- \`src/server.js\` knows two routes, \`/lamps\` and \`/orders\`.

## Steps
1. **\`src/saved-carts.js\`**: keep carts by a random key for 30 days, in memory behind two functions, \`keep\` and \`recall\`.
2. **\`src/server.js\`**: \`PUT /cart\` keeps a cart and sets the key as an \`HttpOnly\` cookie; \`GET /cart\` gives it back.
3. **\`test/saved-carts.test.js\`**: a kept cart comes back, an unknown key gives an empty one, an old one is forgotten.

## Not part of this
- Accounts. The cookie is enough until customers can sign in.

| Risk | Answer |
|---|---|
| A restart empties all carts | Two functions, so a database can take their place |
| A lamp is no longer sold | It is left out when the cart is recalled |
`

export const planned: Seed = {
  prompt: `Remember the cart between visits

Customers lose their cart when they close the tab. Plan first, change nothing yet.`,
  permissionMode: 'plan',
  model: 'opus',
  steps: [
    [
      'I read what is there before I plan.',
      read('src/server.js'),
      read('src/cart.js'),
      read('src/orders.js'),
    ],
    [
      {
        thinking:
          'There is no storage at all yet. Accounts would be too much for this. A key in a cookie and a small store behind two functions does it, and can be replaced later.',
      },
      { tool: 'Write', input: { file_path: '{{planFile}}', content: plan } },
    ],
    { tool: 'ExitPlanMode' },
    {
      blocks: [
        'The plan is approved; I begin with the store.',
        write(
          'src/saved-carts.js',
          `import { randomUUID } from 'node:crypto'

const month = 30 * 24 * 60 * 60 * 1000
const carts = new Map()

// Keeps a cart and answers the key it comes back by.
export function keep(lines, now = Date.now()) {
  const key = randomUUID()
  carts.set(key, { lines, until: now + month })
  return key
}

// The cart of a key; an empty one when it is unknown or too old.
export function recall(key, now = Date.now()) {
  const cart = carts.get(key)
  return cart && cart.until > now ? cart.lines : []
}
`,
        ),
      ],
      instead: [
        {
          isError: true,
          blocks: [
            'Then I keep planning and change nothing. Tell me what the plan should do differently: another place to keep carts, fewer steps, accounts after all?',
          ],
        },
      ],
    },
    {
      blocks: [
        write(
          'test/saved-carts.test.js',
          `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keep, recall } from '../src/saved-carts.js'

const lines = [{ id: 'moon', quantity: 1 }]

test('a kept cart comes back', () => assert.deepEqual(recall(keep(lines)), lines))
test('an unknown key gives an empty cart', () => assert.deepEqual(recall('nobody'), []))
test('an old cart is forgotten', () => assert.deepEqual(recall(keep(lines, 0)), []))
`,
        ),
      ],
      instead: [{ isError: true, blocks: ['Then I stop here; nothing was changed.'] }],
    },
    {
      blocks: [run(nodeTest('test/saved-carts.test.js'), 'Run the new tests')],
      instead: [{ isError: true, blocks: ['Then the store stays without a test for now.'] }],
    },
    'Step 1 and its three tests are done and pass. The two routes come next; say “go on” when you have looked at the store.',
  ],
}

const receipt = `
// One line of a receipt for each lamp in the cart.
export function receipt(lines) {
  return lines.map((line) => line.quantity + ' × ' + find(line.id).name)
}
`

export const confirmed: Seed = {
  prompt: `Print a receipt for every order

One line per lamp, like “2 × Moon lamp”. I want to see each edit before you make it.`,
  permissionMode: 'confirmEdit',
  model: 'haiku',
  steps: [
    ['A receipt needs the names of the lamps, which the cart can look up.', read('src/cart.js')],
    [
      'In this thread every edit asks first. Here is the first one.',
      edit(
        'src/cart.js',
        cart.slice(cart.indexOf('const shippingCents')),
        cart.slice(cart.indexOf('const shippingCents')) + receipt,
      ),
    ],
    {
      blocks: ['The receipt is in `src/cart.js`. `receipt(lines)` gives one line per lamp.'],
      instead: [
        {
          isError: true,
          blocks: ['Nothing was changed. Tell me how you would like the receipt instead.'],
        },
      ],
    },
  ],
}
