// A text that is kept when its field is left, also by leaving the page.
import { useEffect, useRef, useState } from 'react'

interface Written {
  text: string
  /** What was kept when it was written. */
  over: string
}

/**
 * `keep` gets what was written, once, and tells whether it was kept. What is kept elsewhere meanwhile shows as soon as
 * nobody is in the field; what was not kept stays there to be mended, or to be sent again as it is.
 */
export function useText(kept: string, keep: (text: string) => Promise<boolean>) {
  const [written, setWritten] = useState<Written | null>(null)
  const [inside, setInside] = useState(false)
  const sent = useRef<string | null>(null)
  const shown = written && (inside || written.over === kept) ? written.text : kept
  const send = () => {
    if (shown === kept || shown === sent.current) return
    sent.current = shown
    void keep(shown).then((took) => {
      if (!took && sent.current === shown) sent.current = null
    })
  }
  const last = useRef(send)
  useEffect(() => {
    last.current = send
  })
  useEffect(() => () => last.current(), [])
  return {
    text: shown,
    send,
    write: (text: string) => {
      sent.current = null
      setWritten({ text, over: kept })
    },
    enter: () => setInside(true),
    leave: () => {
      setInside(false)
      send()
    },
  }
}
