// In the place of a character that cannot be seen: its name. It is not copied with the text.
import { useHiddenWords } from '../../words/hidden-words.ts'

/** @param props.sign its name, such as `U+202E`. */
export function HiddenSign({ sign }: { sign: string }) {
  const words = useHiddenWords()(sign)
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
