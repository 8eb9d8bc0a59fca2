// Which sections and settings a search finds. Pure.

export interface Findable {
  id: string
  /** As the person reads it. */
  title: string
  finds: readonly { id: string; words: string; also: readonly string[] }[]
}

export interface Found {
  id: string
  words: string
  /** What it was found by where that is not what it is called. */
  by: string | null
}

/** Sections that hold the words in their title or in a setting of theirs, with those settings. Without words: all, bare. */
export function findSettings<S extends Findable>(
  sections: readonly S[],
  words: string,
): { section: S; found: Found[] }[] {
  const sought = folded(words).split(/\s+/).filter(Boolean)
  const holds = (text: string) => sought.every((word) => folded(text).includes(word))
  return sections.flatMap((section) => {
    if (sought.length === 0) return [{ section, found: [] }]
    const found = section.finds
      .filter((place) => holds([place.words, ...place.also].join('\n')))
      .map(({ id, words: name, also }) => ({
        id,
        words: name,
        by: holds(name) ? null : closest(also, sought),
      }))
    return found.length > 0 || holds(section.title) ? [{ section, found }] : []
  })
}

/** The first of those that hold most of the words. */
function closest(texts: readonly string[], sought: readonly string[]): string | null {
  const held = (text: string) => sought.filter((word) => folded(text).includes(word)).length
  const [first = null] = texts.toSorted((a, b) => held(b) - held(a))
  return first
}

/** Without case and accents: "tamano" finds "Tamaño". */
function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()
}
