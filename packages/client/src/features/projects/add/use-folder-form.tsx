// The form that asks for a folder: by its path, by what was found, or by walking the folders. A refusal keeps the path and
// says what to do next.
import type { ProblemValue } from '@a-parallel/shared'
import { useRef, useState, type FormEvent, type ReactNode, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../../../api/refusal.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { TextField } from '../../../ui/controls/text-field.tsx'
import { FolderBrowser } from './folder-browser.tsx'
import { folderOf, meantPath } from './folders.ts'
import { RefusedPath } from './refused-path.tsx'

export type FolderFormProps = {
  /** What the button says, also while it is done. */
  action: string
  acting: string
  /** The folder to begin at. */
  from?: string
  /** Drawn between the path and the folders: others to take, where they fit what is typed. */
  renderOffered?: (take: (path: string) => void, typed: string) => ReactNode
  /** Takes the folder; rejects with the refusal. */
  take: (path: string) => Promise<void>
  /** Makes a repository of a folder that is none. */
  make?: (path: string) => Promise<void>
}

export function useFolderForm(props: FolderFormProps & { onCancel: () => void }) {
  const { from = '~', renderOffered, make } = props
  const field = useRef<HTMLInputElement>(null)
  const [value, setValue] = useState('')
  /** What narrows the lists. A row that is chosen does not: the lists would move under the pointer. */
  const [typed, setTyped] = useState('')
  const [folder, setFolder] = useState(from)
  const { refused, busy, hand, forget } = useHanding(() => {
    setValue('')
    setTyped('')
  })
  const path = meantPath(value, typed)
  const take = (chosen: string) => {
    setValue(chosen)
    void hand(chosen, props.take)
  }
  const choose = (chosen: string) => {
    setValue(chosen)
    forget()
  }
  const type = (text: string) => {
    choose(text)
    setTyped(text)
    const shown = folderOf(text)
    if (shown !== null) setFolder(shown)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (path !== '') take(path)
  }
  const body = (
    <form id="folder" onSubmit={submit} className="flex flex-col gap-3">
      <PathField ref={field} value={value} onType={type} />
      {refused && (
        <RefusedPath
          {...refused}
          busy={busy}
          onInstead={take}
          onMake={make && (() => void hand(refused.path, make))}
        />
      )}
      {!refused && renderOffered?.(take, typed)}
      <FolderBrowser
        folder={folder}
        typed={typed}
        chosen={path}
        onFolder={(next) => {
          setFolder(next)
          setTyped('')
          choose('')
        }}
        onChoose={choose}
      />
    </form>
  )
  const isRefused = refused?.path === path
  const footer = <Footer {...props} busy={busy} ready={path !== ''} isRefused={isRefused} />
  return { field, body, footer }
}

type FooterProps = Pick<FolderFormProps, 'action' | 'acting'> & {
  busy: boolean
  ready: boolean
  /** What helps is offered above: to try the same again is no longer the next step. */
  isRefused: boolean
  onCancel: () => void
}

function Footer({ busy, ready, isRefused, onCancel, action, acting }: FooterProps) {
  const { t } = useTranslation()
  return (
    <>
      <Button onClick={onCancel}>{t('app.cancel')}</Button>
      <Button
        type="submit"
        form="folder"
        weight={isRefused ? 'normal' : 'primary'}
        busy={busy}
        disabled={!ready}
      >
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
function useHanding(done: () => void) {
  const [refused, setRefused] = useState<{ path: string; problem: ProblemValue }>()
  const [busy, setBusy] = useState(false)
  const hand = async (path: string, to: (path: string) => Promise<void>) => {
    setBusy(true)
    setRefused(undefined)
    try {
      await to(path)
      done()
    } catch (cause) {
      setRefused({ path, problem: problemOf(cause) })
    }
    setBusy(false)
  }
  return { refused, busy, hand, forget: () => setRefused(undefined) }
}
