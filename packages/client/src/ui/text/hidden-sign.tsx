// In the place of a character that cannot be seen: its name. It is not copied with the text.
type HiddenSignProps = {
  /** `U+202E`. */
  sign: string
  /** What is said of it. */
  words: string
}

export function HiddenSign({ sign, words }: HiddenSignProps) {
  return (
    <span
      title={words}
      className="tint mx-px rounded-sm border border-current px-0.5 font-sans text-xs text-need select-none"
    >
      <span aria-hidden>{sign}</span>
      <span className="sr-only">{words}</span>
    </span>
  )
}
