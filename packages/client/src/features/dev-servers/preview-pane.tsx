// What a dev server of the thread serves, beside the conversation. An agent wrote it: it stands in a frame of another origin,
// which reaches neither the window around it nor a device, and only what the thread's own servers listen on is framed.
import type { ThreadId } from '@a-parallel/shared'
import { cx } from 'class-variance-authority'
import { ChevronLeft, ExternalLink, RotateCw, Smartphone, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../ui/controls/icon-button.tsx'
import { Select } from '../../ui/controls/select.tsx'
import { EmptyState } from '../../ui/display/empty-state.tsx'
import { FullButton, type ReviewPlace } from '../review/index.ts'
import { addressOf, listeningOf, type Listening } from './state.ts'
import { useServers } from './use-servers.ts'

export type PreviewPaneProps = {
  threadId: ThreadId
  port: number
  place: ReviewPlace
  onPort: (port: number) => void
  onFull: (() => void) | undefined
  onClose: () => void
}

export function PreviewPane(props: PreviewPaneProps) {
  const { threadId, port, place } = props
  const { t } = useTranslation()
  const region = useRef<HTMLElement>(null)
  const listening = listeningOf(useServers(threadId))
  const [round, setRound] = useState(0)
  const [isNarrow, setNarrow] = useState(false)
  const shown = listening.find((one) => one.port === port)
  useEffect(() => region.current?.focus({ preventScroll: true }), [])
  return (
    <section
      ref={region}
      id="review"
      data-region
      aria-label={t('servers.preview.title')}
      tabIndex={-1}
      className="relative flex min-h-0 min-w-0 flex-1 flex-col bg-bg outline-none"
    >
      <Head
        {...props}
        listening={listening}
        isNarrow={isNarrow}
        onNarrow={place === 'phone' ? undefined : () => setNarrow(!isNarrow)}
        onAgain={() => setRound(round + 1)}
      />
      <Elsewhere port={port} />
      {shown ? (
        <Frame key={`${shown.key} ${port} ${round}`} shown={shown} isNarrow={isNarrow} />
      ) : (
        <EmptyState
          title={t('servers.preview.none', { host: addressOf(port).host })}
          detail={t('servers.preview.noneDetail')}
        />
      )}
    </section>
  )
}

function Frame({ shown, isNarrow }: { shown: Listening; isNarrow: boolean }) {
  const { t } = useTranslation()
  const { host, href } = addressOf(shown.port)
  return (
    <div className={cx('flex min-h-0 flex-1', isNarrow && 'justify-center bg-sidebar')}>
      <iframe
        src={href}
        title={t('servers.preview.frame', { name: shown.name, host })}
        // oxlint-disable-next-line react/iframe-missing-sandbox -- another port is another origin; without one its scripts and store fail
        sandbox="allow-scripts allow-same-origin allow-forms allow-modals allow-popups allow-downloads"
        referrerPolicy="no-referrer"
        // A page that sets no colour was written for white paper; one that is dark brings its own.
        style={{ colorScheme: 'light', backgroundColor: 'white', width: isNarrow ? 390 : '100%' }}
        className="max-w-full border-0"
      />
    </div>
  )
}

/** A dev server listens on the machine that it runs on alone. */
function Elsewhere({ port }: { port: number }) {
  const { t } = useTranslation()
  if (['localhost', '127.0.0.1', '[::1]'].includes(window.location.hostname)) return null
  return (
    <p className="border-b border-line px-3 py-2 text-sm text-pretty text-need">
      {t('servers.preview.elsewhere', { host: addressOf(port).host })}
    </p>
  )
}

type HeadProps = PreviewPaneProps & {
  listening: readonly Listening[]
  isNarrow: boolean
  onNarrow: (() => void) | undefined
  onAgain: () => void
}

function Head(props: HeadProps) {
  const { place, onClose } = props
  const { t } = useTranslation()
  const onPhone = place === 'phone'
  const Heading = onPhone ? 'h1' : 'h2'
  return (
    <header className="flex min-h-12 shrink-0 items-center gap-2 border-b border-line px-3 py-2 max-md:ps-1.5">
      {onPhone && (
        <IconButton
          label={t('review.back')}
          icon={<ChevronLeft size={20} aria-hidden />}
          onClick={onClose}
        />
      )}
      <Heading className="shrink-0 font-medium max-sm:sr-only">
        {t('servers.preview.title')}
      </Heading>
      <Address {...props} />
      <Ways {...props} />
    </header>
  )
}

function Address({ port, listening, onPort }: HeadProps) {
  const { t } = useTranslation()
  if (listening.length < 2)
    return (
      <span className="min-w-0 flex-1 truncate font-mono text-sm text-muted">
        {addressOf(port).host}
      </span>
    )
  const known = listening.some((one) => one.port === port)
  return (
    <span className="min-w-0 flex-1">
      <Select
        label={t('servers.preview.address')}
        hideLabel
        value={String(port)}
        options={[
          ...(known ? [] : [{ value: String(port), label: addressOf(port).host }]),
          ...listening.map((one) => ({
            value: String(one.port),
            label: `${one.name} · ${addressOf(one.port).host}`,
          })),
        ]}
        onChange={(value) => onPort(Number(value))}
      />
    </span>
  )
}

function Ways({ port, place, isNarrow, onNarrow, onAgain, onFull, onClose }: HeadProps) {
  const { t } = useTranslation()
  return (
    <span className="flex shrink-0 items-center">
      <IconButton
        label={t('servers.preview.again')}
        icon={<RotateCw size={15} aria-hidden />}
        onClick={onAgain}
      />
      {onNarrow && (
        <IconButton
          label={t('servers.preview.narrow')}
          aria-pressed={isNarrow}
          icon={<Smartphone size={15} aria-hidden />}
          onClick={onNarrow}
        />
      )}
      <a
        href={addressOf(port).href}
        target="_blank"
        rel="noopener noreferrer"
        aria-label={t('servers.preview.tab')}
        title={t('servers.preview.tab')}
        className="flex size-8 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-fg touch-target"
      >
        <ExternalLink size={15} aria-hidden />
      </a>
      {onFull && <FullButton place={place} onFull={onFull} />}
      {place !== 'phone' && (
        <IconButton
          label={t('servers.preview.close')}
          icon={<X size={16} aria-hidden />}
          onClick={onClose}
        />
      )}
    </span>
  )
}
