// Pasted JSON: what is wrong with it by line and column, or the servers in it, of which each fills the form in.
import { readPasted, type DraftFault, type ToolServerDraft } from '@a-parallel/contract/model'
import { CircleCheck } from 'lucide-react'
import { useEffect, useId, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/controls/button.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { TextArea } from '../../ui/controls/text-area.tsx'
import { NamesCheckout } from './fields/names-checkout.tsx'
import { keyOf, type Writing } from './writing.ts'
import { shownCommand } from './written.ts'

interface PastedServersProps {
  writing: Writing
  onText: (text: string) => void
  onFill: (draft: ToolServerDraft) => void
}

export function PastedServers({ writing, onText, onFill }: PastedServersProps) {
  const { t } = useTranslation()
  const id = useId()
  const { pasted: text, done } = writing
  const read = useMemo(() => (text.trim() === '' ? null : readPasted(text)), [text])
  const faults = read?.faults ?? []
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm text-pretty text-muted">{t('toolServers.jsonHint')}</p>
      <TextArea
        label={t('toolServers.byJson')}
        value={text}
        minLines={8}
        maxLines={16}
        spellCheck={false}
        autoCapitalize="off"
        autoCorrect="off"
        aria-invalid={faults.length > 0}
        aria-describedby={id}
        onChange={(event) => onText(event.target.value)}
        className="rounded-md border border-border bg-code! px-3 py-2 font-mono text-sm! aria-invalid:border-fail"
      />
      <output id={id}>
        {faults.length > 0 && <Faults faults={faults} />}
        {read?.kind === 'read' && (
          <Drafts
            drafts={read.drafts}
            done={done}
            projectId={writing.written.projectId}
            onFill={onFill}
          />
        )}
      </output>
    </div>
  )
}

function Faults({ faults }: { faults: readonly DraftFault[] }) {
  const { t } = useTranslation()
  return (
    <ul className="flex flex-col gap-1">
      {faults.map(({ line, column, path, code, said }) => (
        <li
          key={`${line} ${column} ${path} ${code}`}
          className="flex flex-wrap gap-x-2 text-sm wrap-anywhere"
        >
          <span className="text-fail">{t('preparation.place', { line, column })}</span>
          {path !== '' && <code>{path}</code>}
          <span>
            {code === 'syntax' && said === ''
              ? t('toolServers.fault.unfinished')
              : t(`toolServers.fault.${code}`, { said })}
          </span>
        </li>
      ))}
    </ul>
  )
}

type DraftsProps = {
  drafts: readonly ToolServerDraft[]
  done: Writing['done']
  /** The one that the form is for; empty: all projects. */
  projectId: string
  onFill: PastedServersProps['onFill']
}

function Drafts({ drafts, done, projectId, onFill }: DraftsProps) {
  const list = useRef<HTMLUListElement>(null)
  const begun = useRef(done.length > 0)
  useEffect(() => {
    // The button that had the focus went with the form.
    if (begun.current) list.current?.querySelector('button')?.focus()
  }, [])
  return (
    <ul ref={list} className="divide-y divide-line">
      {drafts.map((draft, index) => (
        // Nothing else tells two of the registry's packages apart, and they do not move.
        <Draft
          key={index}
          draft={draft}
          isDone={done.includes(keyOf(draft))}
          projectId={projectId}
          onFill={onFill}
        />
      ))}
    </ul>
  )
}

type DraftProps = { draft: ToolServerDraft; isDone: boolean } & Pick<
  DraftsProps,
  'projectId' | 'onFill'
>

function Draft({ draft, isDone, projectId, onFill }: DraftProps) {
  const { t } = useTranslation()
  const { name, transport } = draft
  const place =
    transport.type === 'stdio' ? shownCommand(transport.command, transport.args) : transport.url
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{name || t('toolServers.unnamed')}</span>
          <Badge>{t(`toolServers.type.${transport.type}`)}</Badge>
        </p>
        <code className="text-sm wrap-anywhere text-muted">{place}</code>
        {transport.type === 'stdio' && <NamesCheckout {...transport} projectId={projectId} />}
      </div>
      {isDone ? (
        <span className="flex min-h-8 items-center gap-1.5 text-sm text-run">
          <CircleCheck size={14} aria-hidden />
          {t('toolServers.isKept')}
        </span>
      ) : (
        <Button
          size="sm"
          aria-label={t('toolServers.lookAtOne', { name: name || place })}
          onClick={() => onFill(draft)}
        >
          {t('toolServers.lookAt')}
        </Button>
      )}
    </li>
  )
}
