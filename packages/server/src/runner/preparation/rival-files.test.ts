// Which files of other programs are read: plain ones inside the checkout, and nothing that they lead to.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readRivalFiles } from './rival-files.ts'

it('reads plain files, and goes through no link', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'a-parallel-rivals-'))
  const [checkout, outside] = [join(directory, 'checkout'), join(directory, 'outside')]
  for (const folder of [checkout, outside, join(checkout, '.superset')]) mkdirSync(folder)
  writeFileSync(join(outside, 'secret'), 'secret')
  writeFileSync(join(outside, 'worktrees.json'), '{}')
  symlinkSync(join(outside, 'secret'), join(checkout, '.worktreeinclude'))
  symlinkSync(outside, join(checkout, '.cursor'))
  mkdirSync(join(checkout, 'conductor.json'))
  writeFileSync(join(checkout, '.superset', 'config.json'), '{"setup":["a"]}')
  writeFileSync(join(checkout, '.emdash.json'), '')
  expect(await readRivalFiles(checkout)).toEqual([
    { file: '.superset/config.json', text: '{"setup":["a"]}' },
    { file: '.emdash.json', text: '' },
  ])
  expect(await readRivalFiles(join(directory, 'nowhere'))).toEqual([])
  rmSync(directory, { recursive: true })
})
