// The elements of the headings in one text of an agent: below the page's h2, and never one deeper than the one before allows,
// whatever depths the agent wrote. What else of the conversation is on the page makes no difference.
const tags = ['h3', 'h4', 'h5', 'h6'] as const

export type HeadingTag = (typeof tags)[number]

/** For each block the element of its headings; `depths` as in Blocks. */
export function headingTags(depths: readonly number[]): HeadingTag[] {
  const above: number[] = []
  return depths.map((depth) => {
    // One inside a list or a quote comes below the section that it stands in.
    if (depth === 0) return tags[above.length] ?? 'h6'
    while ((above.at(-1) ?? 0) >= depth) above.pop()
    const tag = tags[above.length] ?? 'h6'
    above.push(depth)
    return tag
  })
}
