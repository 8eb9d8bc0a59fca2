// contract has no clock, no chance, no machine: replaying a log must give the same view everywhere and always.
import { Visitor } from 'rolldown/utils'
import type { Module, Tree, Violation } from './tree.ts'
import { packageOf } from './zones.ts'

const machine = new Set([
  'Buffer',
  'WebSocket',
  'XMLHttpRequest',
  'caches',
  'console',
  'crypto',
  'document',
  'fetch',
  'globalThis',
  'indexedDB',
  'localStorage',
  'location',
  'navigator',
  'performance',
  'process',
  'queueMicrotask',
  'requestAnimationFrame',
  'sessionStorage',
  'setImmediate',
  'setInterval',
  'setTimeout',
  'window',
])

/** No clock, randomness, Node or DOM global is touched in contract. */
export function pureContract(tree: Tree): Violation[] {
  return tree.modules
    .filter((module) => packageOf(module.path) === 'contract' && !module.isTest)
    .flatMap(impurities)
}

function impurities(module: Module): Violation[] {
  const found: Violation[] = []
  const add = (start: number, name: string) =>
    found.push({
      wall: 'pure-contract',
      path: module.path,
      line: module.lineOf(start),
      what: `${name} is outside contract's reach: hand the value in.`,
    })
  const own = declaredNames(module)
  const touch = (name: string, start: number) => {
    if (machine.has(name) && !own.has(name)) add(start, name)
  }
  new Visitor({
    MemberExpression: ({ object, property, start }) => {
      if (object.type !== 'Identifier') return
      const name = property.type === 'Identifier' ? `${object.name}.${property.name}` : object.name
      if (name === 'Date.now' || name === 'Math.random') add(start, name)
      else touch(object.name, start)
    },
    CallExpression: ({ callee, start }) => {
      if (callee.type !== 'Identifier') return
      if (callee.name === 'Date') add(start, 'Date()')
      else touch(callee.name, start)
    },
    NewExpression: ({ callee, arguments: given, start }) => {
      if (callee.type !== 'Identifier') return
      if (callee.name === 'Date' && given.length === 0) add(start, 'new Date()')
      else touch(callee.name, start)
    },
  }).visit(module.program)
  return found
}

/** Names that the module itself gives to something, so that a noun called `process` is no offence. */
function declaredNames({ program }: Module): Set<string> {
  const names = new Set<string>()
  const take = (pattern: { type: string; name?: unknown } | null) => {
    if (pattern?.type === 'Identifier' && typeof pattern.name === 'string') names.add(pattern.name)
  }
  new Visitor({
    VariableDeclarator: ({ id }) => take(id),
    FunctionDeclaration: ({ id, params }) => [id, ...params].forEach(take),
    ArrowFunctionExpression: ({ params }) => params.forEach(take),
    ImportSpecifier: ({ local }) => take(local),
  }).visit(program)
  return names
}
