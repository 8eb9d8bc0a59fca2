// The files of the sample shop as its main branch has them. Scripts edit exactly these texts: change both together.

export const catalog = `// What the shop sells. Prices are in cents.
export const lamps = [
  { id: 'moon', name: 'Moon lamp', cents: 2450, photo: 'moon.jpg', alt: '' },
  { id: 'fern', name: 'Fern lantern', cents: 1890, photo: 'fern.jpg', alt: '' },
  { id: 'tide', name: 'Tide pendant', cents: 5900, photo: 'tide.jpg', alt: '' },
  { id: 'ember', name: 'Ember tea light', cents: 640, photo: 'ember.jpg', alt: '' },
  { id: 'reed', name: 'Reed floor lamp', cents: 12900, photo: 'reed.jpg', alt: '' },
  { id: 'dusk', name: 'Dusk wall light', cents: 4300, photo: 'dusk.jpg', alt: '' },
]

export function find(id) {
  const lamp = lamps.find((known) => known.id === id)
  if (!lamp) throw new Error('There is no lamp called ' + id)
  return lamp
}
`

export const cart = `import { find } from './catalog.js'

// A cart is a list of { id, quantity }. All money is in cents.
export function subtotal(lines) {
  return lines.reduce((sum, line) => sum + find(line.id).cents * line.quantity, 0)
}

const shippingCents = 490

export function total(lines) {
  return subtotal(lines) + shippingCents
}
`

const cartTest = `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { subtotal, total } from '../src/cart.js'

test('adds up quantities', () => {
  assert.equal(subtotal([{ id: 'moon', quantity: 2 }]), 4900)
})

test('adds shipping', () => {
  assert.equal(total([{ id: 'moon', quantity: 2 }]), 5390)
})
`

const brokenPrice = `// Cents as people read them.
export function format(cents) {
  return '€' + cents / 100
}
`

const priceTest = `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { format } from '../src/price.js'

test('whole euros', () => assert.equal(format(12900), '€129.00'))
test('two decimals, always', () => assert.equal(format(490), '€4.90'))
`

const orders = `import { subtotal, total } from './cart.js'

const orders = []

// Keeps an order in memory and answers it with its number.
export function place({ customer, lines }) {
  if (!lines?.length) throw new Error('An order needs at least one lamp')
  const order = {
    number: 1001 + orders.length,
    customer,
    lines,
    subtotal: subtotal(lines),
    total: total(lines),
    placedAt: new Date().toISOString(),
  }
  orders.push(order)
  return order
}
`

const server = `import { createServer } from 'node:http'
import { lamps } from './catalog.js'
import { place } from './orders.js'

export const shop = createServer(async (request, response) => {
  const answer = (status, body) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  }
  try {
    if (request.method === 'GET' && request.url === '/lamps') return answer(200, lamps)
    if (request.method === 'POST' && request.url === '/orders') {
      let text = ''
      for await (const chunk of request) text += chunk
      return answer(201, place(JSON.parse(text)))
    }
    answer(404, { error: 'Nothing here' })
  } catch (error) {
    answer(400, { error: error.message })
  }
})
`

const saturday = `// Rehearses a busy Saturday: an order every second, until the minutes are over.
// node scripts/saturday.js [minutes]
import { lamps } from '../src/catalog.js'
import { place } from '../src/orders.js'

const until = Date.now() + Number(process.argv[2] ?? 1) * 60_000
let taken = 0

const timer = setInterval(() => {
  const lamp = lamps[taken % lamps.length]
  const order = place({ customer: 'guest ' + taken, lines: [{ id: lamp.id, quantity: 1 }] })
  taken += 1
  console.log('order ' + order.number + ': ' + lamp.name + ', ' + order.total + ' cents')
  if (Date.now() < until) return
  clearInterval(timer)
  console.log(taken + ' orders taken, none lost')
}, 1000)
`

const manifest = `{
  "name": "lantern-shop",
  "version": "1.2.0",
  "private": true,
  "type": "module",
  "scripts": {
    "start": "node src/main.js",
    "test": "node --test"
  }
}
`

const readme = `# Lantern shop

A small web shop for lamps, made to be changed by many agents at once. No dependencies.

- \`npm start\` serves the shop on port 8080
- \`npm test\` runs the tests
- \`node scripts/saturday.js\` rehearses a busy day
`

export interface Commit {
  author: string
  email: string
  daysAgo: number
  message: string
  files: Record<string, string>
}

const mira = { author: 'Mira Okafor', email: 'mira@lantern.example' }
const tomas = { author: 'Tomás Lindqvist', email: 'tomas@lantern.example' }
const yuki = { author: 'Yuki Brandt', email: 'yuki@lantern.example' }

/** The history of the main branch, oldest first. Its last state has one failing test. */
export const commits: readonly Commit[] = [
  {
    ...mira,
    daysAgo: 23,
    message: 'Open the shop with six lamps',
    files: {
      'package.json': manifest,
      'README.md': readme,
      'CHANGELOG.md': '# Changes\n\n## 1.2.0\n\n- Take orders\n',
      'src/catalog.js': catalog,
      'src/main.js': "import { shop } from './server.js'\n\nshop.listen(8080)\n",
    },
  },
  {
    ...tomas,
    daysAgo: 16,
    message: 'Take orders',
    files: {
      'src/cart.js': cart,
      'src/orders.js': orders,
      'src/server.js': server,
      'test/cart.test.js': cartTest,
    },
  },
  {
    ...yuki,
    daysAgo: 9,
    message: 'Rehearse a busy Saturday',
    files: { 'scripts/saturday.js': saturday },
  },
  {
    ...tomas,
    daysAgo: 3,
    message: 'Show prices in euros, not in cents',
    files: { 'src/price.js': brokenPrice },
  },
  {
    ...mira,
    daysAgo: 1,
    message: 'Expect two decimals in every price',
    files: { 'test/price.test.js': priceTest },
  },
]
