// What a file of the registry says of a value: what it is, or what is still to be filled in. That stands in braces, as
// `{tenant}`, or `{region:eu|us}` where one of several has to be chosen; it is seen by them that a person has to write there.
import { z } from 'zod'

const Input = z.object({
  value: z.string().optional(),
  default: z.string().optional(),
  isRequired: z.boolean().optional(),
  choices: z.array(z.string()).default([]),
})
type Input = z.infer<typeof Input>
export const Variables = z.record(z.string(), Input).default({})
type Variables = z.infer<typeof Variables>
export const Named = Input.extend({ name: z.string(), variables: Variables })
export const Argument = Input.extend({
  type: z.enum(['positional', 'named']),
  name: z.string().optional(),
  valueHint: z.string().optional(),
  variables: Variables,
})

/** Not `${NAME}`, which a shell or the agent's program fills in, nor `{{name}}`. */
const place = /(?<![{$])\{([\w.-]+)(?::[^{}|]*\|[^{}]*)?\}(?!\})/g

/** What stands in the texts to be filled in, braces included; each once. */
export function placesIn(texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => text.match(place) ?? []))]
}

/**
 * A text with what is known of its variables. The format leaves those alone that nothing is said of; here they are to be
 * filled in, too: nobody means to send `Bearer {api_key}`.
 */
export function filled(text: string, variables: Variables): string {
  return text.replace(place, (whole, name: string) => {
    const variable = Object.hasOwn(variables, name) ? variables[name] : undefined
    return variable ? (variable.value ?? variable.default ?? placeOf(name, variable)) : whole
  })
}

/** The words of one argument; none where it may be left out and nothing is known of it. */
export function words(argument: z.infer<typeof Argument>): string[] {
  const { type, name, valueHint, variables, isRequired } = argument
  const hint = valueHint ?? name?.replace(/^-+/, '') ?? 'value'
  const known = argument.value ?? argument.default
  if (known === undefined && !isRequired) return []
  const text = known === undefined ? placeOf(hint, argument) : filled(known, variables)
  if (type === 'positional') return [text]
  return name === undefined ? [] : [name, text]
}

/** Those that need not be there and have no value are left out; a value that has to be entered is empty. */
export function valuesOf(inputs: readonly z.infer<typeof Named>[]): Record<string, string> {
  return Object.fromEntries(
    inputs.flatMap((one) => {
      const known = one.value ?? one.default
      if (known !== undefined) return [[one.name, filled(known, one.variables)]]
      if (!one.isRequired) return []
      return [[one.name, one.choices.length > 0 ? placeOf(one.name, one) : '']]
    }),
  )
}

function placeOf(name: string, { choices }: Input): string {
  const [only, ...others] = choices
  if (only !== undefined && others.length === 0) return only
  const clean = name.replace(/[^\w.-]+/g, '_')
  return choices.length > 0 ? `{${clean}:${choices.join('|')}}` : `{${clean}}`
}
