/** The dependency rule of the design, executable. Each entry says why it is there. */
const ENTRIES = '^src/(app|cli|evaluator)[.]ts$|^src/(cli|server)/'

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'model-imports-nothing',
      severity: 'error',
      comment: 'The nouns must stay readable without the machine around them.',
      from: { path: '^src/model/' },
      to: { pathNot: '^src/model/' },
    },
    {
      name: 'formats-know-only-the-model-and-parsers',
      severity: 'error',
      comment: 'A parser that knew a check would change the facts of all the others.',
      from: { path: '^src/formats/' },
      to: { path: '^(src|checks|scripts|test)/', pathNot: '^src/(model|formats)/' },
    },
    {
      name: 'formats-touch-nothing-outside',
      severity: 'error',
      comment: 'What a parser says is cached by content: it may not read a disk, a clock or a network. Grammars are found by URL.',
      from: { path: '^src/formats/', pathNot: '^src/formats/code/(grammars|wasm)[.]ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'checks-are-pure',
      severity: 'error',
      comment:
        'Facts are cached by content: a check that reads a clock, the disk or the network, or another check, would make the cache lie.',
      from: { path: '^checks/([^/]+/[^/]+)[.]ts$' },
      to: { pathNot: ['^src/(model|formats)/', '^checks/$1/', '^checks/$1[.]examples[.]ts$'] },
    },
    {
      name: 'what-one-control-knows-is-pure',
      severity: 'error',
      comment: 'The folder beside a control is part of it, under the same rule.',
      from: { path: '^checks/([^/]+/[^/]+)/' },
      to: { pathNot: ['^src/(model|formats)/', '^checks/$1/'] },
    },
    {
      name: 'the-machine-knows-no-control',
      severity: 'error',
      comment: 'The engine gets its checks as an argument; tests give it others.',
      from: { path: '^src/', pathNot: ENTRIES },
      to: { path: '^checks/' },
    },
    {
      name: 'only-entries-know-the-world',
      severity: 'error',
      comment: 'App and CLI give the same verdict because nothing between them and the model knows which of the two is running.',
      from: { path: '^src/', pathNot: `${ENTRIES}|^src/(git|github|queue)/` },
      to: { path: '^src/(git|github|queue)/' },
    },
    {
      name: 'policy-knows-only-model-and-formats',
      severity: 'error',
      comment: 'A policy is text that becomes data: whoever reads it from where is not its business.',
      from: { path: '^src/policy/' },
      to: { path: '^(src|checks|scripts|test)/', pathNot: '^src/(model|formats|policy)/' },
    },
    {
      name: 'reports-are-pure',
      severity: 'error',
      comment: 'A report is a function of what was found: the same bytes in App, CLI and tests. score.ts is arithmetic over the model.',
      from: { path: '^src/reports/' },
      to: { path: '^(src|checks|scripts|test)/', pathNot: '^src/(model|reports)/|^src/score[.]ts$' },
    },
    {
      name: 'hosts-do-not-know-each-other',
      severity: 'error',
      comment: 'git/ and github/ are two answers to the same questions.',
      from: { path: '^src/git/' },
      to: { path: '^src/(github|queue)/' },
    },
    {
      name: 'nothing-depends-on-tests',
      severity: 'error',
      comment: 'The product must build without them.',
      from: { path: '^(src|checks)/' },
      to: { path: '^(test|scripts|bench)/' },
    },
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'A cycle has no layer.',
      from: { path: '^(src|checks)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-orphans', severity: 'error', comment: 'What nobody imports is not needed.', from: { orphan: true, path: '^src/' }, to: {} },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types'],
    },
  },
}
