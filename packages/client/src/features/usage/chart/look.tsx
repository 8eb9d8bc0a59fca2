// How the series of a chart are told apart: each by a colour and by a pattern, for eyes that do not tell colours apart.

const looks = [
  { fill: 'fill-run', pattern: null },
  { fill: 'fill-review', pattern: 'rising' },
  { fill: 'fill-merged', pattern: 'dots' },
  { fill: 'fill-need', pattern: 'lying' },
  { fill: 'fill-setup', pattern: 'falling' },
  { fill: 'fill-stall', pattern: 'standing' },
  { fill: 'fill-idle', pattern: null },
] as const

export const lookOf = (at: number) => looks[at % looks.length] ?? looks[0]

const size = 6
const lines = {
  rising: `M-1 1 L1 -1 M0 ${size} L${size} 0 M${size - 1} ${size + 1} L${size + 1} ${size - 1}`,
  falling: `M-1 ${size - 1} L1 ${size + 1} M0 0 L${size} ${size} M${size - 1} -1 L${size + 1} 1`,
  lying: `M0 ${size / 2} H${size}`,
  standing: `M${size / 2} 0 V${size}`,
}

/** The patterns; `id` makes their names one chart's own. */
export function Patterns({ id }: { id: string }) {
  const box = { width: size, height: size, patternUnits: 'userSpaceOnUse' } as const
  return (
    <defs>
      {Object.entries(lines).map(([name, path]) => (
        <pattern key={name} id={`${id}-${name}`} {...box}>
          <path d={path} className="fill-transparent stroke-bg" strokeWidth={1.2} opacity={0.55} />
        </pattern>
      ))}
      <pattern id={`${id}-dots`} {...box}>
        <circle cx={3} cy={3} r={1.3} className="fill-bg" opacity={0.6} />
      </pattern>
    </defs>
  )
}

/** A piece of a series: its colour, and its pattern above it. */
export function Piece({ at, id, ...box }: { at: number; id: string } & Box) {
  const { fill, pattern } = lookOf(at)
  return (
    <>
      <rect {...box} className={fill} />
      {pattern && <rect {...box} fill={`url(#${id}-${pattern})`} />}
    </>
  )
}

interface Box {
  x: number | string
  y: number
  width: number | string
  height: number
}
