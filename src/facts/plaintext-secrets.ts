/**
 * What a secret looks like when it is written out. Short, and each of a form that nothing else has.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 * @see https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats
 */
export const SECRET_SHAPES: readonly { readonly what: string; readonly shape: RegExp }[] = [
  { what: 'an access key of AWS', shape: /^(?:AKIA|ASIA)[A-Z0-9]{16}$/ },
  { what: 'a private key', shape: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/ },
  { what: 'a token of GitHub', shape: /^(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{40,})$/ },
  { what: 'a token of Slack', shape: /^xox[abprs]-[A-Za-z0-9-]{10,}$/ },
  { what: 'a key of Stripe', shape: /^[rs]k_live_[A-Za-z0-9]{16,}$/ },
  { what: 'a URL with a password', shape: /^[a-z][a-z0-9+.-]*:\/\/[^\s:@/]+:[^\s:@/${}]+@/i },
];

/** Names of variables that hold a secret. */
export const SECRET_NAMES = /(?:^|_)(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|SECRET_KEY|SECRET_ACCESS_KEY|PRIVATE_KEY|API_KEY|APIKEY|ACCESS_TOKEN|AUTH_TOKEN|CLIENT_SECRET)$/i;

/** Values under such a name that are none: a reference to where it is kept, a switch, a number, or something to be filled in. */
export const NO_SECRETS = /^(?:|true|false|yes|no|on|off|none|null|\d{1,4}|arn:.*|\/.*|https?:\/\/[^:@]*|<.*>|\$\{.*\}|change-?me|x+|\*+)$/i;
