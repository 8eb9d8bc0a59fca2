// Signs in to an MCP server: its page is opened in a tab, and what came of it is told here. A browser on another machine does
// not reach the page that it leads back to; then its address is pasted here.
import type { ProblemValue, ToolServer, ToolServerReport } from '@a-parallel/shared'
import { useQuery } from '@tanstack/react-query'
import { ExternalLink } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callApi } from '../../api/call.ts'
import { problemOf } from '../../api/refusal.ts'
import { Button, buttonLook } from '../../ui/controls/button.tsx'
import { TextField } from '../../ui/controls/text-field.tsx'
import { useProblemWords } from '../../words/problem-text.ts'

interface SignInProps {
  server: ToolServer
  onDone: (report: ToolServerReport) => void
}

export function SignIn({ server: { id, name }, onDone }: SignInProps) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const [busy, setBusy] = useState(false)
  const [begun, setBegun] = useState<{ url: string | null }>()
  const [problem, setProblem] = useState<ProblemValue>()
  const fail = (cause: unknown) => {
    setBegun(undefined)
    setProblem(problemOf(cause))
  }
  const done = (report: ToolServerReport) => {
    // It can be begun again.
    if (report.status !== 'connected') setBegun(undefined)
    onDone(report)
  }
  const begin = () => {
    setBusy(true)
    setProblem(undefined)
    callApi('signInToToolServer', { params: { id } })
      .then(setBegun)
      .catch(fail)
      .finally(() => setBusy(false))
  }
  return (
    <div className="flex flex-col items-start gap-2 py-1">
      {begun === undefined ? (
        <Button weight="primary" size="sm" busy={busy} onClick={begin}>
          {t('toolServers.signIn', { name })}
        </Button>
      ) : (
        <UnderWay id={id} url={begun.url} onDone={done} onFailed={fail} />
      )}
      {problem && (
        <p role="alert" className="text-sm text-fail">
          {[words(problem).text, words(problem).detail].filter(Boolean).join(' ')}
        </p>
      )}
    </div>
  )
}

interface UnderWayProps {
  id: ToolServer['id']
  url: string | null
  onDone: SignInProps['onDone']
  onFailed: (cause: unknown) => void
}

const everyMs = 1_500

function UnderWay({ id, url, onDone, onFailed }: UnderWayProps) {
  const { t } = useTranslation()
  const [address, setAddress] = useState('')
  const { data, error } = useQuery({
    queryKey: ['tool-server-sign-in', id],
    queryFn: ({ signal }) => callApi('readSignIn', { params: { id } }, { signal }),
    refetchInterval: everyMs,
    gcTime: 0,
    retry: false,
  })
  useEffect(() => {
    if (data?.report) onDone(data.report)
    else if (error) onFailed(error)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- told once for each answer
  }, [data, error])
  const finish = () => {
    callApi('finishSignIn', { params: { id }, body: { address: address.trim() } }).catch(onFailed)
  }
  return (
    <>
      {url !== null && (
        <a
          href={url}
          target="_blank"
          rel="noreferrer"
          className={buttonLook({ weight: 'primary', size: 'sm' })}
        >
          <ExternalLink size={14} aria-hidden />
          {t('toolServers.openSignIn', { host: new URL(url).host })}
        </a>
      )}
      <output className="text-sm text-muted">{t('toolServers.signingIn')}</output>
      <div className="flex w-full flex-col items-start gap-2">
        <div className="w-full">
          <TextField
            label={t('toolServers.callback')}
            hint={t('toolServers.callbackHint')}
            value={address}
            spellCheck={false}
            autoCapitalize="off"
            onChange={(event) => setAddress(event.target.value)}
          />
        </div>
        <Button size="sm" disabled={!/^https?:\/\/./.test(address.trim())} onClick={finish}>
          {t('toolServers.finishSignIn')}
        </Button>
      </div>
    </>
  )
}
