// A plan → blocks; two plans → what changed; comments → one message.
import { describe, expect, it } from 'vitest'
import { nameOf, planBlocks } from './blocks.ts'
import { wordPieces } from '../../../ui/text/word-pieces.ts'
import { planChanges } from './changes.ts'
import { emptyPlanDraft, rejection, revivedPlanDraft, withComment } from './comments.ts'

const plan = `# Mend it

First I look.

1. Move the guard
   - with its tests
1. Add a page

\`\`\`ts
guard()
\`\`\`

- One
- Two

[site]: https://example.com
`

describe('blocks', () => {
  it('are steps of lists and everything else, each by itself', () => {
    expect(planBlocks(plan).map(({ source }) => source)).toEqual([
      '# Mend it',
      'First I look.',
      '1. Move the guard\n   - with its tests',
      '2. Add a page',
      '```ts\nguard()\n```',
      '- One',
      '- Two',
    ])
  })

  it('are called by their first line, without its signs', () => {
    const named = planBlocks('## Mend **it**\n\n1. Use `guard`\n   now\n\n```ts\nguard()\n```').map(
      nameOf,
    )
    expect(named).toEqual(['Mend it', 'Use guard', 'guard()'])
  })

  it('an empty plan has none', () => expect(planBlocks(' \n')).toEqual([]))
})

describe('changes', () => {
  const changed = (before: string, after: string) =>
    planChanges(planBlocks(before), planBlocks(after)).map((change) =>
      change.kind === 'removed'
        ? `- ${change.block.says}`
        : `${{ same: '=', added: '+', changed: '~' }[change.kind]} ${change.at} ${change.block.source}`,
    )

  it.each([
    ['a', 'a', ['= 0 a']],
    ['', 'a', ['+ 0 a']],
    ['a', '', ['- a']],
    ['1. One\n2. Two', '1. New\n2. One\n3. Two', ['+ 0 1. New', '= 1 2. One', '= 2 3. Two']],
    [
      '1. Move the guard to the page\n2. Drop the cookie\n3. Test',
      '1. Keep the guard in the page\n2. Test\n3. Tell the users',
      [
        '~ 0 1. Keep the guard in the page',
        '- Drop the cookie',
        '= 1 2. Test',
        '+ 2 3. Tell the users',
      ],
    ],
  ])('%j → %j', (before, after, expected) => expect(changed(before, after)).toEqual(expected))

  it('are told by words where a block says nearly the same', () => {
    expect(wordPieces('Move the guard there', 'Keep the old guard there')).toEqual([
      { kind: 'removed', text: 'Move ' },
      { kind: 'added', text: 'Keep ' },
      { kind: 'same', text: 'the ' },
      { kind: 'added', text: 'old ' },
      { kind: 'same', text: 'guard there' },
    ])
  })
})

describe('comments', () => {
  const both = withComment(
    withComment(emptyPlanDraft, { at: 2, quote: '2. Add\na page', text: 'Which? ' }),
    { at: 0, quote: '# Mend it', text: 'Why?' },
  )

  it('become one message that quotes what each is about, in the order of the plan', () => {
    expect(rejection({ ...both, words: ' Not yet. ' }, 'My comments:')).toBe(
      'Not yet.\n\nMy comments:\n\n> # Mend it\n\nWhy?\n\n> 2. Add\n> a page\n\nWhich?',
    )
  })

  it('are left out where nothing was written', () => {
    expect(rejection(emptyPlanDraft, 'My comments:')).toBeNull()
    expect(rejection({ ...emptyPlanDraft, words: 'No.' }, 'My comments:')).toBe('No.')
    expect(withComment(both, { at: 2, quote: '', text: '' }).comments).toHaveLength(1)
  })

  it('come back as they were kept, whatever was kept', () => {
    expect(revivedPlanDraft(JSON.parse(JSON.stringify(both)))).toEqual(both)
    for (const broken of [undefined, null, 7, { comments: [{ at: 'x' }, 5], words: [] }])
      expect(revivedPlanDraft(broken)).toEqual(emptyPlanDraft)
  })
})
