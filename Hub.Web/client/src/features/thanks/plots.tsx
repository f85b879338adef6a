import classes from './Thanks.module.css'

/** A ring, filled as far as it was done. The words beside it say the same. */
export function Ring({ count, of }: { count: number; of: number }) {
  const round = 2 * Math.PI * 26
  return (
    <svg className={classes.ring} viewBox="0 0 64 64" width={64} height={64} aria-hidden>
      <circle cx={32} cy={32} r={26} className={classes.track} />
      {count > 0 && <circle cx={32} cy={32} r={26} className={classes.filled} strokeDasharray={`${(round * count) / of} ${round}`} transform="rotate(-90 32 32)" />}
      <text x={32} y={37} textAnchor="middle">{count}/{of}</text>
    </svg>
  )
}

/** One column a week, the one looked at filled. */
export function Columns({ values, at, label }: { values: readonly number[]; at: number; label: string }) {
  const most = Math.max(1, ...values)
  const width = 28
  return (
    <svg className={classes.columns} role="img" aria-label={label} viewBox={`0 0 ${values.length * width} 64`} height={64} width={values.length * width}>
      {values.map((v, i) => {
        const height = Math.max(2, (46 * v) / most)
        return (
          <g key={i} data-here={i === at || undefined}>
            <rect x={i * width + 4} width={width - 8} y={62 - height} height={height} rx={3} />
            <text x={i * width + width / 2} y={56 - height} textAnchor="middle">{v}</text>
          </g>
        )
      })}
    </svg>
  )
}
