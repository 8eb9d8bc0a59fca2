// A new skill in a person's own words: how it is called, when agents are to use it, what they are to do.
import type { Project, ProjectId } from '@a-parallel/shared'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSkillActs } from '../../../api/skills.ts'
import { useAttempt } from '../../../api/use-attempt.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { Field } from '../../../ui/controls/field.tsx'
import { inputLook, TextField } from '../../../ui/controls/text-field.tsx'
import { TextArea } from '../../../ui/controls/text-area.tsx'
import { Dialog } from '../../../ui/overlays/dialog.tsx'
import { showToast } from '../../../ui/overlays/toast-store.ts'
import { useDialogLabels } from '../../../words/dialog-labels.ts'
import { isSkillName, newSkillText } from './new-skill-text.ts'
import { Refused } from '../refused.tsx'

type WriteDialogProps = { project: Project | null; place: ProjectId | null; onClose: () => void }

const form = 'write-skill'

export function WriteDialog({ project, place, onClose }: WriteDialogProps) {
  const { t } = useTranslation()
  const { close, cancel } = useDialogLabels()
  const { write } = useSkillActs(project?.id ?? null)
  const { busy, problem, attempt } = useAttempt(() => undefined)
  const [said, setSaid] = useState({ name: '', description: '', hint: '', body: '' })
  const set = (field: keyof typeof said) => (value: string) => setSaid({ ...said, [field]: value })
  const isNamed = isSkillName(said.name)
  const isReady = isNamed && said.description.trim() !== '' && said.body.trim() !== ''
  const save = async () => {
    await write(place, { name: said.name, text: newSkillText(said), was: null })
    showToast(t('skills.written', { name: said.name }), { tone: 'good' })
    onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('skills.write.title')}
      description={t('skills.write.detail')}
      closeLabel={close}
      shape="wide"
      footer={
        <>
          <Button onClick={onClose}>{cancel}</Button>
          <Button type="submit" form={form} weight="primary" busy={busy} disabled={!isReady}>
            {t('app.save')}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady) attempt(save)
        }}
      >
        <Names said={said} set={set} isNamed={isNamed} />
        <Body value={said.body} onChange={set('body')} />
        <Refused problem={problem} />
      </form>
    </Dialog>
  )
}

type NamesProps = {
  said: { name: string; description: string; hint: string }
  set: (field: 'name' | 'description' | 'hint') => (value: string) => void
  isNamed: boolean
}

function Names({ said, set, isNamed }: NamesProps) {
  const { t } = useTranslation()
  return (
    <>
      <TextField
        label={t('skills.write.name')}
        hint={t('skills.write.nameHint')}
        error={said.name !== '' && !isNamed && t('skills.faults.name-invalid', { said: said.name })}
        value={said.name}
        spellCheck={false}
        autoComplete="off"
        className="font-mono"
        onChange={(event) => set('name')(event.target.value)}
      />
      <TextField
        label={t('skills.write.description')}
        hint={t('skills.write.descriptionHint')}
        value={said.description}
        maxLength={1536}
        onChange={(event) => set('description')(event.target.value)}
      />
      <TextField
        label={t('skills.write.hint')}
        hint={t('skills.write.hintHint')}
        value={said.hint}
        maxLength={100}
        placeholder={t('skills.write.hintExample')}
        onChange={(event) => set('hint')(event.target.value)}
      />
    </>
  )
}

function Body({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation()
  const label = t('skills.write.body')
  return (
    <Field label={label} hint={t('skills.write.bodyHint')}>
      {(slot) => (
        <TextArea
          {...slot}
          label={label}
          value={value}
          minLines={8}
          maxLines={20}
          onChange={(event) => onChange(event.target.value)}
          className={`${inputLook} font-mono text-sm!`}
        />
      )}
    </Field>
  )
}
