// The shapes of the vendor's lines, as far as they are read. Everything else in a line is ignored, and a line that
// has not its shape is too: the protocol has no version and grows.
import { z } from 'zod'

/** What things are known by: an empty one would make different things the same. */
const id = z.string().min(1).max(190)
const parent = id.nullish()
const text = z.object({ type: z.literal('text'), text: z.string() })

const AssistantBlock = z.union([
  text,
  z.object({ type: z.literal('thinking'), thinking: z.string() }),
  z.object({
    type: z.literal('tool_use'),
    id,
    name: z.string(),
    input: z.record(z.string(), z.unknown()),
  }),
  z.object({ type: z.string() }),
])

/** One content block of a message; all lines of a message share `message.id`. */
export const AssistantLine = z.object({
  uuid: id,
  message: z.object({
    id,
    model: z.string(),
    content: z.array(AssistantBlock),
    /** What its request carried, and what was answered by then. */
    usage: z
      .object({
        input_tokens: z.number().optional(),
        output_tokens: z.number().optional(),
        cache_read_input_tokens: z.number().nullish(),
        cache_creation_input_tokens: z.number().nullish(),
      })
      .nullish(),
  }),
  parent_tool_use_id: parent,
  error: z.string().optional(),
})
export type AssistantLine = z.infer<typeof AssistantLine>

export const ToolResult = z.object({
  type: z.literal('tool_result'),
  tool_use_id: id,
  content: z
    .union([z.string(), z.array(z.union([text, z.object({ type: z.string() })]))])
    .optional(),
  is_error: z.boolean().nullish(),
})
export type ToolResult = z.infer<typeof ToolResult>

/** Tool results, replayed messages and what the agent says to itself. */
export const UserLine = z.object({
  uuid: id,
  message: z.object({
    content: z.union([z.string(), z.array(z.union([ToolResult, z.object({ type: z.string() })]))]),
  }),
  parent_tool_use_id: parent,
  isReplay: z.boolean().optional(),
  tool_use_result: z.unknown().optional(),
  /** The name of the same in lines that a resumed process takes from its transcript. */
  toolUseResult: z.unknown().optional(),
})

export const ModelUsage = z.object({
  inputTokens: z.number(),
  outputTokens: z.number(),
  cacheReadInputTokens: z.number(),
  cacheCreationInputTokens: z.number(),
  costUSD: z.number().optional(),
  contextWindow: z.number().optional(),
})

export const ResultLine = z.object({
  uuid: id,
  subtype: z.string(),
  is_error: z.boolean(),
  api_error_status: z.number().nullish(),
  duration_ms: z.number().optional(),
  result: z.string().optional(),
  errors: z.array(z.string()).optional(),
  terminal_reason: z.string().optional(),
  /** Only where nobody asked for the turn. */
  origin: z.object({ kind: z.string() }).optional(),
  /** Of the process so far, not of the turn. */
  total_cost_usd: z.number().optional(),
  /** Of the process so far, subagents included. `usage` tells neither those nor requests that were not streamed. */
  modelUsage: z.record(z.string(), ModelUsage).optional(),
})
export type ResultLine = z.infer<typeof ResultLine>

export const PermissionRequest = z.object({
  request_id: id,
  request: z.object({
    subtype: z.literal('can_use_tool'),
    tool_name: z.string(),
    input: z.record(z.string(), z.unknown()),
    tool_use_id: id.optional(),
    agent_id: z.string().optional(),
    blocked_path: z.string().optional(),
    decision_reason: z.string().optional(),
    decision_reason_type: z.string().optional(),
  }),
})
export type PermissionRequest = z.infer<typeof PermissionRequest>

export const ControlRequest = z.object({
  request_id: id,
  request: z.object({ subtype: z.string() }),
})

export const ControlResponse = z.object({
  response: z.object({
    subtype: z.string(),
    request_id: z.string(),
    error: z.string().optional(),
    response: z.unknown().optional(),
    pending_permission_requests: z.array(z.unknown()).optional(),
  }),
})

/** The answer to the question how full the context is. */
export const ContextUsage = z.object({
  totalTokens: z.number(),
  maxTokens: z.number(),
  autoCompactThreshold: z.number().nullish(),
  isAutoCompactEnabled: z.boolean().nullish(),
  categories: z.array(z.object({ name: z.string(), tokens: z.number() })),
})

