// A typed text on its way to the server: nothing of it may get lost, whatever happens.
import { expect, it } from 'vitest'
import { modelChoices } from './choices.tsx'
import {
  emptyDraft,
  keepable,
  revived,
  saysSomething,
  takenBack,
  withFate,
  withoutKnown,
  withSending,
} from './draft.ts'
import { nextMode } from './modes.tsx'

const problem = { code: 'unreachable', detail: 'no answer' }
const hello = { id: 'm1', text: 'hello', images: [], delivery: 'queue', problem: null }
const sending = withSending({ ...emptyDraft, text: 'hello' }, 'm1')

it('leaves the box when sent and stays beside it until it is known', () => {
  expect(sending).toEqual({
    text: '',
    images: [],
    outgoing: [{ ...hello, state: 'sending' }],
  })
  expect(withoutKnown(sending, (id) => id === 'm1').outgoing).toEqual([])
  expect(withoutKnown(sending, () => false)).toBe(sending)
})

it('is kept on disk until the server has written it down', () => {
  expect(keepable(sending).outgoing).toHaveLength(1)
  const sent = withFate(sending, 'm1', { state: 'sent', problem: null })
  expect(keepable(sent).outgoing).toEqual([])
})

it('comes back after a reload under the same id, to be sent again', () => {
  const kept: unknown = JSON.parse(JSON.stringify(keepable(sending)))
  expect(revived(kept)).toEqual({
    text: '',
    images: [],
    outgoing: [{ ...hello, state: 'failed' }],
  })
  expect(revived(undefined)).toEqual(emptyDraft)
  expect(revived({ text: 3, outgoing: [{}, null] })).toEqual(emptyDraft)
})

it('goes back into the box above what was typed since', () => {
  const failed = withFate(sending, 'm1', { state: 'failed', problem })
  expect(takenBack(failed, 'm1')).toEqual({ text: 'hello', images: [], outgoing: [] })
  expect(takenBack({ ...failed, text: 'and' }, 'm1').text).toBe('hello\n\nand')
})

it('takes its images along, keeps them and brings them back', () => {
  const [one, two] = ['a', 'b'].map((id) => ({ id, name: `${id}.png` }))
  const sent = withSending({ ...emptyDraft, images: [one!] }, 'm1')
  expect(sent.images).toEqual([])
  const kept = revived(JSON.parse(JSON.stringify(keepable({ ...sent, images: [two!] }))))
  expect([kept.images, kept.outgoing[0]?.images]).toEqual([[two], [one]])
  expect(takenBack(kept, 'm1')).toEqual({ text: '', images: [one, two], outgoing: [] })
  expect([emptyDraft, { text: ' ', images: [one!] }].map(saysSomething)).toEqual([false, true])
})

it('goes through the modes in turn', () => {
  expect(nextMode('plan')).toBe('confirmEdit')
  expect(nextMode('autoEdit')).toBe('plan')
})

it('always offers the three families, and the model in use', () => {
  const offered = [{ value: 'opus', name: 'Opus 4.5', description: 'best', efforts: null }]
  const choices = modelChoices(offered, 'claude-x').map(({ name }) => name)
  expect(choices).toEqual(['Opus 4.5', 'Sonnet', 'Haiku', 'claude-x'])
})
