// Every word that people see comes from words/*.json: no text in JSX, in spoken or shown attributes, or in toasts.
import { Visitor } from 'rolldown/utils'
import type { Module, Tree, Violation } from './tree.ts'
import { packageOf } from './zones.ts'

const shown = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'label',
  'placeholder',
  'title',
])
const letters = /\p{L}/u
/** A name is the same in every language. */
const properNames = new Set(['a-parallel'])

interface Node {
  type: string
  start: number
}

/** No word stands in the client's code. */
export function words(tree: Tree): Violation[] {
  return tree.modules
    .filter(({ path, isTest }) => packageOf(path) === 'client' && !isTest)
    .flatMap(spokenIn)
}

function spokenIn(module: Module): Violation[] {
  const found: Violation[] = []
  const say = (text: string, start: number) => {
    const words = text.trim()
    if (!letters.test(words) || properNames.has(words)) return
    const what = `"${words.slice(0, 40)}" is a word for people; put it into words/*.json and ask for it by key.`
    found.push({ wall: 'words', path: module.path, line: module.lineOf(start), what })
  }
  const sayAll = (node: Node) => {
    for (const [text, start] of textsOf(node)) say(text, start)
  }
  new Visitor({
    JSXElement: ({ openingElement, children }) => {
      const { name } = openingElement
      // A key's own name (Esc, K) is printed on the key, not spoken.
      if (name.type === 'JSXIdentifier' && /^kbd$/i.test(name.name)) return
      children.forEach(sayAll)
    },
    JSXFragment: ({ children }) => children.forEach(sayAll),
    JSXAttribute: ({ name, value }) => {
      if (name.type !== 'JSXIdentifier' || !shown.has(name.name) || value === null) return
      sayAll(value)
    },
    CallExpression: ({ callee, arguments: given }) => {
      const target = callee.type === 'MemberExpression' ? callee.object : callee
      if (target.type !== 'Identifier' || target.name !== 'toast') return
      if (given[0] !== undefined) sayAll(given[0])
    },
  }).visit(module.program)
  return found
}

/** The literal texts that an expression can come out as, each with where it stands. */
function textsOf(node: Node): [string, number][] {
  const { type, start } = node
  // The parser's nodes are a union of some two hundred shapes; these are the few with a text or a branch.
  const shape = node as Node & {
    value?: unknown
    operator?: string
    quasis?: { value: { cooked: string | null } }[]
    expression?: Node
    consequent?: Node
    alternate?: Node
    left?: Node
    right?: Node
  }
  if ((type === 'JSXText' || type === 'Literal') && typeof shape.value === 'string')
    return [[shape.value, start]]
  if (type === 'TemplateLiteral')
    return (shape.quasis ?? []).map(({ value }): [string, number] => [value.cooked ?? '', start])
  const branches: Record<string, (Node | undefined)[]> = {
    JSXExpressionContainer: [shape.expression],
    ConditionalExpression: [shape.consequent, shape.alternate],
    LogicalExpression: [shape.operator === '&&' ? undefined : shape.left, shape.right],
    BinaryExpression: shape.operator === '+' ? [shape.left, shape.right] : [],
  }
  return (branches[type] ?? []).flatMap((branch) => (branch === undefined ? [] : textsOf(branch)))
}
