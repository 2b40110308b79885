import { type Dependency, dependencies } from '#formats/dependencies'
import { lines } from '#formats/lines'
import { folderOf } from '#formats/path'
import { perFile } from '#formats/per-file'
import type { SourceFile } from '#model/snapshot'

/** Where packages come from, by the names that Dependabot gives. */
export type PackageEcosystem =
  | 'npm'
  | 'pip'
  | 'gomod'
  | 'maven'
  | 'gradle'
  | 'bundler'
  | 'composer'
  | 'cargo'
  | 'nuget'
  | 'mix'
  | 'pub'
  | 'swift'

/** A file by which a package manager knows what to install. Plain data. */
export interface PackageManifest {
  readonly ecosystem: PackageEcosystem
  /** The folder that it stands in; empty at the top. */
  readonly directory: string
  readonly hasDependencies: boolean
  /** It says what was resolved, down to the last package: a lock file. */
  readonly isLock: boolean
}

/** Globs of manifests and lock files. */
export const MANIFEST_FILES: readonly string[] = [
  '**/{package,composer}.json',
  '**/*requirements*.{txt,in}',
  '**/requirements/*.{txt,in}',
  '**/{pyproject.toml,Pipfile,setup.py,setup.cfg}',
  '**/{go.mod,pom.xml,build.gradle,build.gradle.kts,libs.versions.toml,Gemfile,Cargo.toml,mix.exs,pubspec.yaml,Package.swift}',
  '**/*.{gemspec,csproj,fsproj,vbproj}',
  '**/{packages.config,Directory.Packages.props,paket.dependencies}',
  '**/{settings.gradle,settings.gradle.kts,*.sln,*.slnx}',
]

export const LOCK_FILES: readonly string[] = [
  '**/{package-lock.json,npm-shrinkwrap.json,yarn.lock,pnpm-lock.yaml,bun.lock,bun.lockb}',
  '**/{poetry.lock,Pipfile.lock,uv.lock,pdm.lock,pylock.toml}',
  '**/{go.sum,Cargo.lock,Gemfile.lock,composer.lock,packages.lock.json,gradle.lockfile,mix.lock,pubspec.lock,Package.resolved}',
]

const NAMES: readonly (readonly [name: RegExp, ecosystem: PackageEcosystem, isLock: boolean])[] = [
  [/^package\.json$/, 'npm', false],
  [/^(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?)$/, 'npm', true],
  [/^composer\.json$/, 'composer', false],
  [/^composer\.lock$/, 'composer', true],
  [/^(?:pyproject\.toml|Pipfile|setup\.(?:py|cfg)|[\w.-]*requirements[\w.-]*\.(?:txt|in))$/, 'pip', false],
  [/^(?:(?:poetry|Pipfile|uv|pdm)\.lock|pylock\.toml)$/, 'pip', true],
  [/^go\.mod$/, 'gomod', false],
  [/^go\.sum$/, 'gomod', true],
  [/^pom\.xml$/, 'maven', false],
  [/^(?:(?:build|settings)\.gradle(?:\.kts)?|libs\.versions\.toml)$/, 'gradle', false],
  [/^gradle\.lockfile$/, 'gradle', true],
  [/^(?:Gemfile|[\w.-]+\.gemspec)$/, 'bundler', false],
  [/^Gemfile\.lock$/, 'bundler', true],
  [/^Cargo\.toml$/, 'cargo', false],
  [/^Cargo\.lock$/, 'cargo', true],
  [/^(?:[^/]+\.(?:cs|fs|vb)proj|packages\.config|Directory\.Packages\.props|paket\.dependencies|[^/]+\.slnx?)$/, 'nuget', false],
  [/^packages\.lock\.json$/, 'nuget', true],
  [/^mix\.exs$/, 'mix', false],
  [/^mix\.lock$/, 'mix', true],
  [/^pubspec\.yaml$/, 'pub', false],
  [/^pubspec\.lock$/, 'pub', true],
  [/^Package\.swift$/, 'swift', false],
  [/^Package\.resolved$/, 'swift', true],
]

/** What a file is to its package manager; `undefined` of any other file. Throws `Unparsable`. */
export const packageManifest: (file: SourceFile) => PackageManifest | undefined = perFile((file) => {
  const { path } = file
  const name = path.slice(path.lastIndexOf('/') + 1)
  const inRequirements = /(?:^|\/)requirements\/[^/]+\.(?:txt|in)$/.test(path)
  const [, ecosystem, isLock] = NAMES.find(([form]) => form.test(name)) ?? (inRequirements ? ([/^/, 'pip', false] as const) : [])
  if (!ecosystem || isLock === undefined) return
  return { ecosystem, directory: folderOf(path), hasDependencies: isLock || asksForPackages(file), isLock }
})

/** Formats that `dependencies` reads are read; of the others it is told by the words without which they ask for nothing. */
function asksForPackages(file: SourceFile): boolean {
  if (dependencies(file).some(isPackage)) return true
  const told = ASKING.find(([path]) => path.test(file.path))?.[1]
  return told !== undefined && lines(file).some(({ text }) => told.test(text))
}

/** PHP itself and its extensions are no packages. */
function isPackage({ ecosystem, name }: Dependency): boolean {
  return ecosystem !== 'packagist' || name.includes('/')
}

const ASKING: readonly (readonly [path: RegExp, line: RegExp])[] = [
  [/(?:^|\/)setup\.(?:py|cfg)$/, /^\s*install_requires\s*=/],
  [/(?:^|\/)Pipfile$/, /^(?!python_|url|name|verify_ssl)[\w.-]+\s*=\s*["{]/],
  [/\.(?:txt|in)$/, /^\s*[A-Za-z0-9][\w.-]*(?:\[[\w,.-]*\])?\s*(?:[=<>~!;@#]|$)/],
  [
    /(?:^|\/)build\.gradle(?:\.kts)?$/,
    /^\s*(?:implementation|api|compileOnly|runtimeOnly|testImplementation|kapt|ksp|annotationProcessor|classpath)\b/,
  ],
  [/libs\.versions\.toml$/, /\b(?:module|group)\s*=\s*"/],
  [/\.gemspec$/, /\.add_(?:runtime_|development_)?dependency\b/],
  [/packages\.config$/, /<package\s/],
  [/Directory\.Packages\.props$/, /<PackageVersion\s/],
  [/paket\.dependencies$/, /^\s*nuget\s/],
  [/mix\.exs$/, /\{:\w+,/],
  [/pubspec\.yaml$/, /^dependencies:/],
  [/Package\.swift$/, /\.package\(/],
]
