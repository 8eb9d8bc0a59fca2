// A text of the agent's, letter by letter. Scrolls, is never cut.
import { ScrollBox } from '../../../ui/layout/scroll-box.tsx'

export function Whole({ text, label }: { text: string; label: string }) {
  return (
    <ScrollBox
      as="pre"
      label={label}
      className="max-h-64 overflow-auto rounded-md border border-line bg-code px-3 py-2 text-sm whitespace-pre-wrap wrap-anywhere"
    >
      {text}
    </ScrollBox>
  )
}
