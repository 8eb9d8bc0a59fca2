// The OpenAPI page, made of the same declarations that the calls are bound by. Made when first asked for.
import { problemCodes } from '@a-parallel/contract/model'
import { ProblemAnswer } from '@a-parallel/contract/nouns'
import { calls, type Call } from '@a-parallel/contract/wire'
import { z } from 'zod'

export function openApi(version: string): unknown {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [name, declared] of Object.entries(calls)) {
    const path = declared.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [declared.method.toLowerCase()]: operation(name, declared) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'a-parallel',
      version,
      description: `Facts come over the WebSocket /api/live. Codes of refusals: ${problemCodes.join(', ')}.`,
    },
    servers: [{ url: '/' }],
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: schemaOf(ProblemAnswer, 'output') },
    },
    security: [{ bearer: [] }],
    paths,
  }
}

function operation(name: string, declared: Call): unknown {
  const problem = {
    'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
  }
  return {
    operationId: name,
    summary: declared.summary,
    ...(declared.open ? { security: [] } : {}),
    parameters: [...parameters(declared.params, 'path'), ...parameters(declared.query, 'query')],
    ...(declared.body
      ? {
          requestBody: {
            required: true,
            content: contentOf(declared.takes, declared.body, 'input'),
          },
        }
      : {}),
    responses: {
      [declared.status]: {
        description: 'Success',
        content: contentOf(declared.gives, declared.result, 'output'),
      },
      default: { description: 'A refusal', content: problem },
    },
  }
}

function contentOf(form: Call['takes'], schema: z.ZodType, io: 'input' | 'output'): unknown {
  if (form === 'bytes') return { 'image/*': { schema: { type: 'string', format: 'binary' } } }
  return { 'application/json': { schema: schemaOf(schema, io) } }
}

function parameters(schema: z.ZodObject, where: 'path' | 'query'): unknown[] {
  return Object.entries(schema.shape).map(([name, field]) => ({
    name,
    in: where,
    required: where === 'path' || !(field as z.ZodType).safeParse(undefined).success, // Zod types a shape's fields loosely.
    schema: schemaOf(field as z.ZodType, 'input'), // Likewise.
  }))
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): unknown {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  void $schema
  return rest
}
