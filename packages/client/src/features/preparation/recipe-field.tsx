// One recipe as text, with what is wrong with it told while it is typed. It is saved by a press, or by Mod+Enter.
import { readRecipe } from '@a-parallel/contract/model'
import type { Recipe, RecipeFault } from '@a-parallel/shared'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAttempt } from '../../api/use-attempt.ts'
import { Button } from '../../ui/controls/button.tsx'
import { TextArea } from '../../ui/controls/text-area.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { FaultList } from './fault-list.tsx'

export type RecipeFieldProps = {
  title: string
  detail: string
  /** As it is kept; null: there is none. */
  text: string | null
  /** What is in the field at first in place of it, to be looked at and saved; it gets the focus then. */
  begin?: string | undefined
  /** Said in the field while nothing stands in it. */
  none: string
  /** Of a person's own: the repository's, whose fields it takes the place of. */
  beside?: Recipe | undefined
  /** What one may begin from. */
  example: string
  note: string | null
  onSave: (text: string) => Promise<unknown>
  onRefused?: () => void
  onRemove?: () => Promise<unknown>
}

const asWritten = { spellCheck: false, autoCapitalize: 'off', autoCorrect: 'off' } as const

export function RecipeField(props: RecipeFieldProps) {
  const { title, detail, text, begin, beside, none, example, note } = props
  const { onSave, onRefused, onRemove } = props
  const words = useProblemWords()
  const ids = useId()
  const box = useFocused(begin !== undefined)
  const [written, setWritten] = useState(begin ?? text ?? '')
  const { busy, problem, attempt } = useAttempt(() => onRefused?.())
  const read = useMemo(() => readRecipe(written, beside), [written, beside])
  const faults = written.trim() !== '' && read.kind === 'faulty' ? read.faults : []
  const canSave = written.trim() !== '' && written !== text && faults.length === 0
  const save = () => attempt(() => onSave(written))
  const go = ({ line, column }: RecipeFault) => {
    const at = offsetOf(written, line, column)
    box.current?.focus()
    box.current?.setSelectionRange(at, at + 1)
  }
  return (
    <section aria-labelledby={`${ids}-title`} className="flex flex-col gap-2">
      <h2 id={`${ids}-title`} className="text-lg font-medium">
        {title}
      </h2>
      <p className="text-sm text-pretty text-muted">{detail}</p>
      <TextArea
        ref={box}
        label={title}
        value={written}
        placeholder={none}
        minLines={6}
        maxLines={24}
        {...asWritten}
        aria-invalid={faults.length > 0}
        aria-describedby={`${ids}-faults`}
        onChange={(event) => setWritten(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
          event.preventDefault()
          if (canSave) save()
        }}
        className="rounded-md border border-border bg-code! px-3 py-2 font-mono text-sm! aria-invalid:border-fail"
      />
      <output id={`${ids}-faults`}>
        {faults.length > 0 && <FaultList faults={faults} onGo={go} />}
      </output>
      {note && written === text && <p className="text-sm text-pretty text-need">{note}</p>}
      {problem && (
        <p role="alert" className="text-sm text-fail">
          {words(problem).text}
        </p>
      )}
      <Acts
        busy={busy}
        onSave={canSave ? save : undefined}
        onBegin={written.trim() === '' ? () => setWritten(example) : undefined}
        onUndo={text !== null && written !== text ? () => setWritten(text) : undefined}
        onRemove={text !== null && onRemove ? () => attempt(onRemove) : undefined}
      />
    </section>
  )
}

/** A box that takes the focus as it appears. */
function useFocused(when: boolean) {
  const box = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (when) box.current?.focus()
  }, [when])
  return box
}

type Press = (() => void) | undefined
type ActsProps = { busy: boolean; onSave: Press; onBegin: Press; onUndo: Press; onRemove: Press }

/** What cannot be done now is not offered; to save always is. */
function Acts({ busy, onSave, onBegin, onUndo, onRemove }: ActsProps) {
  const { t } = useTranslation()
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button weight="primary" busy={busy} disabled={!onSave} onClick={onSave}>
        {t('recipe.save')}
      </Button>
      {onBegin && <Button onClick={onBegin}>{t('recipe.example')}</Button>}
      {onUndo && (
        <Button weight="quiet" onClick={onUndo}>
          {t('recipe.undo')}
        </Button>
      )}
      {onRemove && (
        <Button weight="quiet" busy={busy} onClick={onRemove}>
          {t('recipe.remove')}
        </Button>
      )}
    </div>
  )
}

/** Both counted from 1. */
function offsetOf(text: string, line: number, column: number): number {
  const before = text.split('\n').slice(0, line - 1)
  return before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1
}
