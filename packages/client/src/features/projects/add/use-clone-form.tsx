// The form that asks what to clone, and where to. What is wrong with an address is said while it is typed.
import { cloneName, readCloneAddress } from '@a-parallel/contract/model'
import { useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useClonesAgain } from '../../../api/projects/adding.ts'
import { callApi } from '../../../api/call.ts'
import { useAttempt } from '../../../api/use-attempt.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { TextField } from '../../../ui/controls/text-field.tsx'
import { useProblemWords } from '../../../words/problem-text.ts'
import { useProjects } from '../use-projects.ts'
import { recentPlaces } from './folders.ts'

const plain = { spellCheck: false, autoCapitalize: 'none', autoComplete: 'off' } as const
const look = 'font-mono text-sm'

export function useCloneForm({ onCancel }: { onCancel: () => void }) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const field = useRef<HTMLInputElement>(null)
  const form = useCloneFields()
  const { busy, problem, attempt } = useAttempt(() => undefined)
  const again = useClonesAgain()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!form.ready) return
    attempt(async () => {
      await callApi('startClone', { body: form.ask })
      form.clear()
      await again()
    })
  }
  const refused = problem && words(problem)
  const body = (
    <form id="clone" onSubmit={submit} className="flex flex-col gap-3">
      <TextField
        {...plain}
        ref={field}
        label={t('clone.address')}
        hint={t('clone.addressHint')}
        error={form.fault && t(`clone.fault.${form.fault}`)}
        value={form.address}
        className={look}
        onChange={(event) => form.setAddress(event.target.value)}
      />
      <div className="grid grid-cols-[2fr_1fr] gap-3 max-sm:grid-cols-1">
        <TextField
          {...plain}
          label={t('clone.into')}
          value={form.ask.into}
          className={look}
          onChange={(event) => form.setInto(event.target.value)}
        />
        <TextField
          {...plain}
          label={t('clone.name')}
          error={form.badName && t('clone.badName')}
          value={form.ask.name ?? ''}
          className={look}
          onChange={(event) => form.setName(event.target.value)}
        />
      </div>
      <div role="alert" className="text-sm whitespace-pre-line text-fail empty:hidden">
        {refused && [refused.text, refused.detail].filter(Boolean).join('\n')}
      </div>
    </form>
  )
  const footer = <CloneFooter busy={busy} ready={form.ready} onCancel={onCancel} />
  return { field, body, footer }
}

type CloneFooterProps = { busy: boolean; ready: boolean; onCancel: () => void }

function CloneFooter({ busy, ready, onCancel }: CloneFooterProps) {
  const { t } = useTranslation()
  return (
    <>
      <Button onClick={onCancel}>{t('app.close')}</Button>
      <Button type="submit" form="clone" weight="primary" busy={busy} disabled={!ready}>
        {t('clone.start')}
      </Button>
    </>
  )
}

/** The name follows the address until somebody writes another. */
function useCloneFields() {
  const [address, setAddress] = useState('')
  const [into, setInto] = useState<string | null>(null)
  const [name, setName] = useState<string | null>(null)
  const usual = recentPlaces(useProjects())[0] ?? '~'
  const read = readCloneAddress(address)
  const given = read.kind === 'refused' ? '' : read.name
  const ask = { from: address.trim(), into: into ?? usual, name: name ?? given }
  const badName = name !== null && !cloneName.test(name)
  const ready = read.kind !== 'refused' && ask.into.trim() !== '' && cloneName.test(ask.name)
  return {
    address,
    setAddress,
    setInto,
    setName,
    ask,
    badName,
    ready,
    fault: read.kind === 'refused' && read.fault !== 'empty' ? read.fault : null,
    clear: () => {
      setAddress('')
      setName(null)
    },
  }
}
