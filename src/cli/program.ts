import { Command, InvalidArgumentError, Option } from 'commander'
import { version } from '../version.ts'
import { EXIT, type ExitCode } from './failure.ts'
import { AUDIT_FORMATS, CHECK_FORMATS } from './formats.ts'

/** The command line (design, section 9b). Each command loads what it needs when it is called. */
export const program = new Command('readiness')
  .description('Production readiness review: what a change does to it, and where a repository stands.')
  .version(version)
  .configureOutput({ outputError: (text, write) => write(text) })
  .showHelpAfterError('(--help lists the options)')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? EXIT.passed : EXIT.usage))

const format = (choices: readonly string[]) => new Option('--format <format>', 'how to print it').choices(choices).default('pretty')
const output = () => new Option('--output <file>', 'write it to a file instead of standard output')
const only = () => new Option('--only <controls>', 'judge only these controls (ids or globs, separated by commas)').argParser(list)
const noCache = () => new Option('--no-cache', 'neither read nor keep what files say')
const organisation = () => new Option('--organisation <folder>', "a checkout of the owner's .github repository, for its policy")
const asOf = () => new Option('--as-of <day>', 'judge waivers as of this day (YYYY-MM-DD, UTC)').argParser(day)
const cache = () => new Option('--cache <folder>', 'keep what files say in this folder')

program
  .command('check')
  .description('the verdict on a change: merge base against head, under the policy of the base branch')
  .option('--repo <folder>', 'any folder inside the repository', '.')
  .option('--base <revision>', 'tip of the base branch (default: the default branch of the upstream)')
  .option('--head <revision>', 'what is judged (default: HEAD)')
  .option('--staged', 'judge what is staged for commit')
  .option('--worktree', 'judge the files on disk')
  .addOption(asOf())
  .option('--fix', 'apply the safe edits of new findings to the files on disk')
  .option('--enforce', 'gate even where the policy observes or there is none')
  .addOption(organisation())
  .addOption(only())
  .addOption(format(CHECK_FORMATS))
  .addOption(output())
  .addOption(cache())
  .addOption(noCache())
  .action(async (options) => run(async () => (await import('./check.ts')).check({ cache: true, ...options })))

program
  .command('audit')
  .description('the scorecard of one snapshot: a folder as it is on disk, or a commit')
  .argument('[folder]', 'a folder', '.')
  .option('--revision <revision>', 'a commit of the repository there, instead of the files on disk')
  .option('--since <revision>', 'an earlier commit: tell what was fixed since')
  .addOption(asOf())
  .addOption(
    new Option('--fail-on <severity>', 'exit 1 when a finding of at least this severity is open').choices([
      'low',
      'medium',
      'high',
      'critical',
    ]),
  )
  .addOption(only())
  .addOption(format(AUDIT_FORMATS))
  .addOption(output())
  .addOption(cache())
  .addOption(noCache())
  .action(async (folder, options) => run(async () => (await import('./audit.ts')).audit({ folder, cache: true, ...options })))

program
  .command('controls')
  .description('the catalogue as a list')
  .addOption(new Option('--profile <profile>', 'whose levels to show').choices(['starter', 'standard', 'regulated']).default('starter'))
  .addOption(format(['pretty', 'json']))
  .addOption(output())
  .action(async (options) => run(async () => (await import('./controls.ts')).controls(options)))

program
  .command('explain')
  .description('the page of one control')
  .argument('<control>', 'its id, like deploy/image-latest-tag')
  .addOption(output())
  .action(async (id, options) => run(async () => (await import('./controls.ts')).explain(id, options)))

const policy = program.command('policy').description('what a repository asks of itself: propose, check, explain and test `.readiness.yml`')

policy
  .command('init')
  .description('propose a policy with comments, from what the repository is')
  .option('--repo <folder>', 'any folder inside the repository', '.')
  .addOption(output())
  .action(async (options) => run(async () => (await import('./policy.ts')).initPolicy(options)))

policy
  .command('check')
  .description('all mistakes of a policy file, each as file:line:column; exit 2 when there are any')
  .argument('[file]', 'the policy', '.readiness.yml')
  .addOption(output())
  .action(async (file, options) => run(async () => (await import('./policy.ts')).checkPolicy(file, options)))

policy
  .command('schema')
  .description('JSON Schema of the policy, for editors')
  .addOption(output())
  .action(async (options) => run(async () => (await import('./policy.ts')).printSchema(options)))

policy
  .command('explain')
  .description('which file and line sets each value: of one control, or of the gate')
  .argument('[control]', 'id of a control')
  .option('--repo <folder>', 'any folder inside the repository', '.')
  .option('--revision <revision>', 'whose policy', 'HEAD')
  .addOption(organisation())
  .addOption(output())
  .action(async (control, options) => run(async () => (await import('./policy.ts')).explainPolicy(control, options)))

policy
  .command('test')
  .description('judge the cases of a file: these contents must fail, these must pass; exit 1 when one ends otherwise')
  .argument('<cases>', 'a file of cases, as docs/policy.md describes it')
  .option('--policy <file>', 'the policy under test', '.readiness.yml')
  .addOption(output())
  .action(async (file, options) => run(async () => (await import('./policy-test.ts')).runCases(file, options)))

program
  .command('simulate')
  .description('what a policy would have told the last merged pull requests of this history')
  .requiredOption('--policy <file>', 'the new policy')
  .option('--repo <folder>', 'any folder inside the repository', '.')
  .option('--revision <revision>', 'the branch whose history is replayed', 'HEAD')
  .addOption(new Option('--last <number>', 'how many').argParser(count).default(100))
  .addOption(format(['pretty', 'json']))
  .addOption(output())
  .addOption(cache())
  .addOption(noCache())
  .action(async (options) => run(async () => (await import('./simulate.ts')).simulateHistory({ cache: true, ...options })))

program
  .command('serve')
  .description('the App for GitHub, with its settings from the environment (docs/operations.md)')
  .action(async () => {
    await import('../app.ts')
  })

const jobs = program
  .command('jobs')
  .description("dead letters of the App's queue, in the store that DATA_DIR or DATABASE_URL names (or .env here)")

jobs
  .command('list')
  .description('the jobs that were given up, each with its reason')
  .addOption(format(['pretty', 'json']))
  .addOption(output())
  .action(async (options) => run(async () => (await import('./jobs.ts')).listJobs(options)))

jobs
  .command('retry')
  .description('try jobs again that were given up; the App may run meanwhile')
  .argument('[ids...]', 'their ids, or the first eight characters, as the run of a pull request shows them')
  .option('--all', 'every one')
  .addOption(format(['pretty', 'json']))
  .addOption(output())
  .action(async (ids, options) => run(async () => (await import('./jobs.ts')).retryJobs(ids, options)))

async function run(command: () => Promise<ExitCode>): Promise<void> {
  try {
    process.exitCode = await command()
  } catch (error) {
    const [{ explain }, { tell }] = await Promise.all([import('./failure.ts'), import('./output.ts')])
    const { message, exit } = explain(error)
    tell(message)
    process.exitCode = exit
  }
}

function list(value: string): string[] {
  const items = value
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)
  if (items.length === 0) throw new InvalidArgumentError('Name at least one control.')
  return items
}

function count(value: string): number {
  if (!/^[1-9]\d{0,5}$/.test(value)) throw new InvalidArgumentError('Give a number from 1 on.')
  return Number(value)
}

function day(value: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || Number.isNaN(Date.parse(value))) throw new InvalidArgumentError('Write the day as YYYY-MM-DD.')
  return value
}
