// What must be explained in words: what a file is for, and why a cast is safe. Looks at sources, not at tests.
import { Visitor } from 'rolldown/utils'
import type { Module, Tree, Violation } from './tree.ts'

const sources = (tree: Tree) => tree.modules.filter(({ isTest }) => !isTest)

/** A file opens with a comment: what it is for, what it must never do. */
export function openings(tree: Tree): Violation[] {
  return sources(tree)
    .filter(({ code }) => !/^(#!.*\n)?\s*\/[/*]/.test(code))
    .map(({ path }) => ({
      wall: 'openings',
      path,
      line: 1,
      what: 'Open the file with 1–5 lines of comment: what it is for, what it must never do.',
    }))
}

/** A cast (`as`, except `as const`) has its reason in a comment on its line or right above. */
export function casts(tree: Tree): Violation[] {
  return sources(tree)
    .filter(({ path }) => path.startsWith('packages/'))
    .flatMap(castsIn)
}

function castsIn(module: Module): Violation[] {
  const found: Violation[] = []
  const commented = new Set<number>()
  for (const { start, end } of module.comments)
    for (let line = module.lineOf(start); line <= module.lineOf(end); line++) commented.add(line)
  const judge = (statement: number, start: number, end: number) => {
    const last = module.lineOf(end)
    for (let line = statement - 1; line <= last; line++) if (commented.has(line)) return
    const what = 'A cast needs its reason in a comment on its line or right above its statement.'
    found.push({ wall: 'casts', path: module.path, line: module.lineOf(start), what })
  }
  const starts = statementStarts(module)
  new Visitor({
    TSAsExpression: ({ typeAnnotation, start, end }) => {
      const isConst =
        typeAnnotation.type === 'TSTypeReference' &&
        typeAnnotation.typeName.type === 'Identifier' &&
        typeAnnotation.typeName.name === 'const'
      if (!isConst) judge(statementOf(module, starts, start), start, end)
    },
    TSTypeAssertion: ({ start, end }) => judge(statementOf(module, starts, start), start, end),
  }).visit(module.program)
  return found
}

/** Offsets at which a statement, a member or a property begins: where a comment above would stand. */
function statementStarts({ program }: Module): number[] {
  const starts: number[] = []
  const take = ({ start }: { start: number }) => void starts.push(start)
  new Visitor({
    ExpressionStatement: take,
    ExportNamedDeclaration: take,
    IfStatement: take,
    Property: take,
    PropertyDefinition: take,
    ReturnStatement: take,
    VariableDeclaration: take,
  }).visit(program)
  return starts.toSorted((a, b) => a - b)
}

function statementOf({ lineOf }: Module, starts: number[], offset: number): number {
  return lineOf(starts.findLast((start) => start <= offset) ?? offset)
}
