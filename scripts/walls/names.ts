// What files and tests may be called. A vague name invites everything; an index.ts that is not a face hides what is behind it.
import { posix } from 'node:path'
import { Visitor, type ESTree } from 'rolldown/utils'
import { namesPlatform } from '../gate/count-tests.ts'
import type { Module, Tree, Violation } from './tree.ts'
import { insideSource, isServerFeature } from './zones.ts'

const vague = /^(utils?|helpers?|common|lib|misc|managers?|services?)$/i
const wordBreak = /[-._]|(?<=[a-z0-9])(?=[A-Z])/

function isVague(segment: string): boolean {
  const stem = segment.replace(/(\.(test|d|worker))?\.[a-z]+$/i, '')
  return vague.test(stem) || vague.test(stem.split(wordBreak).at(-1) ?? '')
}

/** No folder or file is called utils, helpers, common, lib, misc, manager, service, or ends so. */
export function vagueNames(tree: Tree): Violation[] {
  return tree.files.flatMap((path) => {
    const segment = path.split('/').find(isVague)
    if (segment === undefined) return []
    return [
      { wall: 'names', path, line: 1, what: `"${segment}" says nothing; name it by its role.` },
    ]
  })
}

/** index.ts is the face of a package or a feature, and nothing else. */
export function faces(tree: Tree): Violation[] {
  return tree.modules
    .filter(({ path }) => /^index\.tsx?$/.test(posix.basename(path)) && !isFace(path))
    .map(({ path }) => ({
      wall: 'faces',
      path,
      line: 1,
      what: 'An index.ts is only the face of a package or a feature; give the file a name of its own.',
    }))
}

function isFace(path: string): boolean {
  if (/^packages\/[^/]+\/src\/index\.ts$/.test(path)) return true
  if (/^(nouns|wire|model)\/index\.ts$/.test(insideSource(path, 'contract') ?? '')) return true
  if (/^features\/[^/]+\/index\.tsx?$/.test(insideSource(path, 'client') ?? '')) return true
  const [zone = '', file, ...rest] = (insideSource(path, 'server') ?? '').split('/')
  return file === 'index.ts' && rest.length === 0 && isServerFeature(zone)
}

const conditions = new Set(['runIf', 'skipIf'])

/**
 * A test that runs on some platforms only says so in its name: the total counts every other skipped one as failed, and
 * whoever runs the tests elsewhere would find that out.
 */
export function namedPlatforms(tree: Tree): Violation[] {
  return tree.modules.filter(({ isTest }) => isTest).flatMap(unnamedIn)
}

function unnamedIn(module: Module): Violation[] {
  const found: Violation[] = []
  const tell = (start: number, what: string) =>
    found.push({
      wall: 'named-platforms',
      path: module.path,
      line: module.lineOf(start),
      what,
    })
  new Visitor({
    CallExpression({ callee, arguments: given, start }) {
      const [name] = given
      // `it.runIf(condition)('name', …)`: a call of a call of a member.
      const named = name ? module.code.slice(name.start, name.end) : ''
      if (isConditional(callee) && !namesPlatform(named))
        tell(start, 'Name the platform that the test is for, as in "… [linux]".')
      if (given.some(skips))
        tell(start, 'Say it.runIf(…) in place of a skip among the options, and name the platform.')
    },
  }).visit(module.program)
  return found
}

function isConditional(callee: ESTree.Node): boolean {
  if (callee.type !== 'CallExpression' || callee.callee.type !== 'MemberExpression') return false
  const { property } = callee.callee
  return property.type === 'Identifier' && conditions.has(property.name)
}

function skips(given: ESTree.Node): boolean {
  return (
    given.type === 'ObjectExpression' &&
    given.properties.some(
      (one) => one.type === 'Property' && one.key.type === 'Identifier' && one.key.name === 'skip',
    )
  )
}
