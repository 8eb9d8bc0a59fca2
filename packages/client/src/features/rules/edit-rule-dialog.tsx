// Changes what a rule is about and what it says. What was typed stays when it is refused.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { whyNot } from '@a-parallel/contract/model'
import type { Rule } from '@a-parallel/shared'
import { useRulesChanged } from '../../api/queries.ts'
import { problemOf } from '../../api/refusal.ts'
import { Button } from '../../ui/controls/button.tsx'
import { Segmented } from '../../ui/controls/segmented.tsx'
import { TextField } from '../../ui/controls/text-field.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { useDialogLabels } from '../../words/dialog-labels.ts'
import { useProblemWords } from '../../words/problem-text.ts'
import { changeRule } from './change.ts'

const form = 'rule-dialog'
const decisions = ['allow', 'deny'] as const

export function EditRuleDialog({ rule, onClose }: { rule: Rule; onClose: () => void }) {
  const { t } = useTranslation()
  const labels = useDialogLabels()
  const [tool, setTool] = useState(rule.tool)
  const [pattern, setPattern] = useState(rule.pattern ?? '')
  const [decision, setDecision] = useState(rule.decision)
  const body = { tool: tool.trim(), pattern: pattern.trim() || null, decision }
  const fault = whyNot({ kind: rule.kind, ...body })
  const fit = fault === null && body.tool !== ''
  const { save, busy, refused } = useSave(rule, body, onClose)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('rules.editTitle')}
      closeLabel={labels.close}
      footer={
        <>
          <Button onClick={onClose}>{labels.cancel}</Button>
          <Button type="submit" form={form} weight="primary" busy={busy} disabled={!fit}>
            {labels.save}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (fit) void save()
        }}
      >
        <Segmented
          label={t('rules.decision')}
          value={decision}
          options={decisions.map((value) => ({ value, label: t(`rules.${value}`) }))}
          onChange={setDecision}
        />
        <TextField
          label={t('approvals.rule.tool')}
          value={tool}
          onChange={(event) => setTool(event.target.value)}
        />
        {rule.kind !== 'other' && (
          <Pattern kind={rule.kind} value={pattern} fault={fault} onChange={setPattern} />
        )}
        <p role="alert" className="text-fail empty:hidden">
          {refused}
        </p>
      </form>
    </Dialog>
  )
}

type PatternProps = {
  kind: Exclude<Rule['kind'], 'other'>
  value: string
  fault: ReturnType<typeof whyNot>
  onChange: (value: string) => void
}

function Pattern({ kind, value, fault, onChange }: PatternProps) {
  const { t } = useTranslation()
  return (
    <TextField
      label={t(`approvals.rule.${kind}`)}
      value={value}
      spellCheck={false}
      autoCapitalize="off"
      className="font-mono"
      error={fault && t(`approvals.rule.fault.${fault}`)}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

/** Keeps the change; what was refused is said. */
function useSave(rule: Rule, body: Pick<Rule, 'tool' | 'pattern' | 'decision'>, done: () => void) {
  const words = useProblemWords()
  const changed = useRulesChanged()
  const [refused, setRefused] = useState<string>()
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      await changeRule(rule, body, changed)
      done()
    } catch (cause) {
      setRefused(words(problemOf(cause)).text)
      setBusy(false)
    }
  }
  return { save, busy, refused }
}
