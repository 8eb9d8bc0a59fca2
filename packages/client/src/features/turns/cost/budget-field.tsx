// One budget in dollars: empty means no limit. Saved by its button or Enter; a refusal stands below it.
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../../../api/refusal.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { TextField } from '../../../ui/controls/text-field.tsx'
import { useProblemWords } from '../../../words/problem-text.ts'

type Props = { label: string; value: number | null; save: (usd: number | null) => Promise<unknown> }

export function BudgetField({ label, value, save }: Props) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const [text, setText] = useState(value === null ? '' : String(value))
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const usd = text.trim() === '' ? null : Number(text)
    if (usd !== null && !(usd > 0)) return setError(t('budget.invalid'))
    setBusy(true)
    setError(undefined)
    save(usd)
      .catch((cause: unknown) => setError(words(problemOf(cause)).text))
      .finally(() => setBusy(false))
  }
  const same = (value === null ? '' : String(value)) === text.trim()
  return (
    <form onSubmit={submit} className="flex items-end gap-2">
      <div className="min-w-0 flex-1">
        <TextField
          label={label}
          error={error}
          inputMode="decimal"
          placeholder={t('budget.none')}
          value={text}
          onChange={(event) => setText(event.target.value.replace(',', '.'))}
        />
      </div>
      <Button type="submit" disabled={same} busy={busy}>
        {t('app.save')}
      </Button>
    </form>
  )
}
