// Files become images of a message: chosen, pasted, or dropped anywhere on the page.
import { useEffect, useRef, useState, type ClipboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { imageLimits } from '@a-parallel/contract/model'
import { useFormat } from '../../platform/use-format.ts'
import { showToast } from '../../ui/overlays/toast-store.ts'
import { admit, withImages, type Attached, type LeftOut } from './attached.ts'
import { keepImage } from './kept.ts'
import { startUpload } from './uploads.ts'

type Change = (change: (before: readonly Attached[]) => readonly Attached[]) => void

/** How files come to the images of a message, and whether some are being dragged over the page now. */
export function useAttach(images: readonly Attached[], change: Change) {
  const tell = useTell()
  const attach = async (files: readonly File[]) => {
    const { taken, leftOut } = admit(images.length, files)
    tell(leftOut)
    const more = await Promise.all(taken.map(keepImage))
    change((before) => withImages(before, more))
    for (const { id } of more) startUpload(id)
  }
  const begin = (files: readonly File[]) => void attach(files)
  const onPaste = (event: ClipboardEvent) => {
    const { files, types } = event.clipboardData
    // An office program puts a picture of a text beside the text.
    if (files.length === 0 || types.includes('text/plain')) return
    event.preventDefault()
    begin([...files])
  }
  const dragged = useDrop(begin)
  return { attach: begin, onPaste, dragged }
}

function useTell(): (leftOut: readonly LeftOut[]) => void {
  const { t } = useTranslation()
  const format = useFormat()
  return (leftOut) => {
    const { bytes, count } = imageLimits
    const sentences = leftOut.map(({ why, name }) =>
      why === 'tooMany'
        ? t('images.tooMany', { count })
        : t(`images.${why}`, { name, size: format.bytes(bytes) }),
    )
    for (const sentence of new Set(sentences)) showToast(sentence, { tone: 'bad' })
  }
}

/** A file that is dropped beside the box would otherwise take the page's place. */
function useDrop(onFiles: (files: readonly File[]) => void): boolean {
  const [dragged, setDragged] = useState(false)
  const take = useRef(onFiles)
  useEffect(() => {
    take.current = onFiles
  })
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
      setDragged(true)
    }
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setDragged(false)
    }
    const drop = (event: DragEvent) => {
      setDragged(false)
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      take.current([...event.dataTransfer.files])
    }
    window.addEventListener('dragover', over)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [])
  return dragged
}
