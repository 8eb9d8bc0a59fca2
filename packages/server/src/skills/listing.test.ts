import type { SkillUse, SlashCommand, ThreadMode } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import type { FoundSkill } from '../runner/port.ts'
import { madeUpId } from '../store/made-up-log.ts'
import { listingOf, slashCommandsOf, type ListingAsk } from './listing.ts'

const found = (
  source: FoundSkill['source'],
  name: string,
  more: Partial<FoundSkill> = {},
): FoundSkill => ({
  id: `${source}:${more.form ?? 'skill'}:${name}`,
  source,
  form: 'skill',
  name,
  folder: name,
  description: name,
  hint: '',
  isInvocable: true,
  path: `/${source}/${name}`,
  faults: [],
  isCommitted: null,
  isInBranch: null,
  plugin: null,
  ...more,
})
const told = (name: string, description = name): SlashCommand => ({
  name,
  description,
  hint: '',
  aliases: [],
})
const ask = (more: Partial<ListingAsk>): ListingAsk => ({
  found: [],
  told: [],
  off: [],
  restricted: false,
  uses: new Map(),
  projectId: null,
  meant: new Map(),
  origins: { user: new Map(), project: new Map() },
  ...more,
})
const states = (more: Partial<ListingAsk>) =>
  Object.fromEntries(listingOf(ask(more)).map(({ id, state }) => [id, state]))

it('tells why one is not in use', () => {
  expect(
    states({
      found: [
        found('project', 'ship'),
        found('user', 'ship'),
        found('user', 'greet'),
        found('user', 'greet', { form: 'command' }),
        found('user', 'tidy'),
      ],
      off: [{ folder: 'tidy', name: 'tidy' }],
    }),
  ).toEqual({
    'project:skill:ship': 'shadowed',
    'user:skill:ship': 'in-use',
    'user:skill:greet': 'in-use',
    'user:command:greet': 'shadowed',
    'user:skill:tidy': 'off',
  })
  expect(states({ found: [found('project', 'ship')], restricted: true })).toEqual({
    'project:skill:ship': 'restricted',
  })
})

it('takes for bundled what no file accounts for', () => {
  const commands = [told('compact'), told('art:draw'), told('greet'), told('away', 'Away (user)')]
  expect(states({ found: [found('user', 'greet')], told: commands })).toEqual({
    'user:skill:greet': 'in-use',
    'bundled:skill:compact': 'in-use',
    'plugin:skill:art:draw': 'in-use',
  })
})

const use = (number: number, at: number): SkillUse => ({
  threadId: madeUpId(number),
  title: `Thread ${number}`,
  projectId: madeUpId(0),
  at: new Date(at).toISOString(),
})
const usesOf = (...uses: SkillUse[]) => new Map(uses.map((one) => [one.threadId, one]))

it('tells of a thread once, by whichever of its names it was used, the last one first', () => {
  const uses = new Map([
    ['hello', usesOf(use(1, 10), use(2, 20))],
    ['greet', usesOf(use(2, 5), use(3, 15))],
  ])
  const [skill] = listingOf(ask({ found: [found('user', 'hello', { folder: 'greet' })], uses }))
  expect(skill?.usedIn).toEqual({ count: 3, threads: [use(2, 20), use(3, 15), use(1, 10)] })
})

it('tells of the last threads alone where there are many, and how many there are', () => {
  const many = Array.from({ length: 45 }, (_, index) => use(index + 1, index))
  const uses = new Map([['greet', usesOf(...many)]])
  const [skill] = listingOf(ask({ found: [found('user', 'greet')], uses }))
  expect([skill?.usedIn.count, skill?.usedIn.threads.length]).toEqual([45, 20])
  expect(skill?.usedIn.threads[0]).toEqual(use(45, 44))
})

it('tells of the threads in which the name means it, where several have one of it', () => {
  const [here, there, elsewhere] = [madeUpId(100), madeUpId(200), madeUpId(300)]
  const uses = new Map([
    [
      'ship',
      usesOf(
        { ...use(1, 10), projectId: here },
        { ...use(2, 20), projectId: there },
        { ...use(3, 30), projectId: elsewhere },
      ),
    ],
  ])
  const threads = (more: Partial<ListingAsk>) =>
    listingOf(ask({ uses, ...more })).map(({ source, usedIn }) => [
      source,
      usedIn.threads.map(({ threadId }) => threadId),
    ])
  const meant = new Map([here, there].map((id) => [id, new Set(['ship'])]))
  const [its, own] = [found('project', 'ship'), found('user', 'ship')]
  expect(threads({ found: [its], projectId: here, meant })).toEqual([['project', [madeUpId(1)]]])
  expect(threads({ found: [its, own], projectId: here, meant })).toEqual([
    ['project', [madeUpId(1)]],
    ['user', [madeUpId(3)]],
  ])
})

