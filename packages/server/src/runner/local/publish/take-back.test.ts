// An update that was concluded, and taken back by what was kept of the branch, on real repositories.
import type { Kept } from '@a-parallel/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keptOf, listKept } from '../../git/kept/refs.ts'
import { makeRepository, type TestRepository } from '../../git/test-repository.ts'
import type { Publishing, UpdateWish } from '../../publish-port.ts'
import { askIn, keeping, publishIn } from './publish-rig.ts'
import { takeBack } from './take-back.ts'

let repository: TestRepository
let publish: Publishing
let head: string
beforeEach(() => {
  repository = makeRepository({ 'a.txt': 'one\n', '.gitignore': 'built\n' })
  git('checkout', '-q', '-b', 'work')
  write('a.txt', 'ours\n')
  head = repository.commit('ours')
  git('checkout', '-q', 'main')
  write('b.txt', 'theirs\n')
  repository.commit('theirs')
  git('checkout', '-q', 'work')
  publish = publishIn(repository, () => Promise.resolve(true))
})
afterEach(() => repository.remove())

const git = (...args: string[]) => repository.plain(args)
const write = (path: string, text: string) => repository.write(path, text)
const ask = () => askIn(repository)
const update = (how: UpdateWish['how']) =>
  publish.update({ ...ask(), ...keeping(), from: 'base', how, here: false, base: 'main' })
const finish = () => publish.finish({ ...ask(), ...keeping(), action: 'continue' })

async function updated(made: Promise<{ kind: string; kept?: Kept | null }>) {
  const { kind, kept } = await made
  if (kind !== 'updated' || !kept?.branch) throw new Error(`${kind}, and nothing was kept`)
  return { kept, branch: kept.branch }
}
const back = (branch: NonNullable<Kept['branch']>) =>
  takeBack(repository.git, { ...ask(), ...keeping(), trusted: true, branch })
const at = () => [git('rev-parse', 'HEAD'), git('symbolic-ref', '--short', 'HEAD')]

describe.each(['merge', 'rebase'] as const)('an update by %s', (how) => {
  it('is taken back, and had again', async () => {
    write('built', 'ignored\n')
    write('untracked.txt', 'mine\n')
    const { kept, branch } = await updated(update(how))
    expect(branch).toEqual({ name: 'work', was: head, is: git('rev-parse', 'HEAD') })
    const all = await listKept(repository.git, repository.root, Date.now())
    expect(all.map(keptOf)).toEqual([kept])
    const undone = await back(branch)
    expect(at()).toEqual([head, 'work'])
    expect(git('status', '--porcelain')).toBe('?? untracked.txt')
    expect(undone.branch).toEqual({ name: 'work', was: branch.is, is: head })
    await back({ name: 'work', was: branch.is, is: head })
    expect(at()).toEqual([branch.is, 'work'])
  })

  it('holds both commits, also once nothing else does', async () => {
    const { branch } = await updated(update(how))
    git('checkout', '-q', '--detach', 'main')
    git('branch', '-q', '-D', 'work')
    git('reflog', 'expire', '--expire=now', '--all')
    git('gc', '-q', '--prune=now')
    expect([git('cat-file', '-t', branch.was), git('cat-file', '-t', branch.is)]).toEqual([
      'commit',
      'commit',
    ])
  })
})

it.each(['merge', 'rebase'] as const)(
  'one by %s whose conflict was solved is taken back whole',
  async (how) => {
    git('checkout', '-q', 'main')
    write('a.txt', 'theirs\n')
    repository.commit('theirs in a')
    git('checkout', '-q', 'work')
    expect(await update(how)).toMatchObject({ kind: 'conflicts' })
    write('a.txt', 'both\n')
    git('add', 'a.txt')
    const { branch } = await updated(finish())
    expect(branch.was).toBe(head)
    await back(branch)
    expect(at()).toEqual([head, 'work'])
    expect(git('status', '--porcelain')).toBe('')
  },
)

describe('is not taken back', () => {
  it('once somebody committed on top, or over what is not committed', async () => {
    const { branch } = await updated(update('merge'))
    write('a.txt', 'more\n')
    await expect(back(branch)).rejects.toMatchObject({
      code: 'worktree_has_changes',
      values: { paths: 'a.txt' },
    })
    const more = repository.commit('more')
    await expect(back(branch)).rejects.toMatchObject({ code: 'head_moved', values: { head: more } })
    git('checkout', '-q', '-b', 'other', branch.is)
    await expect(back(branch)).rejects.toMatchObject({ code: 'head_moved' })
    expect(at()).toEqual([branch.is, 'other'])
  })

  it('over an ignored file that lies where the update took one away', async () => {
    write('gone.txt', 'tracked\n')
    head = repository.commit('gone')
    git('checkout', '-q', 'main')
    write('.gitignore', 'built\ngone.txt\n')
    repository.commit('ignores it')
    git('checkout', '-q', 'work')
    const { branch } = await updated(update('rebase'))
    git('rm', '-q', '--cached', 'gone.txt')
    git('commit', '-q', '-m', 'not tracked')
    const is = git('rev-parse', 'HEAD')
    write('gone.txt', 'ignored, and nobody else has it\n')
    await expect(back({ ...branch, is })).rejects.toMatchObject({
      code: 'abort_refused',
      values: { paths: 'gone.txt' },
    })
    expect(at()).toEqual([is, 'work'])
  })
})
