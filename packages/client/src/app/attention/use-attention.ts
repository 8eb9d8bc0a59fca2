// Tells a person who looks elsewhere that somebody waits: the tab's icon, and a spoken sentence. The tab's title is the
// screen header's. All from the one value that the server derives for each thread.
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useNeeding, useTelling } from '../../features/threads/index.ts'
import { announce } from '../../ui/display/announcer.tsx'
import { iconWith, type IconMark } from './icon.ts'

export function useAttention(): void {
  const { t } = useTranslation()
  const count = useNeeding().length
  const mark: IconMark | null = useMark(count)
  const before = useRef(0)
  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
    if (link) link.href = mark === null ? '/icon.svg' : iconWith(mark)
  }, [mark])
  useEffect(() => {
    if (count > before.current) announce(t('threads.needOne', { count }), 'attention')
    before.current = count
  }, [count, t])
}

function useMark(needing: number): IconMark | null {
  const telling = useTelling()
  if (needing > 0) return 'need'
  return telling > 0 ? 'news' : null
}
