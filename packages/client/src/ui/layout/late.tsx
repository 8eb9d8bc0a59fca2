// A part of the page whose code is loaded once it is drawn; until then nothing stands in its place. Not by React's own
// `lazy`: what comes behind a fallback it holds back until 300 ms have passed, however soon the code was there.
import { useLayoutEffect, useState, type ComponentType } from 'react'

/** What `load` gives, as a component. That it could not be loaded is thrown where it is drawn. */
export function late<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let known: ComponentType<Props> | undefined
  return function Late(props: Props) {
    const [Part, setPart] = useState(() => known)
    useLayoutEffect(() => {
      if (Part) return undefined
      let drawn = true
      const show = (part: () => ComponentType<Props>) => drawn && setPart(part)
      load().then(
        (part) => {
          known = part
          show(() => part)
        },
        (cause: unknown) =>
          show(() => {
            throw cause
          }),
      )
      return () => {
        drawn = false
      }
    }, [Part])
    return Part ? <Part {...props} /> : null
  }
}
