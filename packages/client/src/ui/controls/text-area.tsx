// A text box that grows from one line to a limit, then scrolls. It never handles Enter itself: who uses it decides,
// with isComposing() so that half a word from an input method is never sent.
import { cx } from 'class-variance-authority'
import {
  useLayoutEffect,
  useRef,
  type ComponentProps,
  type KeyboardEvent,
  type RefObject,
} from 'react'

export type TextAreaProps = Omit<ComponentProps<'textarea'>, 'value' | 'ref'> & {
  /** Accessible name; put a visible label beside it where there is room. */
  label: string
  value: string
  minLines?: number
  maxLines?: number
  ref?: RefObject<HTMLTextAreaElement | null>
}

export function TextArea({
  label,
  value,
  minLines = 1,
  maxLines = 6,
  ref,
  className,
  ...rest
}: TextAreaProps) {
  const own = useRef<HTMLTextAreaElement>(null)
  const box = ref ?? own
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const line = Number.parseFloat(getComputedStyle(element).lineHeight) || 20
    const frame = element.offsetHeight - element.clientHeight
    const padding = element.clientHeight - contentHeight(element)
    element.style.height = 'auto'
    const wanted = Math.max(element.scrollHeight, minLines * line + padding) + frame
    element.style.height = `${Math.min(wanted, maxLines * line + padding + frame)}px`
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another text needs another height
  }, [box, value, minLines, maxLines])
  return (
    <textarea
      ref={box}
      aria-label={label}
      rows={minLines}
      value={value}
      {...rest}
      className={cx('block w-full resize-none bg-transparent text-md scroll-thin', className)}
    />
  )
}

function contentHeight(element: HTMLElement): number {
  const style = getComputedStyle(element)
  return (
    element.clientHeight -
    Number.parseFloat(style.paddingTop) -
    Number.parseFloat(style.paddingBottom)
  )
}

/** True while an input method is composing. Safari ends composition before keydown, and tells only by keyCode 229. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.nativeEvent.isComposing || event.keyCode === 229
}
