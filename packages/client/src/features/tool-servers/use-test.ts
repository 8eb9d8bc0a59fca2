// A test of an MCP server: under way, and what came of the last one.
import type { ProblemValue, ToolServer, ToolServerReport } from '@a-parallel/shared'
import { useState } from 'react'
import { callApi } from '../../api/call.ts'
import { problemOf } from '../../api/refusal.ts'

export function useTest({ id }: ToolServer) {
  const [testing, setTesting] = useState(false)
  const [report, setReport] = useState<ToolServerReport>()
  const [failed, setFailed] = useState<ProblemValue>()
  const test = () => {
    setTesting(true)
    setFailed(undefined)
    setReport(undefined)
    callApi('testToolServer', { params: { id } })
      .then(setReport)
      .catch((cause: unknown) => setFailed(problemOf(cause)))
      .finally(() => setTesting(false))
  }
  return { testing, report, failed, test, tell: setReport }
}
