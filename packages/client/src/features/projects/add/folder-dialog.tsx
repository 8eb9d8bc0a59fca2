// Asks for a folder: by its path, or by walking the folders. A refusal keeps the path and says what to do next.
import type { ProblemValue } from '@a-parallel/shared'
import { useRef, useState, type FormEvent, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../../../api/refusal.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { TextField } from '../../../ui/controls/text-field.tsx'
import { Dialog } from '../../../ui/overlays/dialog.tsx'
import { FolderBrowser } from './folder-browser.tsx'
import { folderOf } from './folders.ts'
import { RefusedPath } from './refused-path.tsx'

export type FolderDialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  detail: string
  /** What the button says, also while it is done. */
  action: string
  acting: string
  /** The folder to begin at. */
  from?: string
  /** Takes the folder; rejects with the refusal. */
  take: (path: string) => Promise<void>
}

export function FolderDialog(props: FolderDialogProps) {
  const { open, onOpenChange, title, detail, from = '~' } = props
  const { t } = useTranslation()
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const [folder, setFolder] = useState(from)
  const { refused, busy, take, forget } = useTaking(async (path) => {
    await props.take(path)
    setTyped('')
  })
  const path = typed.trim()
  const choose = (chosen: string) => {
    setTyped(chosen)
    forget()
  }
  const type = (text: string) => {
    choose(text)
    const shown = folderOf(text)
    if (shown !== null) setFolder(shown)
  }
  const takeInstead = (instead: string) => {
    setTyped(instead)
    void take(instead)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (path !== '') void take(path)
  }
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      description={detail}
      closeLabel={t('app.close')}
      shape="wide"
      initialFocus={field}
      footer={<Footer {...props} busy={busy} ready={path !== ''} />}
    >
      <form id="folder" onSubmit={submit} className="flex flex-col gap-3">
        <PathField ref={field} value={typed} onType={type} />
        {refused && <RefusedPath {...refused} onInstead={takeInstead} />}
        <FolderBrowser
          folder={folder}
          typed={typed}
          onFolder={(next) => {
            setFolder(next)
            choose('')
          }}
          onChoose={choose}
        />
      </form>
    </Dialog>
  )
}

type FooterProps = FolderDialogProps & { busy: boolean; ready: boolean }

function Footer({ busy, ready, onOpenChange, action, acting }: FooterProps) {
  const { t } = useTranslation()
  return (
    <>
      <Button onClick={() => onOpenChange(false)}>{t('app.cancel')}</Button>
      <Button type="submit" form="folder" weight="primary" busy={busy} disabled={!ready}>
        {busy ? acting : action}
      </Button>
    </>
  )
}

type PathFieldProps = {
  ref: Ref<HTMLInputElement>
  value: string
  onType: (text: string) => void
}

function PathField({ ref, value, onType }: PathFieldProps) {
  const { t } = useTranslation()
  return (
    <TextField
      ref={ref}
      label={t('addProject.path')}
      hint={t('addProject.pathHint')}
      value={value}
      spellCheck={false}
      autoCapitalize="none"
      autoComplete="off"
      className="font-mono text-sm"
      onChange={(event) => onType(event.target.value)}
    />
  )
}

/** Hands a path over; remembers why it was not taken. */
function useTaking(hand: (path: string) => Promise<void>) {
  const [refused, setRefused] = useState<{ path: string; problem: ProblemValue }>()
  const [busy, setBusy] = useState(false)
  const take = async (path: string) => {
    setBusy(true)
    setRefused(undefined)
    try {
      await hand(path)
    } catch (cause) {
      setRefused({ path, problem: problemOf(cause) })
    }
    setBusy(false)
  }
  return { refused, busy, take, forget: () => setRefused(undefined) }
}
