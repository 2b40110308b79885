import type { WebSetting } from '#formats/web-setting'
import { LEVELS } from '#model/check'
import { type FileObservation, fileCheck } from '#model/checks'
import { corsSettings } from './cors-wildcard/cors.ts'
import { bad, good } from './cors-wildcard.examples.ts'

export default fileCheck({
  title: 'CORS names its origins',
  severity: 'high',
  kind: 'static',
  level: LEVELS.always,
  since: '1.0',
  effort: '1h',
  why: `
    Browsers keep the pages of one site from reading what another answers. A wildcard lifts that for everybody: any page that a
    user of yours visits can call the API from within their network and browser, and together with credentials it acts and
    reads as that user.`,
  remedy: `
    Name the origins, and take them from the environment:

        CORS_ALLOWED_ORIGINS = os.getenv('CORS_ALLOWED_ORIGINS', '').split(',')

    \`cors({ origin: process.env.CORS_ORIGINS?.split(',') })\` in Express, \`allow_origins=settings.cors_origins\` in FastAPI,
    \`@CrossOrigin(origins = "https://shop.example")\` in Spring. Keep \`*\` for what is meant to be public and asks for no cookie, and
    waive it there with that reason.`,
  references: [
    'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS',
    'https://cwe.mitre.org/data/definitions/942.html',
    'https://portswigger.net/web-security/cors',
  ],
  files: [
    '**/*.{py,js,cjs,mjs,jsx,ts,cts,mts,tsx,go,java,rb,ru,php,cs}',
    '**/*.{yml,yaml,tpl,tf,tofu,conf}',
    '**/{application,bootstrap}*.properties',
    '**/{*nginx*,.htaccess,Caddyfile,*.conf.{template,tmpl,j2}}',
  ],
  hints: [
    'cors',
    'cross_origin',
    'crossorigin',
    'access-control-allow-origin',
    'allowed_origin',
    'allowedorigin',
    'alloworigin',
    'allow_origin',
  ],

  inspect: (file) => corsSettings(file).map(observe),

  examples: { bad, good },
})

function observe({ subject, range, verdict, fix }: WebSetting): FileObservation {
  if (verdict.is === 'fine') return { subject, range }
  if (verdict.is === 'unknown') return { subject, range, unknown: verdict.reason }
  const { how, grade } = verdict
  const message = `${subject} ${how}${grade === 'critical' ? ', with credentials' : ''}: ${HARM[grade]}. Name the origins that may call.`
  if (grade === 'mild') return { subject, range, problem: { message, rating: 'yellow', severity: 'medium', fix } }
  return { subject, range, problem: { message, rating: 'black', severity: grade, fix } }
}

const HARM = {
  critical: 'any page that a user visits can act and read as that user',
  high: 'any page that a user visits can call it and read the answers',
  mild: 'any page can read what it serves',
}
