// Repositories, and worktrees of them, in folders whose names hold what separates, quotes or ends a path elsewhere: all that is
// done in any other is done there, and no name is cut.
import { mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { listWorktrees } from '../../disk/list-worktrees.ts'
import { localCheckpoints } from '../../local/checkpoints.ts'
import { oneAtATime } from '../../local/one-at-a-time.ts'
import { localPublish } from '../../local/publish.ts'
import { carry } from '../../preparation/carry/carry.ts'
import { openCheckpointRig, type CheckpointRig } from '../checkpoints/checkpoint-rig.ts'
import { openWholeRig } from '../kept/whole/whole-rig.ts'
import { openPlace } from '../publish/place.ts'
import { inspectRepository } from '../repository.ts'
import type { TestRepository } from '../test-repository.ts'
import { borrowing } from '../token/borrowing.ts'
import { keeping } from './scene.ts'

let repository: TestRepository
afterEach(() => repository.remove())

const folders = [
  'two\nlines',
  'an end of line\n',
  '\nbegins with one',
  'of Windows\r\n',
  ' blanks ',
  'a tab\t',
  `"quotes" 'and' \\n backslashes\\`,
  '🦊 é́ 狐',
  'colon:semicolon;',
  '-option',
  '$(echo x)`y`%s*?[a]',
  '#hash~1^{}@{u}',
  '\u001B[31mred\u007F\u0001',
  'gitdir: x\n',
]

const files = { 'a.txt': '1\n2\n3\n', '.gitignore': '.env\n' }

async function open(folder: string): Promise<CheckpointRig> {
  const rig = await openCheckpointRig(files, 'sha1', folder)
  ;({ repository } = rig)
  return rig
}

const write = (rig: CheckpointRig, content: string) => writeFileSync(rig.file('a.txt'), content)

function publishing({ ask, repository: { git, directory } }: CheckpointRig) {
  const isTrusted = () => Promise.resolve(false)
  const checkpoints = localCheckpoints(git, join(directory, 'indexes'), isTrusted)
  const { repository: root, path, threadId, ownsCheckout } = ask
  return {
    here: { repository: root, path, threadId, ownsCheckout },
    publish: localPublish({ git, checkpoints, inTurn: oneAtATime(), isTrusted }),
  }
}

describe.each(folders)('in %j', (folder) => {
  it('a repository, its worktrees and what lies in them are what they are', async () => {
    const rig = await open(folder)
    const { git, root, directory } = repository
    const commonDir = join(root, '.git')
    const told = { kind: 'repository', root, commonDir, main: null }
    expect(await inspectRepository(git, root)).toMatchObject(told)
    const { path } = rig.ask
    const linked = { kind: 'repository', root: path, commonDir, main: root }
    expect(await inspectRepository(git, path)).toMatchObject(linked)
    mkdirSync(join(root, folder))
    expect(await inspectRepository(git, join(root, folder))).toEqual({ kind: 'inside', root })
    expect(await inspectRepository(git, commonDir)).toEqual({ kind: 'inside', root })
    expect(await inspectRepository(git, directory)).toEqual({ kind: 'not-a-repository' })
    expect((await listWorktrees(git, root)).map((one) => one.path)).toEqual([realpathSync(path)])
  })

  it('changes are seen, heard, staged, reverted and put back', async () => {
    const rig = await open(folder)
    let tell: () => void = () => undefined
    const heard = new Promise<void>((resolve) => (tell = resolve))
    const watching = await rig.review.watch(rig.ask, () => tell())
    write(rig, '1\nTWO\n3\n')
    await heard
    watching.stop()
    expect((await rig.list('branch')).files).toMatchObject([{ path: 'a.txt', added: 1 }])
    expect(await rig.diff('unstaged', 'a.txt')).toMatchObject({ file: { path: 'a.txt' } })
    await rig.stage('a.txt')
    expect(rig.index('a.txt')).toBe('1\nTWO\n3\n')
    write(rig, 'more\n')
    const kept = await rig.revert('a.txt')
    expect(readFileSync(rig.file('a.txt'), 'utf8')).toBe('1\nTWO\n3\n')
    await rig.restore(kept)
    expect(readFileSync(rig.file('a.txt'), 'utf8')).toBe('more\n')
  })

  it('files are kept, and set back', async () => {
    const rig = await open(folder)
    write(rig, 'first\n')
    const before = rig.plainTree()
    const { commit } = await rig.capture('turn-1')
    expect(rig.git('rev-parse', `${commit}^{tree}`)).toBe(before)
    write(rig, 'then\n')
    await rig.setBack(commit)
    expect(readFileSync(rig.file('a.txt'), 'utf8')).toBe('first\n')
  })

  it('a branch is committed, brought up to date and merged, and what is ignored is carried over', async () => {
    const rig = await open(folder)
    const { publish, here } = publishing(rig)
    const { git, root } = repository
    const head = () => rig.git('rev-parse', 'HEAD')
    repository.write('.env', 'SECRET\n')
    const recipe = { files: { copy: ['.env'] } }
    const { things } = await carry(git, { repository: root, path: here.path, recipe }, 0o022)
    expect(things.map((one) => one.path)).toEqual(['.env'])
    write(rig, '1\n2\nTHREE\n')
    const options = { amend: false, signOff: false, all: true }
    await publish.commit({ ...here, ...options, message: 'Three', head: head() })
    repository.write('b.txt', 'b\n')
    repository.commit('of main')
    const updated = await publish.update({
      ...here,
      ...keeping(),
      from: 'base',
      how: 'rebase',
      here: false,
      base: 'main',
    })
    expect(updated).toMatchObject({ kind: 'updated' })
    const asked = { ...here, base: 'main', checkpoint: null, others: [] }
    expect(await publish.predict(asked)).toMatchObject({ prediction: { kind: 'clean' } })
    const how = { base: 'main', how: 'merge', head: head(), message: 'Merge' } as const
    expect(await publish.merge({ ...here, ...how })).toMatchObject({ followed: [root] })
    expect(readFileSync(join(root, 'a.txt'), 'utf8')).toBe('1\n2\nTHREE\n')
    expect(repository.plain(['status', '--porcelain'])).toBe('')
  })

  it('its objects are lent to a git that holds a token', async () => {
    const rig = await open(folder)
    const { git } = repository
    const run = await openPlace(git, { path: rig.ask.path, trusted: false })
    const head = rig.git('rev-parse', 'HEAD')
    for (const receives of [false, true])
      await borrowing(git, run, { receives }, async (place) => {
        const { text } = await place.here(['cat-file', '-t', head], 'fetched-commit')
        expect(text).toBe('commit\n')
      })
  })

  it('a worktree is removed with all that was in it, and made again', async () => {
    const rig = await openWholeRig(files, 'sha1', folder)
    ;({ repository } = rig)
    rig.write('a.txt', 'changed\n')
    rig.write('.env', 'SECRET\n')
    const before = rig.all()
    await rig.remove()
    expect(await rig.restore()).toMatchObject({ kind: 'ready', path: rig.path })
    expect(rig.all()).toEqual(before)
  })
})
