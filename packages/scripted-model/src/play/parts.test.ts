import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chunksOf, hugePieces, partsOf } from './parts.ts'

const values = {
  userText: 'hi',
  sessionId: 's',
  cwd: '/repo',
  planFile: undefined,
  toolResults: [{ id: 'a', text: 'out', isError: false }],
  taskIds: new Map([['Write it', '7']]),
}

// As `fc.string({ unit: 'binary' })`, which looks through a million characters before the first text.
const anyCharacter = fc
  .integer({ min: 0, max: 0x10ffff })
  .filter((point) => point < 0xd800 || point > 0xdfff)
  .map((point) => String.fromCodePoint(point))

test('chunks lose nothing and split no character', () => {
  const anyText = fc.array(anyCharacter, { maxLength: 50 }).map((all) => all.join(''))
  fc.assert(
    fc.property(anyText, fc.integer({ min: 1, max: 9 }), (text, size) => {
      const chunks = [...chunksOf(text, size)]
      expect(chunks.join('')).toBe(text)
      expect(chunks.map((chunk) => Buffer.from(chunk).toString())).toEqual(chunks)
    }),
  )
})

test('huge text has exactly the asked size', () => {
  const pieces = [...hugePieces({ deltas: 100, chars: 30, perSecond: 0, as: 'text' })]
  expect(pieces.map((piece) => piece.length)).toEqual(Array.from({ length: 100 }, () => 30))
  const bytes = [...hugePieces({ bytes: 1001, chars: 30, perSecond: 0, as: 'text' })].join('')
  expect(bytes).toHaveLength(1001)
})

test('placeholders are filled in texts and inputs; unknown ones stay', () => {
  const input = { path: '{{cwd}}/a', ids: ['{{task:Write it}}'], n: 1, style: '{{planFile}}' }
  const [text, tool] = partsOf(
    [
      { text: '{{user}} {{toolResult}} {{nope}}', chunk: 99 },
      { tool: 'Write', input },
    ],
    undefined,
    values,
  )
  expect(text && 'pieces' in text ? [...text.pieces] : []).toEqual(['hi out {{nope}}'])
  const json = tool && 'pieces' in tool ? [...tool.pieces].join('') : ''
  expect(JSON.parse(json)).toEqual({ path: '/repo/a', ids: ['7'], n: 1, style: '{{planFile}}' })
})

test('text around a pause is one block, text beside text is two', () => {
  const blocks = [{ text: 'a' }, { wait: 1 }, { hold: 'x' }, { text: 'b' }, { text: 'c' }]
  const joins = partsOf(blocks, undefined, values).map((part) =>
    'continues' in part ? [part.continues, part.staysOpen] : part.kind,
  )
  expect(joins).toEqual([[false, true], 'wait', 'hold', [true, false], [false, false]])
})
