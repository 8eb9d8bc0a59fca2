// A test of an MCP server: under way, and what came of the last one.
import type { ProblemValue, ToolServer, ToolServerReport } from '@a-parallel/shared'
import { useState } from 'react'
import { callApi } from '../../api/call.ts'
import { problemOf } from '../../api/refusal.ts'

interface Outcome {
  version: number
  report?: ToolServerReport
  failed?: ProblemValue
}

/** @param version another one whenever the server was changed: what came of it before holds no more. */
export function useTest({ id }: ToolServer, version: number) {
  const [testing, setTesting] = useState(false)
  const [outcome, setOutcome] = useState<Outcome>()
  const tell = (report: ToolServerReport) => setOutcome({ version, report })
  const test = () => {
    setTesting(true)
    setOutcome(undefined)
    callApi('testToolServer', { params: { id } })
      .then(tell)
      .catch((cause: unknown) => setOutcome({ version, failed: problemOf(cause) }))
      .finally(() => setTesting(false))
  }
  const now = outcome?.version === version ? outcome : undefined
  return { testing, report: now?.report, failed: now?.failed, test, tell }
}
