// Prints the figures as a table and writes them as JSON. Judges nothing but aims.
import { mkdirSync, writeFileSync } from 'node:fs'
import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os'
import { dirname } from 'node:path'
import { meetsAim, ratioOf, type Figure, type Findings } from './figure.ts'

export function printTable(
  { figures, lost, remarks }: Findings,
  say: (line: string) => void,
): void {
  const rows = figures.map((figure) => [
    figure.name,
    amount(figure.ours, figure.unit),
    figure.limit === null ? '' : amount(figure.limit, figure.unit),
    ratio(figure),
    aim(figure),
    verdict(figure),
  ])
  const all = [['', 'ours', 'limit', 'ratio', 'aim', ''], ...rows]
  const widths = (all[0] ?? []).map((_, at) => Math.max(...all.map((row) => row[at]?.length ?? 0)))
  for (const row of all) {
    const cells = row.map((cell, at) =>
      at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
    )
    say(cells.join('  ').trimEnd())
  }
  say('')
  for (const figure of figures) say(`${figure.name}: ${describe(figure)}`)
  for (const remark of remarks) say(`! ${remark}`)
  say(lost === 0 ? '\nNothing was lost.' : `\n${lost} LOST.`)
}

function amount(value: number, unit: string): string {
  const digits = Math.abs(value) < 100 ? 1 : 0
  return `${value.toFixed(digits)} ${unit}`
}

function ratio(figure: Figure): string {
  const value = ratioOf(figure)
  return value === null ? '' : `${value.toFixed(2)}×`
}

function aim({ aim: wanted, unit }: Figure): string {
  if (wanted === null) return ''
  if ('most' in wanted) return `≤ ${wanted.most} ${unit}`
  return 'least' in wanted ? `≥ ${wanted.least} ${unit}` : `≤ ${wanted.times}×`
}

function verdict(figure: Figure): string {
  const met = meetsAim(figure)
  if (met === null) return ''
  return met ? 'met' : 'MISSED'
}

function describe({ note, limitOf }: Figure): string {
  return limitOf === null ? note : `${note}; limit: ${limitOf}`
}

export function writeJson(findings: Findings, file: string, quick: boolean): void {
  const machine = {
    platform: platform(),
    arch: arch(),
    node: process.version,
    processors: availableParallelism(),
    model: cpus()[0]?.model ?? 'unknown',
    memoryGb: Math.round(totalmem() / 1024 ** 3),
  }
  const figures = findings.figures.map((figure) => ({
    ...figure,
    ratio: ratioOf(figure),
    met: meetsAim(figure),
  }))
  mkdirSync(dirname(file), { recursive: true })
  const { lost, remarks } = findings
  const at = new Date().toISOString()
  writeFileSync(
    file,
    `${JSON.stringify({ at, quick, machine, lost, remarks, figures }, null, 2)}\n`,
  )
}
