/** The form of a secret in plain text. */
export interface SecretShape {
  readonly what: string;
  /** The captured group, if any, is the secret itself. */
  readonly shape: RegExp;
}

/**
 * Forms that only secrets have, anywhere in a text. Unknown parts of a text are spaces, which no secret contains.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 * @see https://docs.github.com/en/code-security/reference/secret-security/supported-secret-scanning-patterns
 */
export const SECRET_SHAPES: readonly SecretShape[] = [
  { what: 'an AWS access key', shape: /(?<![A-Z0-9])(?:AKIA|ASIA)(?![A-Z2-7]*EXAMPLE)[A-Z2-7]{16}(?![A-Z0-9])/ },
  { what: 'a private key', shape: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/ },
  { what: 'a JSON web token', shape: /(?<![\w-])eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/ },
  { what: 'a GitHub token', shape: /(?<![\w-])(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{40,})(?![\w-])/ },
  { what: 'a GitLab token', shape: /(?<![\w-])gl(?:pat|rt|dt)-[\w-]{20,}/ },
  { what: 'an npm token', shape: /(?<![\w-])npm_[A-Za-z0-9]{36}(?![\w-])/ },
  { what: 'a PyPI token', shape: /(?<![\w-])pypi-AgE[\w-]{50,}/ },
  { what: 'a Slack token', shape: /(?<![\w-])xox[abeprs]-[A-Za-z0-9-]{10,}|(?<![\w-])xapp-\d-[A-Za-z0-9-]{20,}/ },
  { what: 'a Slack webhook', shape: /hooks\.slack\.com\/(?:services|workflows)\/[A-Z0-9]+\/[A-Z0-9]+\/[A-Za-z0-9]{20,}/ },
  { what: 'a Stripe key', shape: /(?<![\w-])(?:[rs]k_live_[A-Za-z0-9]{16,}|whsec_[A-Za-z0-9+/]{24,})/ },
  { what: 'a SendGrid key', shape: /(?<![\w-])SG\.[\w-]{22}\.[\w-]{43}(?![\w-])/ },
  { what: 'an Anthropic key', shape: /(?<![\w-])sk-ant-[\w-]{24,}/ },
  { what: 'an OpenAI key', shape: /(?<![\w-])sk-(?:(?:proj|svcacct|admin)-[\w-]{20,}|[A-Za-z0-9]{48})(?![\w-])/ },
  { what: 'a Hugging Face token', shape: /(?<![\w-])hf_[A-Za-z0-9]{30,}(?![\w-])/ },
  { what: 'a Shopify token', shape: /(?<![\w-])shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}(?![\w-])/ },
  { what: 'a DigitalOcean token', shape: /(?<![\w-])do[opr]_v1_[a-f0-9]{64}(?![\w-])/ },
  { what: 'a Vault token', shape: /(?<![\w.-])hv[sb]\.[\w-]{24,}/ },
  { what: 'a Grafana token', shape: /(?<![\w-])gl(?:sa|c)_[A-Za-z0-9_+/=]{32,}/ },
  { what: 'a New Relic key', shape: /(?<![\w-])(?:NRAK-[A-Z0-9]{27}|[a-f0-9]{36}NRAL)(?![\w-])/ },
  { what: 'an Azure key', shape: /(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{40,}/ },
  { what: 'a URL with a password', shape: /:\/\/[^\s:@/]{0,200}:([^\s@/${}]{1,300})@(?!localhost\b|127\.)/i },
  { what: 'a connection string with a password', shape: /(?:^|[;?&,\s"'.-])(?:password|pwd)\s*=\s*["']?([^;&,\s"'${}<>]{3,300})/i },
];

/** The parts of names below. */
export const NAMES = /pass|pwd|secret|token|key|credential/i;

/** Names of variables and options, as words in capital letters, whose value is always a secret. */
export const PASSWORD_NAMES = /(?:^|_)(?:PASSWORD|PASSWD|PASSPHRASE|PGPASSWORD|(?:DB|DATABASE|SQL|MYSQL|POSTGRES|PG|MONGO|REDIS|RABBITMQ|SMTP|MAIL|LDAP|FTP|USER|ADMIN|ROOT)_(?:PASS|PWD))$/;

/** Names of keys and tokens that a service issues: their values are long, and never a word. */
export const KEY_NAMES = /(?:^|_)(?:SECRET_KEY|SECRET_ACCESS_KEY|SECRET_KEY_BASE|PRIVATE_KEY|API_?KEY|API_SECRET|API_TOKEN|CLIENT_SECRET|CONSUMER_SECRET|JWT_SECRET|SESSION_SECRET|COOKIE_SECRET|AUTH_SECRET|WEBHOOK_SECRET|ADMIN_SECRET|ACCESS_TOKEN|AUTH_TOKEN|BEARER_TOKEN|REFRESH_TOKEN|BOT_TOKEN|GITHUB_TOKEN|SPLUNK_TOKEN|NEW_RELIC_LICENSE_KEY)$/;
export const KEY_LENGTH = 8;

/** Names whose value may also be the name of a secret, a kind of token or the id of a key. */
export const DOUBTFUL_NAMES = /(?:^|_)(?:SECRETS?|TOKEN|CREDENTIALS?|LICENSE_KEY|ACCESS_KEY|APP_KEY|AUTH_KEY|ENCRYPTION_KEY|SIGNING_KEY|HMAC_KEY|MASTER_KEY)$/;

/** Generated values of such a name: hexadecimal, or upper-case and lower-case letters and digits without a word between hyphens. */
export const MACHINE_MADE = /^(?:base64:)?(?:[a-f0-9]{32,}|(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z0-9+/=_]{24,})$/;

/** Names of keys that browsers receive. */
export const PUBLIC_NAMES = /^(?:NEXT_PUBLIC|REACT_APP|VITE|EXPO_PUBLIC|NUXT_PUBLIC|GATSBY|PUBLIC)_|(?:^|_)(?:ANON|PUBLISHABLE|PUBLIC|SITE)_(?:API_)?KEY$/;

/** Values that are never a secret, whatever the name. */
export const NO_SECRETS: readonly RegExp[] = [
  /^(?:|true|false|yes|no|on|off|none|null|nil|undefined|enabled?|disabled?|required|optional|never|always|default|unset|empty)$/i,
  /^\d{1,4}$/,
  // locations of secrets
  /^(?:arn:|\.{0,2}\/|~\/|[a-z]:\\|(?:secretsmanager|ssm|awssm|vault|file|env|kms|op|ref|secret):)/i,
  /^[a-z][a-z0-9+.-]*:\/\//i,
  /^[a-z][a-z0-9_.-]*(?:\/[a-z0-9_.-]+)+$/,
  /^[\w./-]+\.(?:pem|key|crt|cer|json|ya?ml|txt|env|p12|pfx|jks|conf|ini|toml|properties)$/i,
  // ways to send a secret
  /^(?:x-[a-z-]+|authorization|bearer|basic|jwt|header|cookie|query)$/i,
  // placeholders
  /^(?:<.*>|\$.*|%.*%|\{\{.*\}\}|\[.*\]|x+|\*+|-+|\.+|n\/a|tbd|todo|fixme)$/i,
  /^(?:your|replace|insert|change|dummy|fake|sample|test|testing)(?:[-_ ]?(?:me|it|this))?(?:[-_ ].*)?$/i,
  /example|placeholder|change[-_ ]?me/i,
];
