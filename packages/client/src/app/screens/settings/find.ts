// Which sections and settings a search finds. Pure.

export interface Findable {
  id: string
  /** As the person reads it. */
  title: string
  finds: readonly { id: string; words: string }[]
}

/** Sections that hold the words in their title or in a setting of theirs, with those settings. Without words: all, bare. */
export function findSettings<S extends Findable>(
  sections: readonly S[],
  words: string,
): { section: S; found: S['finds'][number][] }[] {
  const sought = folded(words).split(/\s+/).filter(Boolean)
  const holds = (text: string) => sought.every((word) => folded(text).includes(word))
  return sections.flatMap((section) => {
    if (sought.length === 0) return [{ section, found: [] }]
    const found = section.finds.filter((setting) => holds(setting.words))
    return found.length > 0 || holds(section.title) ? [{ section, found }] : []
  })
}

/** Without case and accents: "tamano" finds "Tamaño". */
function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()
}
