// A checkout in an odd state whose files are all thrown away, or written to by turns, and set back: each is as it was, to the
// byte, and so is all of the repository beside them. What is held against it this test has read by itself.
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import type { CheckpointRig } from './checkpoint-rig.ts'
import { oddCheckouts, openOdd, write, type OddCheckout } from './odd-checkouts.ts'

let rig: CheckpointRig
afterEach(() => rig.repository.remove())

/** What is ignored, and what the checkpoint leaves alone. */
const stays = ({ alone = [] }: OddCheckout) => ['.git', 'out', 'run.log', ...alone]

/** All files go, and others come in the place of some. */
function wreck(odd: OddCheckout): void {
  const deep = existsSync(rig.file('deep/er/b.txt'))
  const names = readdirSync(rig.ask.path).filter((name) => !stays(odd).includes(name))
  for (const name of names) rmSync(rig.file(name), { recursive: true })
  write(rig, 'a.txt/now a folder', 'x\n')
  write(rig, 'new', 'now a file\n')
  // What a checkout does without is not for it to take away.
  if (deep) write(rig, 'deep/er/b.txt', 'other\n')
  write(rig, 'strange\nname', 'x\n')
}

/** A file in every two is written to, and every third goes. */
function edit(odd: OddCheckout): void {
  const names = Object.keys(rig.files()).filter(
    (name) => !stays(odd).includes(name.split('/')[0] ?? ''),
  )
  for (const [index, name] of names.entries()) {
    if (index % 3 === 0) rmSync(rig.file(name))
    else if (existsSync(rig.file(name)) && statSync(rig.file(name)).isFile() && index % 2 === 0)
      write(rig, name, `other ${index}\n`)
  }
  mkdirSync(rig.file('empty'))
}

const cases = Object.entries(oddCheckouts).flatMap(([name, odd]) => [
  [name, 'thrown away', odd, wreck] as const,
  [name, 'written to', odd, edit] as const,
])

it.each(cases)(
  '%s, %s',
  async (_, _how, odd, harm) => {
    rig = await openOdd(odd)
    const before = rig.files()
    const rest = rig.untouched()
    const { commit, omitted } = await rig.capture('one/before')
    expect(omitted).toEqual([])
    harm(odd)
    const after = rig.files()
    expect(after).not.toEqual(before)
    const done = await rig.setBack(commit)
    expect(done.left).toEqual([])
    expect(rig.files()).toEqual(before)
    await rig.setBack(done.safety, 'rewind-2')
    expect(rig.files()).toEqual(after)
    await rig.setBack(commit, 'rewind-3')
    expect(rig.files()).toEqual(before)
    expect(rig.untouched()).toEqual(rest)
  },
  120_000,
)
