/**
 * The JSON keys that AWS adds to secrets, and the JSON keys that it requires in them.
 *
 * Read on 2026-11-21.
 */

/**
 * The JSON keys that Secrets Manager adds when a secret is attached to a database.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_secret_json_structure.html
 */
export const ATTACHED_MEMBERS: readonly string[] = [
  'engine', 'host', 'port', 'dbname', 'dbInstanceIdentifier', 'dbClusterIdentifier', 'username', 'password', 'masterarn', 'ssl',
];

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/private-auth.html */
export const REGISTRY_CREDENTIALS: readonly string[] = ['username', 'password'];

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/wfsx-volumes.html */
export const FILE_SYSTEM_CREDENTIALS: readonly string[] = ['username', 'password'];
