// Asks for another name of something. What was typed stays when it is refused.
import { useState } from 'react'
import { Button } from '../controls/button.tsx'
import { TextField } from '../controls/text-field.tsx'
import { Dialog } from './dialog.tsx'

export type NameDialogProps = {
  title: string
  /** Of the field. */
  label: string
  value: string
  /** Characters. */
  most: number
  labels: { close: string; cancel: string; save: string }
  /** Keeps the name; what it returns says why it was refused. */
  onSave: (name: string) => Promise<string | undefined>
  onClose: () => void
}

const form = 'name-dialog'

export function NameDialog({
  title,
  label,
  value,
  most,
  labels,
  onSave,
  onClose,
}: NameDialogProps) {
  const [name, setName] = useState(value)
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const chosen = name.trim()
  const save = async () => {
    setBusy(true)
    const refused = await onSave(chosen)
    if (refused === undefined) return onClose()
    setError(refused)
    setBusy(false)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      closeLabel={labels.close}
      footer={
        <>
          <Button onClick={onClose}>{labels.cancel}</Button>
          <Button type="submit" form={form} weight="primary" busy={busy} disabled={chosen === ''}>
            {labels.save}
          </Button>
        </>
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault()
          if (chosen !== '') void save()
        }}
      >
        <TextField
          label={label}
          value={name}
          maxLength={most}
          error={error}
          onChange={(event) => setName(event.target.value)}
        />
      </form>
    </Dialog>
  )
}
