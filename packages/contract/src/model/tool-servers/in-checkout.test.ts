// Which commands reach into a checkout: by the agent's variable or by a path, in whatever they are written.
import { expect, it } from 'vitest'
import { usesCheckout } from './in-checkout.ts'

const at = { repository: '/home/me/shop', checkout: '/data/worktrees/1' }
const uses = (words: readonly string[], where: typeof at | null = at, inCheckout = false) => {
  const [command = 'node', ...args] = words
  return usesCheckout({ type: 'stdio', command, args, inCheckout }, where)
}

it.each([
  [['node', `\${CLAUDE_PROJECT_DIR}/server.js`], true],
  [['sh', '-c', 'node "$CLAUDE_PROJECT_DIR/server.js"'], true],
  [['node', '/home/me/shop/server.js'], true],
  [['/data/worktrees/1/tools/server'], true],
  [['uvx', '--directory=/home/me/shop', 'tools'], true],
  [['sh', '-c', "node '/home/me/shop'/x.js"], true],
  [['node', '/home/me/shop-tools/server.js'], false],
  [['node', '/home/me/shop.old/server.js'], false],
  [['node', '/home/me/shopé/server.js'], false],
  [['node', '/home/me/server.js'], false],
  [['npx', 'server'], false],
] as const)('%j: %s', (words, expected) => {
  expect(uses(words)).toBe(expected)
  expect(uses(words, null)).toBe(false)
})

it('what works in the checkout always does, an address never', () => {
  expect(uses(['npx', 'server'], null, true)).toBe(true)
  expect(usesCheckout({ type: 'http' }, at)).toBe(false)
})
