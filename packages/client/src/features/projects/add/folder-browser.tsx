// Walks the folders of the machine that the server runs on. What is typed narrows the list, what is chosen in it does not.
import { ArrowUp } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFolders, useSetup } from '../../../api/queries.ts'
import { problemOf } from '../../../api/refusal.ts'
import { IconButton } from '../../../ui/controls/icon-button.tsx'
import { Switch } from '../../../ui/controls/switch.tsx'
import { PathText } from '../../../ui/display/path-text.tsx'
import { Skeleton } from '../../../ui/display/skeleton.tsx'
import { useProblemWords } from '../../../words/problem-text.ts'
import { FolderList } from './folder-list.tsx'
import { fromHome, recentPlaces, shownFolders, soughtName } from './folders.ts'
import { useProjects } from '../use-projects.ts'

export type FolderBrowserProps = {
  folder: string
  /** What was typed of a path here. */
  typed: string
  /** The path that is chosen. */
  chosen: string
  onFolder: (path: string) => void
  onChoose: (path: string) => void
}

export function FolderBrowser({ folder, typed, chosen, onFolder, onChoose }: FolderBrowserProps) {
  const { t } = useTranslation()
  const [hidden, setHidden] = useState(false)
  const { data, error } = useFolders(folder)
  const projects = useProjects()
  const parent = data?.parent
  const up = () => {
    if (parent) onFolder(parent)
  }
  return (
    <div className="flex flex-col gap-2">
      <Places onFolder={onFolder} />
      <div className="rounded-md border border-line">
        <div className="flex min-h-10 items-center gap-2 border-b border-line ps-1 pe-2">
          <IconButton
            label={t('addProject.up')}
            icon={<ArrowUp size={15} aria-hidden />}
            disabled={!parent}
            onClick={up}
          />
          <PathText path={data?.path ?? folder} className="min-w-0 flex-1 font-mono text-sm" />
        </div>
        <div className="scroll-thin h-44 overflow-y-auto">
          {error ? (
            <Unreadable cause={error} />
          ) : data ? (
            <>
              <FolderList
                label={t('addProject.folders', { path: data.path })}
                folders={shownFolders(data.entries, hidden, typed)}
                sought={soughtName(typed)}
                chosen={chosen}
                added={new Set(projects.map((project) => project.path))}
                onEnter={onFolder}
                onChoose={onChoose}
                onUp={up}
              />
              <Nothing
                all={data.entries.length}
                shown={shownFolders(data.entries, hidden, typed).length}
              />
            </>
          ) : (
            <Skeleton lines={['40%', '60%', '35%', '50%']} className="p-3" />
          )}
        </div>
        <div className="border-t border-line px-3 py-1">
          <Switch label={t('addProject.hidden')} checked={hidden} onChange={setHidden} />
          {data?.truncated && (
            <p className="pb-1 text-xs text-muted">{t('addProject.truncated')}</p>
          )}
        </div>
      </div>
    </div>
  )
}

function Nothing({ all, shown }: { all: number; shown: number }) {
  const { t } = useTranslation()
  if (shown > 0) return null
  return (
    <p className="p-4 text-center text-muted">
      {t(all > 0 ? 'addProject.onlyHidden' : 'addProject.noFolders')}
    </p>
  )
}

function Unreadable({ cause }: { cause: Error }) {
  const words = useProblemWords()
  return <p className="p-4 text-center text-muted">{words(problemOf(cause)).text}</p>
}

function Places({ onFolder }: { onFolder: (path: string) => void }) {
  const { t } = useTranslation()
  const places = recentPlaces(useProjects())
  const home = useSetup().data?.home
  return (
    <fieldset className="flex flex-wrap gap-1.5">
      <legend className="sr-only">{t('addProject.places')}</legend>
      {['~', ...places].map((path) => (
        <button
          key={path}
          type="button"
          onClick={() => onFolder(path)}
          className="min-h-6 max-w-full truncate rounded-md border border-line px-2 text-sm text-muted transition-colors hover:bg-hover hover:text-fg touch-target"
        >
          {path === '~' ? t('addProject.home') : fromHome(path, home)}
        </button>
      ))}
    </fieldset>
  )
}
