// The ways in which the agent's program can be signed in, with what to type for each.
export interface LoginWay {
  id: 'subscription' | 'token' | 'apiKey' | 'bedrock' | 'vertex' | 'gateway'
  commands: readonly string[]
  /** What it needs stands in the server's environment, which is read as the server starts. */
  needsRestart: boolean
}

export const loginWays: readonly LoginWay[] = [
  { id: 'subscription', commands: ['claude auth login'], needsRestart: false },
  {
    id: 'token',
    commands: ['claude setup-token', 'export CLAUDE_CODE_OAUTH_TOKEN=…'],
    needsRestart: true,
  },
  { id: 'apiKey', commands: ['export ANTHROPIC_API_KEY=…'], needsRestart: true },
  {
    id: 'bedrock',
    commands: ['export CLAUDE_CODE_USE_BEDROCK=1', 'export AWS_REGION=…'],
    needsRestart: true,
  },
  {
    id: 'vertex',
    commands: [
      'export CLAUDE_CODE_USE_VERTEX=1',
      'export CLOUD_ML_REGION=…',
      'export ANTHROPIC_VERTEX_PROJECT_ID=…',
    ],
    needsRestart: true,
  },
  {
    id: 'gateway',
    commands: ['export ANTHROPIC_BASE_URL=https://…', 'export ANTHROPIC_AUTH_TOKEN=…'],
    needsRestart: true,
  },
]
