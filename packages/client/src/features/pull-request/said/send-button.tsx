// Hands something to the agent by one press. Pressed again after a failure it is the same message.
import type { ProblemValue } from '@a-parallel/shared'
import { Bot, Check } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../../../api/refusal.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { useProblemWords } from '../../../words/problem-text.ts'

type SendButtonProps = {
  /** What is sent, for who does not see where the button stands. */
  about: string
  send: (id: string) => Promise<void>
}

export function SendButton({ about, send }: SendButtonProps) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const id = useRef<string>(undefined)
  const [state, setState] = useState<'idle' | 'sending' | 'sent'>('idle')
  const [problem, setProblem] = useState<ProblemValue>()
  const press = () => {
    id.current ??= crypto.randomUUID()
    setState('sending')
    setProblem(undefined)
    send(id.current)
      .then(() => {
        id.current = undefined
        setState('sent')
      })
      .catch((cause: unknown) => {
        setProblem(problemOf(cause))
        setState('idle')
      })
  }
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Button
        size="sm"
        busy={state === 'sending'}
        aria-label={t('pullRequest.sendAbout', { about })}
        icon={state === 'sent' ? <Check size={14} aria-hidden /> : <Bot size={14} aria-hidden />}
        onClick={press}
      >
        {t(state === 'sent' ? 'pullRequest.sendAgain' : 'pullRequest.send')}
      </Button>
      <output className="text-xs text-muted empty:hidden">
        {state === 'sent' && t('pullRequest.sent')}
      </output>
      <span role="alert" className="text-sm text-fail empty:hidden">
        {problem && words(problem).text}
      </span>
    </span>
  )
}
