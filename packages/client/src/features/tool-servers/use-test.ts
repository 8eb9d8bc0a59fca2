// A test of an MCP server: under way, and why it could not be made. What came of the last one stands with the server.
import type { ProblemValue, ToolServer } from '@a-parallel/shared'
import { useState } from 'react'
import { problemOf } from '../../api/refusal.ts'
import { useToolServerActs } from './use-acts.ts'

export function useTest({ id, last }: ToolServer) {
  const { test } = useToolServerActs()
  const [testing, setTesting] = useState(false)
  const [failed, setFailed] = useState<ProblemValue>()
  const begin = () => {
    setTesting(true)
    setFailed(undefined)
    test(id)
      .catch((cause: unknown) => setFailed(problemOf(cause)))
      .finally(() => setTesting(false))
  }
  return { testing, failed, test: begin, last: testing || failed ? null : last }
}
