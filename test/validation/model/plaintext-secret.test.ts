import { plaintextSecret } from '../../../src/validation/model/queries/plaintext-secret';
import { placeOf } from '../../support/model';

function secretIn(name: string, value: unknown): string | undefined { return plaintextSecret(name, placeOf(value)); }

/** Examples in the format that vendors publish; none of them was ever valid. */
const letters = (length: number) => 'aB3'.repeat(length).slice(0, length);
const hexadecimals = (length: number) => 'a1b2c3'.repeat(length).slice(0, length);

test.each([
  ['AWS_ACCESS_KEY_ID', `AKIA${'QZ7'.repeat(6).slice(0, 16)}`, 'an AWS access key'],
  ['AWS_SECRET_ACCESS_KEY', `${letters(20)}/+${letters(18)}`, 'a value that its name marks as secret'],
  ['KEY', '-----BEGIN RSA PRIVATE KEY-----\nMIIE', 'a private key'],
  ['GOOGLE_APPLICATION_CREDENTIALS_JSON', '{"type":"service_account","private_key":"-----BEGIN PRIVATE KEY-----\\nMIIE"}', 'a private key'],
  ['SERVICE_JWT', `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhcHAifQ.${letters(43)}`, 'a JSON web token'],
  ['DEPLOY', `ghp_${letters(36)}`, 'a GitHub token'],
  ['DEPLOY', `github_pat_${letters(22)}_${letters(59)}`, 'a GitHub token'],
  ['DEPLOY', `glpat-${letters(20)}`, 'a GitLab token'],
  ['DEPLOY', `npm_${letters(36)}`, 'an npm token'],
  ['CHAT', `xoxb-1234567890-${letters(24)}`, 'a Slack token'],
  ['ALERTS_URL', `https://hooks.slack.com/services/T00000000/B00000000/${letters(24)}`, 'a Slack webhook'],
  ['PAYMENTS', `sk_live_${letters(24)}`, 'a Stripe key'],
  ['MAIL', `SG.${letters(22)}.${letters(43)}`, 'a SendGrid key'],
  ['MODEL', `sk-ant-api03-${letters(40)}`, 'an Anthropic key'],
  ['MODEL', `sk-proj-${letters(40)}`, 'an OpenAI key'],
  ['HUB', `hf_${letters(34)}`, 'a Hugging Face token'],
  ['SHOP', `shpat_${hexadecimals(32)}`, 'a Shopify token'],
  ['STORAGE', `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${letters(86)}==;EndpointSuffix=core.windows.net`, 'an Azure key'],
  ['DATABASE_URL', 'jdbc:postgresql://app:s3cret@db.internal:5432/app', 'a URL with a password'],
  ['CACHE', 'redis://:s3cret@cache:6379/0', 'a URL with a password'],
  ['BROKERS', 'amqp://a:b0xer@one:5672,amqp://a:b0xer@two:5672', 'a URL with a password'],
  ['SPRING_DATASOURCE_URL', 'jdbc:mysql://db/app?user=app&password=s3cret', 'a connection string with a password'],
  ['JAVA_OPTS', '-Xmx512m -Dspring.datasource.password=s3cret', 'a connection string with a password'],
  ['Redis', 'cache:6380,password=s3cret,ssl=True', 'a connection string with a password'],
  ['PGPASSWORD', 'hunter2', 'a value that its name marks as secret'],
  ['DB_PASS', 'hunter2', 'a value that its name marks as secret'],
  ['MYSQL_PWD', 'hunter2', 'a value that its name marks as secret'],
  ['Smtp__Password', 'hunter2', 'a value that its name marks as secret'],
  ['authClientSecret', '0d5a1f2c9b', 'a value that its name marks as secret'],
  ['DD_API_KEY', hexadecimals(32), 'a value that its name marks as secret'],
  ['SECRET_KEY_BASE', hexadecimals(128), 'a value that its name marks as secret'],
  ['APP_SECRET', letters(32), 'a value that its name marks as secret'],
  ['INTERNAL_TOKEN', hexadecimals(40), 'a value that its name marks as secret'],
])('%s=%s is %s', (name, value, what) => {
  expect(secretIn(name, value)).toBe(what);
});

