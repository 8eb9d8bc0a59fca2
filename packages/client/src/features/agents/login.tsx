// How the agent's program is signed in, and how it can be, way by way.
import type { Setup } from '@a-parallel/shared'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Collapsible } from '../../ui/display/collapsible.tsx'
import { StatusGlyph } from '../../ui/display/status-glyph.tsx'
import { CommandLine } from '../projects/index.ts'
import { loginWays, type LoginWay } from './login-ways.ts'

type Props = { agent: Setup['agent'] }

export function Login({ agent }: Props) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<LoginWay['id']>()
  return (
    <section
      id="agents.signIn"
      tabIndex={-1}
      className="flex scroll-mt-4 flex-col gap-3 py-4 outline-none"
    >
      <h3 className="font-medium">{t('agents.signIn')}</h3>
      <State agent={agent} />
      <div>
        <p className="pb-1 text-sm text-muted">{t('agents.ways')}</p>
        <ul className="divide-y divide-line rounded-lg border border-line">
          {loginWays.map((way) => (
            <li key={way.id} className="p-1.5">
              <Collapsible
                open={open === way.id}
                onToggle={(isOpen) => setOpen(isOpen ? way.id : undefined)}
                header={<span>{t(`agents.way.${way.id}.title`)}</span>}
              >
                {() => <Way way={way} />}
              </Collapsible>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}

const looks = {
  yes: { shape: 'check', tone: 'review', word: 'good' },
  unknown: { shape: 'dashed', tone: 'idle', word: 'warn' },
  no: { shape: 'diamond-bang', tone: 'need', word: 'warn' },
} as const

function State({ agent: { signedIn, login } }: Props) {
  const { t } = useTranslation()
  const { word, ...look } = looks[signedIn]
  return (
    <div className="flex gap-3">
      <span className="pt-0.5">
        <StatusGlyph {...look} size={16} label={t(`welcome.${word}`)} />
      </span>
      <div className="min-w-0">
        <p className="font-medium">
          {signedIn === 'yes' && login.kind !== null
            ? t('agents.signedInWith', { how: login.plan ?? t(`agents.login.${login.kind}`) })
            : t(
                signedIn === 'yes'
                  ? 'welcome.signedIn'
                  : signedIn === 'no'
                    ? 'welcome.signedOut'
                    : 'welcome.signedUnknown',
              )}
        </p>
        {login.by !== null && (
          <p className="text-sm wrap-anywhere text-muted">
            {t('agents.toldBy', { name: login.by })}
          </p>
        )}
        {login.baseUrl !== null && (
          <p className="text-sm wrap-anywhere text-muted">
            {t('agents.goesTo', { address: login.baseUrl })}
          </p>
        )}
      </div>
    </div>
  )
}

function Way({ way: { id, commands, needsRestart } }: { way: LoginWay }) {
  const { t } = useTranslation()
  return (
    <div className="flex flex-col gap-2 px-2 pt-1 pb-2">
      <p className="text-sm text-pretty text-muted">{t(`agents.way.${id}.how`)}</p>
      {commands.map((command) => (
        <CommandLine key={command} command={command} />
      ))}
      {needsRestart && <p className="text-sm text-pretty text-muted">{t('agents.restart')}</p>}
    </div>
  )
}
