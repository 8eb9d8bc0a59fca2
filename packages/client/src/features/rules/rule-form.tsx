// The rule that an answer is about to become, to be looked at and changed before it counts: what it will match is shown.
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ruleKindOf, ruleMatches, whyNot, type RuleSaying } from '@a-parallel/contract/model'
import type { Approval, RuleKind, RuleWords, ThreadView } from '@a-parallel/shared'
import { useIndex } from '../../live/use-index.ts'
import { Button } from '../../ui/controls/button.tsx'
import { isComposing } from '../../ui/controls/text-area.tsx'
import { inputLook } from '../../ui/controls/text-field.tsx'
import { meaningOf } from './meaning.ts'

type RuleFormProps = {
  view: ThreadView
  approval: Approval
  offered: RuleWords
  busy: boolean
  onMake: (rule: RuleWords) => void
  onBack: () => void
}

export function RuleForm({ view, approval, offered, busy, onMake, onBack }: RuleFormProps) {
  const { t } = useTranslation()
  const id = useId()
  const [tool, setTool] = useState(offered.tool)
  const [pattern, setPattern] = useState(offered.pattern ?? '')
  const kind = ruleKindOf(approval)
  const words = { tool: tool.trim(), pattern: pattern.trim() || null }
  const rule: RuleSaying = { kind, decision: 'allow', ...words }
  const fits = words.tool !== '' && ruleMatches(rule, approval)
  const send = () => fits && !busy && onMake(words)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape, from anywhere in it
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || isComposing(event)) return
        event.stopPropagation()
        onBack()
      }}
    >
      <p className="font-medium">{t('approvals.rule.title', { project: useProjectName(view) })}</p>
      <Fields id={id} kind={kind} fits={fits} {...{ tool, setTool, pattern, setPattern }} />
      <Preview id={id} rule={rule} fits={fits} earlier={view.approvals} />
      <div className="grid grid-cols-2 gap-2 sm:flex sm:justify-end">
        <Button className="max-sm:min-h-12" onClick={onBack}>
          {t('app.back')}
        </Button>
        <Button
          type="submit"
          weight="primary"
          busy={busy}
          disabled={!fits}
          className="max-sm:min-h-12"
        >
          {t('approvals.rule.make')}
        </Button>
      </div>
    </form>
  )
}

type FieldsProps = {
  id: string
  kind: RuleKind
  fits: boolean
  tool: string
  setTool: (tool: string) => void
  pattern: string
  setPattern: (pattern: string) => void
}

function Fields({ id, kind, fits, tool, setTool, pattern, setPattern }: FieldsProps) {
  const { t } = useTranslation()
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  return (
    <div className="grid gap-x-2 gap-y-1 sm:grid-cols-[10rem_1fr]">
      <label className="flex flex-col gap-1 text-sm text-muted">
        {t('approvals.rule.tool')}
        <input
          ref={kind === 'other' ? first : undefined}
          value={tool}
          onChange={(event) => setTool(event.target.value)}
          className={`${inputLook} max-sm:min-h-12`}
        />
      </label>
      {kind !== 'other' && (
        <label className="flex flex-col gap-1 text-sm text-muted">
          {t(`approvals.rule.${kind}`)}
          <input
            ref={first}
            value={pattern}
            spellCheck={false}
            autoCapitalize="off"
            aria-describedby={id}
            aria-invalid={!fits}
            onChange={(event) => setPattern(event.target.value)}
            className={`${inputLook} font-mono max-sm:min-h-12`}
          />
        </label>
      )}
    </div>
  )
}

type PreviewProps = {
  id: string
  rule: RuleSaying
  fits: boolean
  /** What was asked in this thread so far. */
  earlier: readonly Approval[]
}

function Preview({ id, rule, fits, earlier }: PreviewProps) {
  const { t } = useTranslation()
  const fault = whyNot(rule)
  const asked = earlier.filter(({ kind }) => kind === 'permission')
  const count = asked.filter((one) => ruleMatches(rule, one)).length
  return (
    <output id={id} className="block text-xs text-muted">
      {fault ? (
        <span className="text-fail">{t(`approvals.rule.fault.${fault}`)}</span>
      ) : fits ? (
        <>
          {t(`approvals.rule.means.${meaningOf(rule)}`)}{' '}
          {t('approvals.rule.earlier', { count, of: asked.length })}
        </>
      ) : (
        <span className="text-fail">{t('approvals.rule.mismatch')}</span>
      )}
    </output>
  )
}

function useProjectName({ projectId, projectPath }: ThreadView): string {
  const named = useIndex((index) =>
    index.kind === 'ready' ? index.projects.find(({ id }) => id === projectId)?.name : undefined,
  )
  return named ?? projectPath.split('/').at(-1) ?? ''
}
