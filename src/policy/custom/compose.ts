import { composeServices } from '#formats/compose'
import { rangeOf } from '#formats/yaml'
import { several, single, under } from './property.ts'
import type { ThingKind } from './thing.ts'

const KEYS =
  'blkio_config build cap_add cap_drop command container_name cpus depends_on deploy devices dns entrypoint env_file expose extra_hosts healthcheck hostname image init ipc labels logging mem_limit network_mode networks pid platform ports privileged profiles pull_policy read_only restart secrets security_opt stop_grace_period stop_signal sysctls tmpfs tty ulimits user userns_mode volumes working_dir'.split(
    ' ',
  )

/** Every service of a Compose file, by the keys of Compose. */
export const composeService: ThingKind = {
  files: ['**/*{compose,stack,Compose,Stack}*.{yml,yaml}'],
  properties: ['name', 'environment', ...KEYS.flatMap((key) => [key, `${key}.`])],
  read: (file) =>
    composeServices(file).map((service) => ({
      subject: service.subject,
      range: rangeOf(service.key),
      property: (name) => {
        if (name === 'name') return single(service.name)
        if (name === 'environment') return several(service.environment.map((entry) => entry.name))
        return [under(service.node, name.split('.'))]
      },
    })),
}
