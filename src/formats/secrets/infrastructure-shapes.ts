import { after, alnum, base64, digits, harmless, hex, live, run, under, upper, url64 } from './notation.ts'
import type { Shape } from './shape.ts'

/** Clouds, databases, code hosts, registries, and the keepers of secrets. */
export const INFRASTRUCTURE: readonly Shape[] = [
  // Clouds and hosting
  live('aws_access_key', 'AWS access key id', ['AKIA', 'ASIA', 'ABIA', 'ACCA'], upper(16)),
  under(/aws|amazon|\bs3|secret_?access_?key/i, live('aws_secret_key', 'AWS secret access key', [], base64(40))),
  { ...live('google_api_key', 'Google API key', 'AIza', url64(35)), mayBePublic: true },
  live('google_oauth_secret', 'Google OAuth client secret', 'GOCSPX-', url64(28)),
  live('google_oauth_token', 'Google OAuth access token', 'ya29.', url64(30, 1000)),
  after(live('azure_storage_key', 'Azure storage account key', 'AccountKey=', base64(86), '==')),
  after(live('azure_shared_key', 'Azure shared access key', 'SharedAccessKey=', base64(43), '=')),
  under(
    /secret|password|azure|entra/i,
    live('azure_client_secret', 'Azure client secret', [], run('A-Za-z0-9_~.')(3), digits(1), 'Q~', run('A-Za-z0-9_~.-')(31, 34)),
  ),
  live('digitalocean_token', 'DigitalOcean token', ['dop_v1_', 'doo_v1_', 'dor_v1_'], hex(64)),
  live('cloudflare_token', 'Cloudflare API token', ['cfut_', 'cfat_', 'cfk_'], url64(40, 64)),
  under(/cloudflare|\bcf_/i, live('cloudflare_legacy_token', 'Cloudflare API token', [], url64(40))),
  live('cloudflare_origin_key', 'Cloudflare origin CA key', 'v1.0-', hex(24), '-', hex(146)),
  live('fly_token', 'Fly.io token', ['fo1_', 'fm1r_', 'fm2_'], run('A-Za-z0-9_+/=-')(40, 1000)),
  live('vercel_token', 'Vercel token', ['vcp_', 'vci_', 'vca_', 'vcr_', 'vck_'], alnum(24, 64)),
  live('vercel_blob_token', 'Vercel Blob token', 'vercel_blob_rw_', alnum(16), '_', alnum(24, 40)),
  under(/vercel/i, live('vercel_legacy_token', 'Vercel token', [], alnum(24))),
  live('netlify_token', 'Netlify token', ['nfp_', 'nfc_', 'nfo_'], alnum(36, 40)),
  live('heroku_key', 'Heroku API key', 'HRKU-', url64(36, 70)),
  live('alibaba_key', 'Alibaba Cloud access key id', 'LTAI', alnum(17, 24)),
  live('pulumi_token', 'Pulumi token', 'pul-', hex(40)),
  live(
    'tailscale_key',
    'Tailscale key',
    ['tskey-auth-', 'tskey-api-', 'tskey-client-', 'tskey-scim-', 'tskey-webhook-'],
    run('A-Za-z0-9-')(20, 80),
  ),
  // Data
  live('neon_password', 'Neon database password', 'npg_', alnum(12, 32)),
  live('supabase_token', 'Supabase access token', 'sbp_', hex(40)),
  live('supabase_secret', 'Supabase secret key', 'sb_secret_', url64(20, 64)),
  harmless('public', 'supabase_publishable', 'Supabase publishable key', ['sb_publishable_'], url64(20, 64)),
  live('planetscale_token', 'PlanetScale token', ['pscale_tkn_', 'pscale_pw_', 'pscale_oauth_'], run('A-Za-z0-9_.=-')(32, 64)),
  live('databricks_token', 'Databricks token', 'dapi', hex(32)),
  live('airtable_token', 'Airtable token', 'pat', alnum(14), '.', hex(64)),
  live('contentful_token', 'Contentful token', 'CFPAT-', url64(43)),
  // Code and packages
  live('github_token', 'GitHub token', ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'], alnum(36, 251)),
  live('github_fine_grained_token', 'GitHub fine-grained token', 'github_pat_', alnum(22), '_', alnum(59)),
  live(
    'gitlab_token',
    'GitLab token',
    ['glpat-', 'gldt-', 'glrt-', 'glptt-', 'glcbt-', 'gloas-', 'glsoat-', 'glft-', 'glimt-', 'glagent-'],
    url64(20, 300),
  ),
  live('npm_token', 'npm token', 'npm_', alnum(36)),
  live('pypi_token', 'PyPI token', 'pypi-', url64(50, 300)),
  live('rubygems_key', 'RubyGems API key', 'rubygems_', hex(48)),
  live('docker_token', 'Docker Hub token', ['dckr_pat_', 'dckr_oat_'], url64(27, 40)),
  live('atlassian_token', 'Atlassian API token', ['ATATT3', 'ATCTT3', 'ATBB'], run('A-Za-z0-9_=-')(28, 240)),
  live('buildkite_token', 'Buildkite token', 'bkua_', hex(40)),
  live('circleci_token', 'CircleCI token', ['CCIPAT_', 'CCIPRJ_'], alnum(22), '_', hex(40)),
  live('sonar_token', 'SonarQube token', ['sqp_', 'squ_', 'sqa_'], hex(40)),
  // Keepers of secrets
  live('vault_token', 'Vault token', ['hvs.', 'hvb.', 'hvr.'], url64(24, 300)),
  live('doppler_token', 'Doppler token', ['dp.pt.', 'dp.ct.', 'dp.sa.', 'dp.scim.', 'dp.audit.'], alnum(40, 44)),
  live('doppler_service_token', 'Doppler service token', 'dp.st.', run('A-Za-z0-9_.-')(40, 90)),
  live('onepassword_token', '1Password service account token', 'ops_eyJ', base64(100, 1200)),
  live('age_key', 'age secret key', 'AGE-SECRET-KEY-1', run('QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L')(58)),
  live('django_key', 'Django secret key', 'django-insecure-', run('a-z0-9!@#$%&*(_=+)^-')(50)),
]
