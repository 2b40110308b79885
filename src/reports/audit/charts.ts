import { scaleBand, scaleLinear } from 'd3-scale'
import { arc, line, pie } from 'd3-shape'
import { html } from 'hono/html'
import type { Rating } from '#model/rating'
import { bar, formatScore } from '../score.ts'
import { ratingWord } from '../words.ts'
import type { Audit } from './audit.ts'
import type { Html } from './html-parts.ts'

const SHOWN = ['green', 'yellow', 'red', 'black', 'unknown', 'error'] as const satisfies readonly Rating[]

/** Where bars begin and end. */
const LEFT = 240
const RIGHT = 560

/** Scores of the dimensions as bars, coloured by the worst open rating. The words beside them say the same. */
export function dimensionChart({ dimensions }: Audit): Html {
  const rated = dimensions.filter(({ score }) => score !== undefined)
  const height = rated.length * 30 + 24
  const y = scaleBand<string>(
    rated.map(({ id }) => id),
    [0, height - 24],
  ).paddingInner(0.35)
  const x = scaleLinear([0, 100], [LEFT, RIGHT])
  const bars = rated.map(({ id, title, score = 0, rating }) => {
    const middle = y(id)! + y.bandwidth() / 2
    return html`<text x="${LEFT - 10}" y="${middle}" dy="0.35em" text-anchor="end">${title}</text
      ><rect class="track" x="${LEFT}" y="${y(id)}" width="${RIGHT - LEFT}" height="${y.bandwidth()}" rx="3" /><rect
        class="fill-${rating}"
        x="${LEFT}"
        y="${y(id)}"
        width="${Math.max(2, x(score) - LEFT)}"
        height="${y.bandwidth()}"
        rx="3"
      /><text x="${RIGHT + 8}" y="${middle}" dy="0.35em">${formatScore(score)}</text>`
  })
  const ticks = [0, 25, 50, 75, 100].map(
    (tick) => html`<text class="tick" x="${x(tick)}" y="${height - 4}" text-anchor="middle">${tick}</text>`,
  )
  const said = rated.map(({ title, score, rating }) => `${title} ${formatScore(score)}, ${rating}`).join('; ')
  return figure('Score by dimension', said, RIGHT + 50, height, html`${bars}${ticks}`)
}

/** Controls by rating, as a ring with its numbers beside it. */
export function ratingChart({ counts }: Audit): Html {
  const slices = SHOWN.map((rating) => ({ rating, number: counts.rows[rating] ?? 0 })).filter(({ number }) => number > 0)
  const total = slices.reduce((sum, { number }) => sum + number, 0)
  const ring = arc<{ startAngle: number; endAngle: number }>().innerRadius(48).outerRadius(78).cornerRadius(2)
  const angles = pie<{ number: number }>()
    .value(({ number }) => number)
    .sort(null)
    .padAngle(0.02)(slices)
  const paths = angles.map((angle, index) => html`<path class="fill-${slices[index]!.rating}" d="${ring(angle)}" />`)
  const legend = slices.map(
    ({ rating, number }, index) =>
      html`<circle class="fill-${rating}" cx="196" cy="${34 + index * 24}" r="6" /><text x="210" y="${39 + index * 24}"
          >${number} ${ratingWord(rating)}</text
        >`,
  )
  const said = slices.map(({ rating, number }) => `${number} ${ratingWord(rating)}`).join(', ')
  const middle = html`<text x="90" y="90" dy="0.1em" text-anchor="middle" class="big">${total}</text
    ><text x="90" y="108" dy="0.35em" text-anchor="middle" class="tick">controls</text>`
  return figure('Controls by rating', said, 330, 180, html`<g transform="translate(90,90)">${paths}</g>${middle}${legend}`)
}

/** What the score would be after each phase of the plan. */
export function planChart({ score, plan }: Audit): Html {
  if (score === undefined) return html``
  const steps = [
    { name: 'now', score },
    ...plan.map(({ priority, scoreAfter = score }) => ({ name: priority as string, score: scoreAfter })),
  ]
  const x = scaleLinear([0, steps.length - 1], [30, 280])
  const y = scaleLinear([0, 100], [150, 28])
  const path = line<{ score: number }>(
    (_, index) => x(index),
    (step) => y(step.score),
  )(steps)
  const points = steps.map(
    (step, index) =>
      html`<circle class="point" cx="${x(index)}" cy="${y(step.score)}" r="4" /><text x="${x(index)}" y="${y(step.score) - 10}" text-anchor="middle"
          >${formatScore(step.score)}</text
        ><text class="tick" x="${x(index)}" y="174" text-anchor="middle">${step.name}</text>`,
  )
  const said = steps.map((step) => `${step.name} ${formatScore(step.score)}`).join(', ')
  return figure('Score as the plan is done', said, 310, 180, html`<path class="line" d="${path}" />${points}`)
}

/** A score as a small bar in a table, readable as text where there is no style. */
export function scoreBar(score: number | undefined, rating: Rating): Html {
  if (score === undefined) return html``
  return html`<span class="bar" aria-hidden="true"><span class="bg-${rating}" style="width:${Math.round(score)}%"></span></span
    ><span class="print-only">${bar(score)}</span>`
}

function figure(title: string, description: string, width: number, height: number, content: Html): Html {
  return html`<figure>
    <figcaption>${title}</figcaption>
    <svg role="img" aria-label="${title}: ${description}" viewBox="0 0 ${width} ${height}">${content}</svg>
  </figure>`
}
