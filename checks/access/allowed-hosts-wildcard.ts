import type { WebSetting } from '#formats/web-setting'
import { LEVELS } from '#model/check'
import { type FileObservation, fileCheck } from '#model/checks'
import { hostSettings } from './allowed-hosts-wildcard/hosts.ts'
import { bad, good } from './allowed-hosts-wildcard.examples.ts'

export default fileCheck({
  title: 'Host header allow-list is explicit',
  severity: 'high',
  kind: 'static',
  level: LEVELS.always,
  since: '1.0',
  effort: '30m',
  why: `
    Frameworks build links from the host that the request names: those in e-mails that reset passwords as well. With a wildcard
    an attacker asks for a reset of somebody else's password under a host of their own, and the link with the token leads
    there; caches keep and hand out what was made for the wrong host.`,
  remedy: `
    Name the hosts, and take them from the environment:

        ALLOWED_HOSTS = os.getenv('ALLOWED_HOSTS', '').split(',')

    In Rails \`config.hosts = ENV.fetch('ALLOWED_HOSTS').split(',')\`, in Starlette \`TrustedHostMiddleware(allowed_hosts=[...])\`. A
    leading dot allows all names below a domain: \`.shop.example\`. For health checks by address add the address, not a wildcard.`,
  references: [
    'https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts',
    'https://guides.rubyonrails.org/configuring.html#actiondispatch-hostauthorization',
    'https://portswigger.net/web-security/host-header',
  ],
  files: ['**/*.{py,rb,ru,js,cjs,mjs,ts,cts,mts,conf}', '**/*nginx*', '**/*.conf.{template,tmpl,j2}'],
  hints: [
    'allowed_hosts',
    'trustedhostmiddleware',
    'config.hosts',
    'host_authorization',
    'allowedhosts',
    'disablehostcheck',
    'proxy_set_header',
  ],

  inspect: (file) => hostSettings(file).map(observe),

  examples: { bad, good },
})

function observe({ subject, range, verdict, fix }: WebSetting): FileObservation {
  if (verdict.is === 'fine') return { subject, range }
  if (verdict.is === 'unknown') return { subject, range, unknown: verdict.reason }
  const message = `${subject} ${verdict.how}: links and caches are made for whatever name a client writes. Name the hosts that you serve.`
  if (verdict.grade === 'mild') return { subject, range, problem: { message, rating: 'yellow', severity: 'medium', fix } }
  return { subject, range, problem: { message, rating: 'black', fix } }
}