test.each([
  ['PASSWORD_MIN_LENGTH', '8'],
  ['PASSWORD_RESET_ENABLED', 'true'],
  ['REQUIRE_PASSWORD', 'false'],
  ['MYSQL_RANDOM_ROOT_PASSWORD', '1'],
  ['SHOW_PASSWORD', 'never'],
  ['SECRET_NAME', 'prod/db'],
  ['SECRET_ID', 'prod/db-AbCdEf'],
  ['SECRETS_MANAGER_SECRET', 'prod-app-database'],
  ['DB_SECRET', 'prod-app-database-2'],
  ['DB_SECRET', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf'],
  ['DB_PASSWORD', '/prod/db/password'],
  ['DB_PASSWORD', 'prod/db/password'],
  ['DB_PASSWORD', 'secretsmanager:prod/db'],
  ['DB_PASSWORD', 'vault:secret/data/db#password'],
  ['DB_PASSWORD', '${DB_PASSWORD}'],
  ['DB_PASSWORD', '<set me>'],
  ['DB_PASSWORD', 'change-me'],
  ['DB_PASSWORD', '********'],
  ['DB_PASSWORD', ''],
  ['DB_PASSWORD_FILE', '/run/secrets/db'],
  ['TOKEN_URL', 'https://login.example.com/oauth2/token'],
  ['ACCESS_TOKEN', 'https://login.internal:8443/token'],
  ['TOKEN_TYPE', 'Bearer'],
  ['TOKEN', 'jwt'],
  ['AUTH_TOKEN', 'Authorization'],
  ['API_KEY', 'X-Api-Key'],
  ['API_KEY', 'demo'],
  ['API_KEY', 'your-api-key'],
  ['API_KEY_HEADER', 'x-api-key'],
  ['PRIVATE_KEY', 'certs/server.pem'],
  ['TLS_PRIVATE_KEY', './server.key'],
  ['SIGNING_KEY', 'alias/signing'],
  ['ENCRYPTION_KEY', '1234abcd-12ab-34cd-56ef-1234567890ab'],
  ['AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE'],
  ['AWS_SECRET_ACCESS_KEY', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
  ['AWS_SECRET_ACCESS_KEY', 'test'],
  ['NEXT_PUBLIC_API_KEY', hexadecimals(32)],
  ['REACT_APP_TOKEN', hexadecimals(32)],
  ['SUPABASE_ANON_KEY', `eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoiYW5vbiJ9.${letters(43)}`],
  ['STRIPE_PUBLISHABLE_KEY', `pk_live_${letters(24)}`],
  ['SENTRY_DSN', `https://${hexadecimals(32)}@o1.ingest.sentry.io/1`],
  ['DATABASE_URL', 'postgres://db.internal:5432/app'],
  ['DATABASE_URL', 'postgres://app@db.internal:5432/app'],
  ['DATABASE_URL', 'postgres://app:${DB_PASSWORD}@db.internal:5432/app'],
  ['DATABASE_URL', 'postgres://app:<password>@db.internal:5432/app'],
  ['DATABASE_URL', 'postgres://app:changeme@db.internal:5432/app'],
  ['BROKER', 'amqp://guest:guest@localhost:5672'],
  ['PROXY', 'http://proxy:3128'],
  ['FORGOT_URL', 'https://example.com/forgot?password=true'],
  ['JAVA_OPTS', '-Djavax.net.ssl.trustStorePassword=changeit'],
  ['IMAGE', 'registry.example.com:5000/web@sha256:abc'],
  ['COMMIT', hexadecimals(40)],
  ['TRACE_ID', '4bf92f3577b34da6a3ce929d0e0e4736'],
  ['KEYCLOAK_REALM', 'password'],
  ['GRANT_TYPE', 'password'],
  ['PWD', '/app'],
  ['BYPASS', 'none'],
  ['PROXY_PASS', 'http://upstream'],
  ['PRIMARY_KEY', 'tenantId'],
  ['PARTITION_KEY', 'pk'],
])('%s=%s is not a secret', (name, value) => {
  expect(secretIn(name, value)).toBeUndefined();
});

test.each([
  ['a password in only one branch', { 'Fn::If': ['Local', 'hunter2', { Ref: 'Password' }] }],
  ['a URL with a password that is known only at deployment', { 'Fn::Sub': 'postgres://app:${Password}@db/app' }],
  ['settings with a password that is known only at deployment', { 'Fn::Sub': 'Server=db;Password=${Password};' }],
  ['a parameter that CloudFormation resolves', '{{resolve:ssm:/app/password}}'],
])('%s is not reported', (_, value) => {
  expect(secretIn('PASSWORD', value)).toBeUndefined();
});

test('a long string is checked quickly', () => {
  const texts = ['a.', 'a:', 'a://', 'password ', 'eyJa.', 'AKIA', 'Aa1'].map(piece => piece.repeat(65_536 / piece.length));
  const start = Date.now();
  texts.forEach(text => secretIn('APP_SECRET', text));
  expect(Date.now() - start).toBeLessThan(1_000);
});
