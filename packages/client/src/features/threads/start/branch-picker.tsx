// Chooses the branch that a thread's own branch begins at. Typing narrows; arrows move; Enter takes.
import type { Branch, ProjectId } from '@a-parallel/shared'
import { ChevronDown, GitBranch } from 'lucide-react'
import { useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useBranches } from '../../../api/queries.ts'
import { problemOf } from '../../../api/refusal.ts'
import { TextField } from '../../../ui/controls/text-field.tsx'
import { Badge } from '../../../ui/display/badge.tsx'
import { Skeleton } from '../../../ui/display/skeleton.tsx'
import { Popover } from '../../../ui/overlays/popover.tsx'
import { useProblemWords } from '../../../words/problem-text.ts'
import { matchingBranches } from './branches.ts'
import { choiceFieldLook, choiceLook } from './choice-look.ts'

export type BranchPickerProps = {
  projectId: ProjectId
  /** Null: the default branch. */
  value: string | null
  defaultBranch: string
  onChange: (branch: string | null) => void
  /** It stands among fields, and looks like one. */
  asField?: boolean
}

export function BranchPicker(props: BranchPickerProps) {
  const { t } = useTranslation()
  const { value, defaultBranch, asField = false } = props
  return (
    <Popover
      label={t('new.base')}
      worded
      triggerClassName={asField ? choiceFieldLook : choiceLook}
      trigger={
        <>
          <GitBranch size={14} aria-hidden className="shrink-0" />
          <span className="sr-only">{t('new.base')}</span>
          <span className="max-w-40 truncate">{value ?? defaultBranch}</span>
          {asField && <ChevronDown size={14} aria-hidden className="ms-auto shrink-0 text-muted" />}
        </>
      }
    >
      {(close) => <BranchList {...props} close={close} />}
    </Popover>
  )
}

function BranchList({
  projectId,
  value,
  defaultBranch,
  onChange,
  close,
}: BranchPickerProps & { close: () => void }) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const list = useRef<HTMLUListElement>(null)
  const [search, setSearch] = useState('')
  const { data, error } = useBranches(projectId)
  const { shown, more } = matchingBranches(data?.branches ?? [], search)
  const take = (name: string | undefined) => {
    if (name === undefined) return
    onChange(name === defaultBranch ? null : name)
    close()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const inField = event.target instanceof HTMLInputElement
    if (step === undefined && !(inField && event.key === 'Enter')) return
    event.preventDefault()
    if (step === undefined) return take(shown[0]?.name)
    const rows = [...(list.current?.querySelectorAll('button') ?? [])]
    const at = rows.findIndex((row) => row === document.activeElement)
    rows[Math.max(0, Math.min(rows.length - 1, at + step))]?.focus()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys of the field and the rows bubble here
    <div className="flex flex-col gap-2" onKeyDown={onKeyDown}>
      <TextField
        label={t('new.baseSearch')}
        hideLabel
        placeholder={t('new.baseSearch')}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      {error && <p className="text-sm text-fail">{words(problemOf(error)).text}</p>}
      {!data && !error && <Skeleton lines={['60%', '45%', '70%']} className="p-2" />}
      <ul ref={list} aria-label={t('new.base')} className="flex flex-col">
        {shown.map((branch) => (
          <li key={`${branch.kind}:${branch.name}`}>
            <BranchRow
              branch={branch}
              chosen={branch.name === (value ?? defaultBranch)}
              onTake={() => take(branch.name)}
            />
          </li>
        ))}
      </ul>
      {data && shown.length === 0 && <p className="px-2 text-sm text-muted">{t('new.baseNone')}</p>}
      {more > 0 && <p className="px-2 text-xs text-muted">{t('new.baseMore', { count: more })}</p>}
    </div>
  )
}

type BranchRowProps = { branch: Branch; chosen: boolean; onTake: () => void }

function BranchRow({ branch, chosen, onTake }: BranchRowProps) {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      aria-pressed={chosen}
      onClick={onTake}
      className="ring-inset-focus flex min-h-8 w-full items-center gap-2 rounded-sm px-2 text-start hover:bg-hover aria-pressed:bg-selected touch-target"
    >
      <span className="min-w-0 flex-1 truncate font-mono text-sm">{branch.name}</span>
      {branch.isDefault && <Badge>{t('new.baseDefault')}</Badge>}
      {branch.kind === 'remote' && <Badge>{t('new.baseRemote')}</Badge>}
    </button>
  )
}
