/** How a file begins a comment: `#`, `//`. Told by its name; JSON and the like have none. */
export function commentMarkers(path: string): readonly string[] {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  if (SCRIPT_NAMES.test(name)) return HASH
  const extension = name.slice(name.lastIndexOf('.') + 1)
  return BY_EXTENSION.get(extension) ?? (name.includes('.') ? [] : HASH)
}

const HASH = ['#']
const SLASHES = ['//', '/*', '*']
const MARKUP = ['<!--']

const SCRIPT_NAMES =
  /^(?:dockerfile|containerfile|makefile|jenkinsfile|procfile|rakefile|gemfile|codeowners|\.env|\.gitignore|\.dockerignore)(?:\..*)?$/

const BY_EXTENSION: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    'yml yaml toml py pyi rb sh bash zsh env properties conf cfg graphql gql ex exs pl r mk dockerfile containerfile cmake rego nix ps1 gitignore':
      HASH,
    'js mjs cjs jsx ts mts cts tsx go java kt kts scala groovy gradle cs swift rs dart c h cc cpp hpp m proto jsonc json5 scss less prisma sol zig':
      SLASHES,
    'tf tfvars hcl php': [...HASH, ...SLASHES],
    'sql psql': ['--', '/*', '*'],
    'lua hs elm': ['--'],
    'md markdown mdx html htm xml svg csproj props targets xaml': MARKUP,
    'vue svelte': [...MARKUP, ...SLASHES],
    css: ['/*', '*'],
    ini: [';', '#'],
    'tpl gotmpl': ['#', '{{/*', '{{- /*'],
    'j2 jinja jinja2': ['#', '{#'],
  }).flatMap(([extensions, markers]) => extensions.split(' ').map((extension) => [extension, markers] as const)),
)