/** The answer to the question what the process has cost. */
/** One line that can be shown as it is; null where the model gave none. */
export const MadeTitle = z.object({
  title: z
    .string()
    .transform((title) => title.replaceAll(/\s+/g, ' ').trim())
    .pipe(z.string().min(1).max(100)),
})
export const AsideAnswer = z.object({ response: z.string().nullable() })
export const CostSoFar = z.object({ session: z.object({ total_cost_usd: z.number() }) })

const Command = z.object({
  name: z.string(),
  description: z.string().nullish(),
  argumentHint: z.string().nullish(),
  aliases: z.array(z.string()).nullish(),
})

/** All that it understands behind a slash, after something was added or taken away. */
export const CommandsChanged = z.object({ commands: z.array(Command) })

/** The answer to the handshake. */
export const Greeting = z.object({
  commands: z.array(Command).optional(),
  models: z
    .array(
      z.object({
        value: z.string(),
        displayName: z.string().optional(),
        supportsEffort: z.boolean().optional(),
        supportedEffortLevels: z.array(z.string()).optional(),
        description: z.string().optional(),
      }),
    )
    .optional(),
  account: z
    .object({
      tokenSource: z.string().nullish(),
      apiKeySource: z.string().nullish(),
      apiProvider: z.string().nullish(),
      /** Of a sign-in in the browser, which has no token's source: `Claude Max`. */
      subscriptionType: z.string().nullish(),
    })
    .optional(),
})

const uuid = id
export const Init = z.object({
  uuid: z.uuid(),
  session_id: z.string(),
  claude_code_version: z.string().optional(),
  mcp_servers: z.array(z.object({ name: z.string(), status: z.string() })).optional(),
})
export const StateChanged = z.object({ state: z.enum(['running', 'requires_action', 'idle']) })
export const ApiRetry = z.object({
  uuid,
  attempt: z.number(),
  max_retries: z.number(),
  retry_delay_ms: z.number(),
  error_status: z.number().nullish(),
  error: z.string().optional(),
})
export const ModelFallback = z.object({
  uuid,
  trigger: z.string().optional(),
  original_model: z.string().optional(),
  fallback_model: z.string().optional(),
  content: z.string().optional(),
})
export const CompactBoundary = z.object({
  uuid,
  compact_metadata: z.object({
    trigger: z.string().optional(),
    pre_tokens: z.number().optional(),
    post_tokens: z.number().optional(),
  }),
})
export const Status = z.object({
  uuid,
  compact_result: z.string().optional(),
  compact_error: z.string().optional(),
})
export const Informational = z.object({
  uuid,
  content: z.string(),
  level: z.string().optional(),
})
export const PermissionDenied = z.object({
  uuid,
  tool_use_id: id.optional(),
  message: z.string().optional(),
  decision_reason_type: z.string().optional(),
})
export const HookResponse = z.object({
  uuid,
  hook_name: z.string(),
  outcome: z.string().optional(),
  exit_code: z.number().nullish(),
  output: z.string().optional(),
  stderr: z.string().optional(),
})
export const AuthStatus = z.object({ uuid, error: z.string() })
export const RateLimit = z.object({
  uuid,
  rate_limit_info: z.object({
    status: z.string(),
    resetsAt: z.number().nullish(),
    rateLimitType: z.string().nullish(),
    utilization: z.number().nullish(),
    isUsingOverage: z.boolean().nullish(),
  }),
})

const Share = z.object({
  /** Percent. */
  utilization: z.number().nullish(),
  resets_at: z.string().nullish(),
})
/** The answer to the question how much of the subscription is used; null where there is none, or nobody can tell. */
export const UsedLimits = z.object({
  rate_limits: z
    .object({
      model_scoped: z.array(Share.extend({ display_name: z.string() })).nullish(),
    })
    .catchall(z.unknown())
    .nullish(),
})
export const UsedShare = Share
export const TaskStarted = z.object({ task_id: z.string(), tool_use_id: z.string().optional() })
export const TaskUpdated = z.object({
  task_id: z.string(),
  patch: z.object({ is_backgrounded: z.boolean().optional() }),
})
export const TaskNotification = z.object({
  uuid,
  task_id: z.string(),
  tool_use_id: z.string().optional(),
  status: z.string(),
  summary: z.string().optional(),
  usage: z.object({ duration_ms: z.number().optional() }).optional(),
})
