// Ceilings. A big file is where people collide; a long function is where nobody looks. Counts lines, judges nothing else.
import { posix } from 'node:path'
import { Visitor } from 'rolldown/utils'
import type { Module, Tree, Violation } from './tree.ts'

export const ceilings = { source: 300, test: 600, function: 60, folder: 15 } as const

export interface SizeViolation extends Violation {
  /** The measured size: lines, or files of a folder. */
  size: number
}

/** A source file has at most 300 lines, a test 600. */
export function fileSizes(tree: Tree): SizeViolation[] {
  return tree.modules.flatMap(({ path, isTest, lineCount: size }) => {
    const ceiling = isTest || path.startsWith('test/') ? ceilings.test : ceilings.source
    if (size <= ceiling) return []
    const what = `${size} lines, at most ${ceiling}: split it by noun or by verb.`
    return [{ wall: 'file-size', path, line: 1, what, size }]
  })
}

/** A function has at most 60 lines. Tests are lists of cases and are let off. */
export function functionSizes(tree: Tree): SizeViolation[] {
  return tree.modules
    .filter(({ isTest, path }) => !isTest && !path.startsWith('test/'))
    .flatMap(longFunctions)
}

function longFunctions({ path, lineOf, program }: Module): SizeViolation[] {
  const found: SizeViolation[] = []
  const measure = ({ start, end }: { start: number; end: number }) => {
    const line = lineOf(start)
    const size = lineOf(end) - line + 1
    if (size <= ceilings.function) return
    const what = `A function of ${size} lines, at most ${ceilings.function}: name its parts.`
    found.push({ wall: 'function-size', path, line, what, size })
  }
  new Visitor({
    FunctionDeclaration: measure,
    FunctionExpression: measure,
    ArrowFunctionExpression: measure,
  }).visit(program)
  return found
}

/** A folder holds at most 15 modules; a test beside its source does not count. */
export function folderSizes(tree: Tree): SizeViolation[] {
  const counts = new Map<string, number>()
  for (const { path, isTest } of tree.modules) {
    if (isTest && !path.startsWith('test/')) continue
    const folder = posix.dirname(path)
    counts.set(folder, (counts.get(folder) ?? 0) + 1)
  }
  return [...counts].flatMap(([path, size]) => {
    if (size <= ceilings.folder) return []
    const what = `${size} files in one folder, at most ${ceilings.folder}: give a part of them a folder of its own.`
    return [{ wall: 'folder-size', path, line: 1, what, size }]
  })
}
