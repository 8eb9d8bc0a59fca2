// What a browser that the server does not know shows: which link to open, and a field for it. Covers the page without
// taking it down, so that nothing typed there is lost.
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { codeIn, signInWith, useSignInProblem } from '../../api/exchange.ts'
import { Button } from '../../ui/controls/button.tsx'
import { TextField } from '../../ui/controls/text-field.tsx'
import { useProblemWords } from '../../words/problem-text.ts'

export type SignInFormProps = {
  /** It was signed in before: something behind this screen waits. */
  again: boolean
}

export function SignInForm({ again }: SignInFormProps) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const problem = useSignInProblem((state) => state.problem)
  const [pasted, setPasted] = useState('')
  const [busy, setBusy] = useState(false)
  const [noCode, setNoCode] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const code = codeIn(pasted)
    setNoCode(code === null)
    if (code === null) return
    setBusy(true)
    await signInWith(code)
    setBusy(false)
  }
  const wrong = noCode ? t('signIn.noCode') : problem && words(problem).text
  return (
    <form onSubmit={(event) => void submit(event)} className="flex w-full max-w-md flex-col gap-4">
      <div className="flex flex-col gap-2">
        <h1 tabIndex={-1} className="text-xl font-semibold tracking-tight outline-none">
          {t('signIn.title')}
        </h1>
        {again && <p className="text-need">{t('signIn.again')}</p>}
        <p className="text-pretty text-muted">{t('signIn.lead')}</p>
        <code className="rounded-md border border-line bg-code px-2.5 py-1.5 text-sm wrap-anywhere">
          {t('signIn.example', { origin: location.origin })}
        </code>
      </div>
      <TextField
        label={t('signIn.field')}
        hint={t('signIn.hint')}
        error={wrong}
        value={pasted}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="none"
        onChange={(event) => {
          setPasted(event.target.value)
          setNoCode(false)
        }}
      />
      <Button
        type="submit"
        weight="primary"
        busy={busy}
        disabled={pasted.trim() === ''}
        className="self-start"
      >
        {t(busy ? 'signIn.busy' : 'signIn.button')}
      </Button>
    </form>
  )
}
