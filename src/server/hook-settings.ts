import type { GitHub } from '../github/client.ts'
import type { Config } from './config.ts'

/**
 * What GitHub has of the App's webhook that cannot work with this program, in words for an operator. A wrong address is noticed by nobody else:
 * GitHub sends there, and whoever answers is not us.
 */
export async function hookProblems(
  github: GitHub,
  { publicUrl, webhookPath }: Pick<Config, 'publicUrl' | 'webhookPath'>,
): Promise<readonly string[]> {
  const { data } = await github.app().rest.apps.getWebhookConfigForApp()
  const ours = publicUrl && `${publicUrl}${webhookPath}`
  return [
    ...(ours && !isSame(data.url, ours)
      ? [`GitHub sends webhooks to ${data.url || 'nowhere'}, and PUBLIC_URL says that we are at ${ours}`]
      : []),
    ...(data.content_type && data.content_type !== 'json' ? [`webhooks come as "${data.content_type}", and have to come as "json"`] : []),
    ...(data.secret ? [] : ['the webhook has no secret at GitHub, so every one is refused as unsigned']),
  ]
}

/** As addresses, not as text: a port that goes without saying, capitals of the host, a slash at the end. */
function isSame(one: string | undefined, other: string): boolean {
  const normal = (address: string | undefined) => URL.parse(address ?? '')?.href.replace(/\/$/, '')
  return normal(one) !== undefined && normal(one) === normal(other)
}
