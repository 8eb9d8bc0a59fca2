// One recipe as text, with what is wrong with it told while it is typed. It is saved by a press, or by Mod+Enter, and stays in
// the field until then, whatever another writes meanwhile.
import { readRecipe } from '@a-parallel/contract/model'
import type { Recipe, RecipeFault } from '@a-parallel/shared'
import { useId, useMemo, type RefObject } from 'react'
import { TextArea } from '../../../ui/controls/text-area.tsx'
import { FaultList } from '../fault-list.tsx'
import type { RecipeFieldProps } from './field-props.ts'
import { useSaving } from './saving.ts'
import { WaysOn } from './ways-on.tsx'

const asWritten = { spellCheck: false, autoCapitalize: 'off', autoCorrect: 'off' } as const

export function RecipeField(props: RecipeFieldProps) {
  const { title, detail, draft, box, none, beside } = props
  const id = useId()
  const faults = useFaults(draft.text, beside)
  const saving = useSaving(props, faults)
  return (
    <section aria-labelledby={`${id}-title`} className="flex flex-col gap-2">
      <h2 id={`${id}-title`} className="text-lg font-medium">
        {title}
      </h2>
      <p className="text-sm text-pretty text-muted">{detail}</p>
      <TextArea
        ref={box}
        label={title}
        value={draft.text}
        placeholder={none}
        minLines={6}
        maxLines={24}
        {...asWritten}
        aria-invalid={faults.length > 0}
        aria-describedby={`${id}-faults`}
        onChange={(event) => draft.write(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
          event.preventDefault()
          if (!saving.busy) saving.save?.()
        }}
        className="rounded-md border border-border bg-code! px-3 py-2 font-mono text-sm! aria-invalid:border-fail"
      />
      <output id={`${id}-faults`}>
        {faults.length > 0 && <FaultList faults={faults} onGo={(fault) => select(box, fault)} />}
      </output>
      <WaysOn {...props} saving={saving} />
    </section>
  )
}

function useFaults(text: string, beside: Recipe | undefined): readonly RecipeFault[] {
  return useMemo(() => {
    const read = readRecipe(text, beside)
    return text.trim() !== '' && read.kind === 'faulty' ? read.faults : []
  }, [text, beside])
}

/** Goes to the place of a fault. */
function select(box: RefObject<HTMLTextAreaElement | null>, { line, column }: RecipeFault): void {
  if (!box.current) return
  const before = box.current.value.split('\n').slice(0, line - 1)
  // Both are counted from 1.
  const at = before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1
  box.current.focus()
  box.current.setSelectionRange(at, at + 1)
}
