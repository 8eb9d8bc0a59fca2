// A thread's title: asked for when its first run is there, taken once, and never over a person's.
import type { Signal } from '@a-parallel/shared'
import { describe, expect, it } from 'vitest'
import { ordersOf } from '../react/orders.ts'
import { create, ready, scene, signals, startTurn, worktreeReady } from '../scene.ts'

const made = (title: string): Signal => ({ type: 'title-made', title })

function running(titleWanted: boolean) {
  const played = scene()
  const created = create({ titleWanted, prompt: 'Fix it, and tell me how' })
  for (const each of [created, worktreeReady, startTurn(10), signals(ready)]) played.play(each)
  return played
}
function asked({ view, log }: ReturnType<typeof running>) {
  const started = log.find(({ type }) => type === 'run.started')
  return ordersOf(view!, started!)
}

describe('a title', () => {
  it('is asked for where one is wanted', () => {
    expect(asked(running(true))).toEqual([{ type: 'make-title', text: 'Fix it, and tell me how' }])
    expect(asked(running(false))).toEqual([])
  })

  it('is taken once, by the system', () => {
    const played = running(true)
    expect(played.play(signals(made('Login fix')))).toEqual(['thread.renamed'])
    expect(played.play(signals(made('Another')))).toEqual([])
    expect(played.view?.title).toBe('Login fix')
    expect(asked(played)).toEqual([])
  })

  it('never takes the place of a person’s', () => {
    for (const title of ['Mine', 'Fix it']) {
      const played = running(true)
      expect(played.play({ type: 'rename', title })).toEqual(['thread.renamed'])
      expect(played.play(signals(made('Login fix')))).toEqual([])
      expect(played.view?.title).toBe(title)
    }
    expect(running(false).play(signals(made('Login fix')))).toEqual([])
  })
})
