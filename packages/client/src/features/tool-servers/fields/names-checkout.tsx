// A command that names files of a repository: whoever writes there may run something with what is sealed for this server.
import { namesCheckout, namesFolder } from '@a-parallel/contract/model'
import { useTranslation } from 'react-i18next'
import { useProjects } from '../../projects/index.ts'

interface NamesCheckoutProps {
  command: string
  args: readonly string[]
  /** Of which project the server is; empty: of all. */
  projectId: string
}

/** Says so; nothing where it names none. */
export function NamesCheckout({ command, args, projectId }: NamesCheckoutProps) {
  const { t } = useTranslation()
  const projects = useProjects()
  const names = namesCheckout({ command, args })
  const own = names ? projects.find(({ id }) => id === projectId) : undefined
  const project = own ?? projects.find(({ path }) => namesFolder({ command, args }, path))
  if (!names && !project) return null
  return (
    <p className="pt-1 text-sm text-pretty text-need">
      {project && (own || !names)
        ? t('toolServers.namesProject', { name: project.name })
        : t('toolServers.namesCheckout')}
    </p>
  )
}
