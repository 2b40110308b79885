import type { Class, Code } from '../code/view.ts'
import { calledEntries, type Known } from './called.ts'
import type { ServiceEntry } from './entry.ts'

const SERVERS: readonly Known[] = [
  [/^io\.javalin\.Javalin\.create$/, 'Javalin', 'http'],
  [/^io\.micronaut\.runtime\.Micronaut\.(?:run|build)$/, 'Micronaut', 'http'],
  [/^io\.quarkus\.runtime\.Quarkus\.run$/, 'Quarkus', 'http'],
  [/^io\.helidon\.webserver\.WebServer\.builder$/, 'Helidon', 'http'],
  [
    /^io\.grpc\.(?:ServerBuilder\.forPort|Grpc\.newServerBuilderForPort|netty\.(?:shaded\.)?(?:[\w.]+\.)?NettyServerBuilder\.for\w+)$/,
    'gRPC',
    'grpc',
  ],
]

export function javaEntries(code: Code): readonly ServiceEntry[] {
  const declared = code.classes.flatMap((one) => {
    const framework = frameworkOf(code, one)
    return framework ? [{ framework, language: code.language, role: 'http', name: one.name, range: one.nameRange } as const] : []
  })
  return [...declared, ...calledEntries(code, SERVERS)]
}

function frameworkOf(code: Code, one: Class): string | undefined {
  if (one.decorators.some(({ name }) => name === 'SpringBootApplication')) return isBatch(code, one) ? undefined : 'Spring Boot'
  if (one.decorators.some(({ name }) => name === 'ApplicationPath')) return 'JAX-RS'
  const isDropwizard = one.bases.includes('Application') && code.imports.some(({ module }) => module.startsWith('io.dropwizard.'))
  return isDropwizard ? 'Dropwizard' : undefined
}

/** Runs once and ends, or has no server: `implements CommandLineRunner`, `WebApplicationType.NONE`. */
function isBatch({ expressions }: Code, { bases }: Class): boolean {
  return (
    bases.some((base) => base === 'CommandLineRunner' || base === 'ApplicationRunner') ||
    expressions.some(({ value }) => value.kind === 'name' && value.name.endsWith('WebApplicationType.NONE'))
  )
}
