// The checkouts that stand ready, on the disk page: what they are and take, and that they may go.
import type { DiskPlace } from '@a-parallel/shared'
import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { judge } from '../../support/pages/judge.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { speak } from '../../support/pages/speak.ts'
import { prompt } from '../../support/scripts.ts'
import { rest } from '../../support/threads.ts'

const env = { A_PARALLEL_READY_FILES: '1', A_PARALLEL_READY_SECONDS: '0.2' }
browserRig({ server: { env }, tab: { colorScheme: 'light' } })

const ready = async (): Promise<DiskPlace[]> => {
  const { places } = (await server.api('GET', '/api/disk')).body as { places: DiskPlace[] } // The contract's answer.
  return places.filter(({ kind, isLocked }) => kind === 'ready' && !isLocked)
}

it('says of a ready checkout what it takes, and lets it be removed', async () => {
  const id = await server.thread({ projectId, title: 'Mine', prompt: prompt('Go', 'Went.') })
  await rest(server, id)
  await expect.poll(async () => (await ready()).length, { timeout: 30_000 }).toBe(1)
  const [place] = await ready()
  await page.goto(`${server.origin}/settings/disk`)
  const list = page.getByRole('list', { name: 'Ready checkouts' })
  await list.getByText(/ready-/).waitFor()
  await page.getByRole('button', { name: 'Measure all' }).press('Enter')
  await page.getByText(/2 of 2 folders take/).waitFor()
  await judge(page, () => list.getByText(/ready-/).waitFor(), {
    speak: (to) => speak(page, server, to),
    stays: page.getByText(/ready-/),
  })
  await list.getByRole('button').press('Enter')
  const dialog = page.getByRole('alertdialog', { name: 'Remove this worktree?' })
  await dialog.getByRole('button', { name: 'Remove the worktree' }).press('Enter')
  await dialog.waitFor({ state: 'hidden' })
  await list.waitFor({ state: 'hidden' })
  expect(existsSync(place?.path ?? '')).toBe(false)
  expect(tab.complaints).toEqual([])
})
