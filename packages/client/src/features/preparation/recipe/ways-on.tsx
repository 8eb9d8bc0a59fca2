// What stands under the field of a recipe: how what is in it stands to what is kept, and what can be done with it.
import type { ProblemValue } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import { showToast } from '../../../ui/overlays/toast-store.ts'
import { useProblemWords } from '../../../words/problem-text.ts'
import { Acts } from './acts.tsx'
import type { RecipeFieldProps } from './field-props.ts'
import { Overtaken } from './overtaken.tsx'
import type { Saving } from './saving.ts'

export type WaysOnProps = RecipeFieldProps & { saving: Saving }

export function WaysOn({ there, draft, box, example, note, saving }: WaysOnProps) {
  const { t } = useTranslation()
  const { text, isChanged, isOvertaken } = draft
  const { busy, problem, isSaved, save, saveOver, remove } = saving
  /** The button that is pressed goes. */
  const toBox = (act: () => void) => () => {
    act()
    box.current?.focus()
  }
  const giveUp = toBox(() => {
    const run = draft.giveUp()
    showToast(t('recipe.givenUp'), { action: { label: t('threads.undo'), run } })
  })
  return (
    <>
      {note && !isChanged && <p className="text-sm text-pretty text-need">{note}</p>}
      <output>
        {isOvertaken && (
          <Overtaken
            there={there}
            busy={busy}
            onTake={giveUp}
            onOver={saveOver && toBox(saveOver)}
          />
        )}
      </output>
      <Refusal problem={problem} />
      <Acts
        busy={busy}
        onSave={save}
        onBegin={text.trim() === '' ? toBox(() => draft.write(example)) : undefined}
        onUndo={there !== null && isChanged && !isOvertaken ? giveUp : undefined}
        onRemove={remove && toBox(remove)}
      />
      <output className="text-sm text-muted empty:hidden">
        {isChanged ? t('recipe.unsaved') : isSaved && t('recipe.saved')}
      </output>
    </>
  )
}

function Refusal({ problem }: { problem: ProblemValue | undefined }) {
  const { t } = useTranslation()
  const words = useProblemWords()
  if (!problem) return null
  const isOther = problem.code === 'changed_meanwhile'
  return (
    <p role="alert" className="text-sm text-fail">
      {isOther ? t('recipe.another') : words(problem).text}
    </p>
  )
}