const plugin = { id: 'art@market', name: 'art', short: 'draw', isOn: true, isOnInRepository: true }
const drawing = (more: Partial<typeof plugin> = {}) =>
  found('plugin', 'art:draw-folder', { plugin: { ...plugin, ...more } })

it('knows a plugin’s skill by the short name that agents tell, and lists it once', () => {
  const commands = [told('draw', '(art) Draws'), told('compact'), told('draw', 'Draws (user)')]
  expect(states({ found: [drawing()], told: commands })).toEqual({
    'plugin:skill:art:draw-folder': 'in-use',
    'bundled:skill:compact': 'in-use',
  })
  const listed = (given: SlashCommand[]) =>
    listingOf(ask({ found: [drawing()], told: given })).map(({ name }) => name)
  expect([listed(commands.slice(0, 1)), listed([])]).toEqual([['draw'], ['art:draw-folder']])
  const offered = slashCommandsOf(ask({ found: [drawing()], told: commands.slice(0, 2) }))
  expect(offered.map(({ name }) => name)).toEqual(['draw', 'compact'])
})

it('says that one is off where its plugin is, by the settings that count', () => {
  const state = (more: Partial<typeof plugin>, restricted = false) =>
    states({ found: [drawing(more)], restricted })['plugin:skill:art:draw-folder']
  expect(state({ isOn: false, isOnInRepository: false })).toBe('off')
  expect(state({ isOn: true, isOnInRepository: false })).toBe('off')
  expect(state({ isOn: false, isOnInRepository: true })).toBe('in-use')
  // What a repository says counts once it is trusted.
  expect(state({ isOn: true, isOnInRepository: false }, true)).toBe('in-use')
  const commands = [told('draw', '(art) Draws'), told('compact')]
  const off = slashCommandsOf(
    ask({ found: [drawing({ isOnInRepository: false })], told: commands }),
  )
  expect(off.map(({ name }) => name)).toEqual(['compact'])
})

it('takes no use of another one for a plugin’s', () => {
  const uses = new Map([
    ['draw', usesOf(use(1, 10))],
    ['art:draw-folder', usesOf(use(2, 20))],
  ])
  const count = (...more: FoundSkill[]) =>
    listingOf(ask({ found: [drawing(), ...more], uses }))[0]?.usedIn.count
  expect([count(), count(found('user', 'draw'))]).toEqual([2, 1])
})

it('offers behind a slash what came since, and not what went or is off', () => {
  const names = slashCommandsOf(
    ask({
      found: [
        found('user', 'fresh'),
        found('user', 'off'),
        found('user', 'known'),
        found('user', 'hidden', { isInvocable: false }),
      ],
      told: [told('compact'), told('known', 'Known (user)'), told('gone', 'Gone (user)')],
      off: [{ folder: 'off', name: 'off' }],
    }),
  ).map(({ name }) => name)
  expect(names).toEqual(['fresh', 'compact', 'known'])
})

it('offers for a worktree of the project’s what its branch holds, or an agent in another worktree told of', () => {
  const whole = ask({
    found: [
      found('user', 'own'),
      found('project', 'held', { isInBranch: true }),
      found('project', 'fresh', { isInBranch: false }),
      found('project', 'told', { isInBranch: false }),
      found('project', 'own', { isInBranch: false }),
    ],
    told: [told('own', 'Own (user)'), told('told', 'Told (project)')],
  })
  const offered = (mode: ThreadMode, toldIn: ThreadMode) =>
    slashCommandsOf(whole, { mode, toldIn }).map(({ name }) => name)
  expect(offered('local', 'local')).toEqual(['held', 'fresh', 'own', 'told'])
  expect(offered('worktree', 'local')).toEqual(['held', 'own'])
  expect(offered('worktree', 'worktree')).toEqual(['held', 'own', 'told'])
})
