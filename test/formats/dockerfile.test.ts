import { DockerfileParser, type From } from 'dockerfile-ast'
import { describe, expect, test } from 'vitest'
import { dockerfile, effectiveInstructions, flag, isDockerfilePath, rangeOfWord, variables } from '#formats/dockerfile'
import { HOLE } from '#formats/expand'
import { dockerfile as docker } from '#model/example'

const APP = docker`
  # syntax=docker/dockerfile:1
  # what we build on
  ARG NODE=22.11.0
  ARG BASE="node:\${NODE}-alpine"
  ARG REGISTRY
  FROM --platform=$BUILDPLATFORM \${BASE} AS build
  WORKDIR /app
  ENV A=1 B="x y" \
      # a comment between
      C=3

  RUN <<SETUP
  FROM this is no instruction
  SETUP
  COPY --from=nginx:1.27.3 /etc/nginx /etc/nginx
  FROM $REGISTRY/base:1.2.3
  ENV OLD some value here
  USER 1000:1000
  EXPOSE 8080 9090/udp
  HEALTHCHECK --interval=5s CMD curl -f http://localhost:8080 || exit 1
  ONBUILD RUN echo "hi there"
  FROM build AS final
  COPY --from=1 /x /y
  CMD ["node", "server.js"]
`

function parse(text: string) {
  return dockerfile({ path: 'Dockerfile', text })
}

describe('a Dockerfile', () => {
  test('has stages whose images are resolved by the arguments before them', () => {
    const { stages } = parse(APP)
    expect(stages.map(({ subject, resolvedImage, base }) => [subject, resolvedImage, base?.name])).toEqual([
      ['stage build', 'node:22.11.0-alpine', undefined],
      ['FROM $REGISTRY/base', `${HOLE}/base:1.2.3`, undefined],
      ['stage final', 'build', 'build'],
    ])
    expect(rangeOfWord(stages[0]!.from, stages[0]!.image!)).toEqual({ start: { line: 6, column: 32 }, end: { line: 6, column: 39 } })
  })

  test('has instructions with flags, words, JSON and heredocs', () => {
    const { instructions } = parse(APP)
    const of = (keyword: string) => instructions.filter((one) => one.keyword === keyword)
    expect(of('FROM')).toHaveLength(3)
    expect(of('RUN').map(({ heredocs, text }) => [text, ...heredocs])).toEqual([
      ['<<SETUP', 'FROM this is no instruction'],
      ['echo "hi there"'],
    ])
    expect(of('COPY').map((copy) => flag(copy, 'from')?.text)).toEqual(['nginx:1.27.3', '1'])
    expect(of('CMD')[0]?.json).toEqual(['node', 'server.js'])
    expect(of('EXPOSE')[0]?.words.map(({ text }) => text)).toEqual(['8080', '9090/udp'])
    expect(of('HEALTHCHECK')[0]).toMatchObject({
      flags: [{ text: '--interval=5s' }],
      text: '--interval=5s CMD curl -f http://localhost:8080 || exit 1',
    })
  })

  test('tells what ENV and ARG set, and where', () => {
    const found = parse(APP).instructions.flatMap(variables)
    expect(found.map(({ name, value }) => [name, value])).toEqual([
      ['NODE', '22.11.0'],
      ['BASE', 'node:$'.concat('{NODE}-alpine')],
      ['REGISTRY', undefined],
      ['A', '1'],
      ['B', 'x y'],
      ['C', '3'],
      ['OLD', 'some value here'],
    ])
    const c = found[5]!
    expect(rangeOfWord(c.instruction, c.valueWord!)).toEqual({ start: { line: 10, column: 7 }, end: { line: 10, column: 8 } })
  })

  test('gives a stage what the stages below it did', () => {
    const final = parse(APP).stages[2]!
    expect(effectiveInstructions(final).map(({ keyword }) => keyword)).toEqual(['WORKDIR', 'ENV', 'RUN', 'COPY', 'COPY', 'CMD'])
  })

  test('may escape with a backtick, end lines with CRLF and be written in lower case', () => {
    const { instructions, stages } = parse(
      '# escape=`\r\nfrom mcr.example/windows:1.0.1 as x\r\nrun dir `\r\n  C:\\ \r\ncopy --from=X a b\r\n',
    )
    expect(instructions.map(({ keyword, words }) => [keyword, words.length])).toEqual([
      ['FROM', 3],
      ['RUN', 2],
      ['COPY', 2],
    ])
    expect(stages[0]?.name).toBe('x')
  })

  test('hides nothing behind a heredoc that never ends', () => {
    expect(parse('FROM a\nRUN cat <<NEVER\nFROM b:1\n').stages).toHaveLength(2)
  })

  test.each([
    [true, 'Dockerfile web.Dockerfile Dockerfile.prod docker/Dockerfile-web Containerfile a/dockerfile'],
    [false, 'Dockerfile.dockerignore docs/Dockerfile.md src/dockerfile.ts Dockerfiles/readme compose.yaml'],
  ])('is %s by its path', (expected, paths) => {
    for (const path of paths.split(' ')) expect([path, isDockerfilePath(path)]).toEqual([path, expected])
  })
})

describe('an independent parser agrees', () => {
  test.each([
    ['stages', 'FROM a:1 AS x\nFROM --platform=linux/amd64 b@sha256:12 as y\nFROM x\n'],
    ['continuations', 'FROM a:1\nRUN apt-get update \\\n  # why\n\n && apt-get install -y \\\n    curl\nFROM b\n'],
    ['heredocs', 'FROM a\nCOPY <<-"END" /x\n\tFROM no\n\tEND\nRUN <<A cat <<B\n1\nA\nFROM no\nB\nFROM c\n'],
    ['comments', '#FROM no\n  # FROM no\nFROM a\n  FROM b\n'],
    ['our example', APP],
  ])('on %s', (_, text) => {
    const other = DockerfileParser.parse(text)
    const ours = parse(text).instructions.filter(
      ({ keyword }, index, all) => all[index - 1]?.keyword !== 'ONBUILD' || keyword === 'ONBUILD',
    )
    expect(ours.map(({ keyword }) => keyword)).toEqual(other.getInstructions().map((one) => one.getKeyword()))
    expect(parse(text).stages.map(({ image }) => image?.text)).toEqual(other.getFROMs().map((from: From) => from.getImage()))
  })
})

describe('hostile Dockerfiles end soon', () => {
  test.each([
    ['10 MB on one line', `RUN ${'x '.repeat(5_000_000)}`, 1],
    ['an endless string', `RUN "${'x '.repeat(1_000_000)}`, 1],
    ['ONBUILD ONBUILD …', 'ONBUILD '.repeat(500_000), 1],
    ['continuations', 'RUN \\\n'.repeat(100_000), 1],
    ['heredocs without end', 'RUN <<E\n'.repeat(50_000), 50_000],
    ['stages on stages', Array.from({ length: 20_000 }, (_, index) => `FROM s${index} AS s${index + 1}`).join('\n'), 20_000],
  ])('%s', (_, text, count) => {
    const { instructions, stages } = parse(text)
    expect(instructions).toHaveLength(count)
    expect(stages.length === 0 || effectiveInstructions(stages.at(-1)!).length === 0).toBe(true)
  })

  test('variables that double their length are left open', () => {
    const doubling = Array.from({ length: 200 }, (_, index) => `ARG A${index + 1}=$A${index}$A${index}`).join('\n')
    expect(parse(`ARG A0=x\n${doubling}\nFROM $A200\n`).stages[0]?.resolvedImage).toContain(HOLE)
  })
})
