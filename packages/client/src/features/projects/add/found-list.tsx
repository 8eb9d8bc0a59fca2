// Repositories that were found in the home folder and are no projects yet, those used last first.
import { FolderGit2 } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useFoundRepositories } from '../../../api/projects/adding.ts'
import { useSetup } from '../../../api/queries.ts'
import { useFormat } from '../../../platform/use-format.ts'
import { PathText } from '../../../ui/display/path-text.tsx'
import { useProjects } from '../use-projects.ts'
import { folderOf, fromHome, nameOf } from './folders.ts'

const most = 5

export function FoundList({ onTake }: { onTake: (path: string) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const heading = useId()
  const { data } = useFoundRepositories()
  const home = useSetup().data?.home
  const known = new Set(useProjects().map(({ path }) => path))
  const found = (data?.repositories ?? []).filter(({ path }) => !known.has(path)).slice(0, most)
  if (found.length === 0) return null
  return (
    <section aria-labelledby={heading}>
      <h3 id={heading} className="pb-1 text-sm font-medium">
        {t('addProject.found')}
      </h3>
      <ul className="rounded-md border border-line p-1">
        {found.map(({ path, touchedAt }) => (
          <li key={path}>
            <button
              type="button"
              onClick={() => onTake(path)}
              className="ring-inset-focus flex min-h-8 w-full items-center gap-2 rounded-md px-2 text-start transition-colors hover:bg-hover touch-target"
            >
              <FolderGit2 size={15} aria-hidden className="shrink-0 text-accent" />
              <span className="shrink-0 font-medium">{nameOf(path)}</span>
              <PathText
                path={fromHome(folderOf(path) ?? path, home)}
                className="min-w-0 flex-1 font-mono text-xs text-muted"
              />
              <span className="shrink-0 text-xs text-muted max-sm:hidden">
                {format.shortDay(Date.parse(touchedAt))}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
