import { COLLECTION_STYLE, EVENT_ID, type Event, getScalarValue, parseEvents, SCALAR_STYLE, type ScalarEvent } from 'js-yaml'
import { coreValue } from './core.ts'
import type { YamlEntry, YamlNode, YamlScalar } from './node.ts'
import { emptyScalar, insertedAfter, place, type Source, scalarPlace } from './source.ts'

/** Deeper is no configuration that anyone wrote. */
export const MAX_DEPTH = 100

/** Builds the trees of a stream from the parser's flat events. Throws the parser's exception. */
export function readEvents(source: Source): readonly YamlNode[] {
  const state: State = { source, events: parseEvents(source.text, { maxDepth: MAX_DEPTH }), next: 0, end: 0, anchors: new Map() }
  const documents: YamlNode[] = []
  while (state.next < state.events.length) {
    const event = state.events[state.next++]!
    if (event.type !== EVENT_ID.DOCUMENT) continue
    state.anchors.clear()
    const root = state.events[state.next]?.type === EVENT_ID.POP ? undefined : readNode(state)
    if (root) documents.push(root)
  }
  return documents
}

interface State {
  readonly source: Source
  readonly events: readonly Event[]
  readonly anchors: Map<string, YamlNode>
  next: number
  /** Where the last node ended: the place of the next empty one. */
  end: number
}

function readNode(state: State): YamlNode {
  const event = state.events[state.next++]!
  const node = readEvent(state, event)
  // An anchor counts once its node is complete, so that no node can contain itself.
  const isAnchor = 'anchorStart' in event && event.type !== EVENT_ID.ALIAS && event.anchorStart >= 0
  if (isAnchor) state.anchors.set(state.source.text.slice(event.anchorStart, event.anchorEnd), node)
  return node
}

function readEvent(state: State, event: Event): YamlNode {
  switch (event.type) {
    case EVENT_ID.MAPPING:
      return readMap(state, event.start, event.style === COLLECTION_STYLE.FLOW)
    case EVENT_ID.SEQUENCE:
      return readSequence(state, event.start, event.style === COLLECTION_STYLE.FLOW)
    case EVENT_ID.ALIAS: {
      state.end = event.anchorEnd
      return state.anchors.get(state.source.text.slice(event.anchorStart, event.anchorEnd)) ?? emptyScalar(state.source, state.end)
    }
    case EVENT_ID.SCALAR:
      return event.valueStart < 0 ? emptyScalar(state.source, state.end) : readScalar(state, event)
    default:
      return emptyScalar(state.source, state.end)
  }
}

function readMap(state: State, start: number, flow: boolean): YamlNode {
  const found: YamlEntry[] = []
  let templated = false
  state.end = start + 1
  while (inside(state)) {
    const key = readNode(state)
    const value = readNode(state)
    if (key.kind === 'scalar') found.push({ key, value })
    // What stands below a key without a value is that value's, not a further entry.
    if (value.kind !== 'scalar' || value.text !== '' || value.style !== 'plain') templated ||= insertedAfter(state.source, state.end)
  }
  if (flow) state.end = state.source.text.indexOf('}', state.end) + 1
  return { kind: 'map', entries: found, ...place(state.source, start, state.end, templated) }
}

function readSequence(state: State, start: number, flow: boolean): YamlNode {
  const found: YamlNode[] = []
  let templated = false
  state.end = start + 1
  while (inside(state)) {
    found.push(readNode(state))
    templated ||= insertedAfter(state.source, state.end)
  }
  if (flow) state.end = state.source.text.indexOf(']', state.end) + 1
  return { kind: 'sequence', items: found, ...place(state.source, start, state.end, templated) }
}

function inside(state: State): boolean {
  if (state.events[state.next]!.type !== EVENT_ID.POP) return true
  state.next++
  return false
}

function readScalar(state: State, event: ScalarEvent): YamlScalar {
  const text = getScalarValue(state.source.text, event)
  const style = STYLES[event.style]
  const tag = event.tagStart < 0 ? undefined : state.source.text.slice(event.tagStart, event.tagEnd)
  const value = style === 'plain' && tag === undefined ? coreValue(text) : text
  state.end = event.valueEnd
  return { kind: 'scalar', text, value, style, tag, ...scalarPlace(state.source, ...bounds(state.source.text, event)) }
}

/** Of block text: without the indentation of its first line and the line ends after its last. */
function bounds(text: string, { style, valueStart, valueEnd }: ScalarEvent): [number, number] {
  if (style !== SCALAR_STYLE.LITERAL_BLOCK && style !== SCALAR_STYLE.FOLDED_BLOCK) return [valueStart, valueEnd]
  const written = text.slice(valueStart, valueEnd)
  return [valueStart + Math.max(0, written.search(/\S/)), valueStart + written.trimEnd().length]
}

const STYLES = {
  [SCALAR_STYLE.PLAIN]: 'plain',
  [SCALAR_STYLE.SINGLE_QUOTED]: 'single',
  [SCALAR_STYLE.DOUBLE_QUOTED]: 'double',
  [SCALAR_STYLE.LITERAL_BLOCK]: 'literal',
  [SCALAR_STYLE.FOLDED_BLOCK]: 'folded',
} as const
