// No module may reach itself through its imports, type imports included: a cycle is one big file in disguise.
import type { Tree, Violation } from './tree.ts'

/** One violation per import that closes a cycle, with the way round in words. */
export function cycles(tree: Tree): Violation[] {
  const modules = new Map(tree.modules.map((module) => [module.path, module]))
  const state = new Map<string, 'open' | 'done'>()
  const found: Violation[] = []
  const trail: string[] = []
  const visit = (path: string) => {
    const module = modules.get(path)
    if (module === undefined || state.get(path) === 'done') return
    state.set(path, 'open')
    trail.push(path)
    for (const { file, line } of module.imports) {
      if (file === null) continue
      if (state.get(file) === 'open') {
        const round = [...trail.slice(trail.indexOf(file)), file].join(' → ')
        found.push({ wall: 'cycles', path, line, what: `A cycle: ${round}.` })
      } else visit(file)
    }
    trail.pop()
    state.set(path, 'done')
  }
  for (const path of modules.keys()) visit(path)
  return found
}
