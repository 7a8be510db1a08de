/**
 * The resources that must exist before tasks can connect to a database, a cache or a file system: a cluster accepts no connection before its
 * instances exist, and the DNS name of a file system does not resolve before its mount targets exist. A type that ends in two colons stands for all
 * types of the service.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Overview.Endpoints.html
 * @see https://docs.aws.amazon.com/efs/latest/ug/how-it-works.html
 */
export const DATA_STORE_TYPES: readonly string[] = [
  'AWS::RDS::', 'AWS::DocDB::', 'AWS::Neptune::', 'AWS::ElastiCache::', 'AWS::MemoryDB::', 'AWS::Redshift::', 'AWS::DAX::', 'AWS::EFS::MountTarget',
];

/** A default port, the engines that have it, and the engine family of an RDS Proxy that listens on it. An engine that ends in a hyphen stands for all editions. */
export interface DefaultDatabasePort {
  readonly port: number;
  readonly engines: readonly string[];
  readonly proxyFamily?: string;
}

/**
 * The ports of a database without the property `Port`. An RDS Proxy always listens on the default port of its engine family, whatever the port of
 * the database is.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-rds-dbinstance.html#cfn-rds-dbinstance-port
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.html#rds-proxy.limitations
 */
export const DEFAULT_DATABASE_PORTS: readonly DefaultDatabasePort[] = [
  { port: 3306, engines: ['mysql', 'mariadb', 'aurora-mysql'], proxyFamily: 'MYSQL' },
  { port: 5432, engines: ['postgres', 'aurora-postgresql'], proxyFamily: 'POSTGRESQL' },
  { port: 1433, engines: ['sqlserver-'], proxyFamily: 'SQLSERVER' },
  { port: 1521, engines: ['oracle-'] },
];

/**
 * The default port of a provisioned cluster of PostgreSQL is 3306 in the CloudFormation reference and 5432 in the API reference; for a serverless
 * cluster both say 5432.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-rds-dbcluster.html#cfn-rds-dbcluster-port
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html
 */
export const DISPUTED_CLUSTER_PORT = { type: 'AWS::RDS::DBCluster', port: 5432, agreedMode: 'serverless' } as const;

/**
 * The types that have a default port, and their properties that refer to the source or the cluster of a database: without its own port, the database
 * has the port of that one.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBInstanceFromDBSnapshot.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBClusterFromSnapshot.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstanceReadReplica.html
 */
export const DATABASE_ORIGINS: Readonly<Record<string, readonly string[]>> = {
  'AWS::RDS::DBCluster': ['ReplicationSourceIdentifier', 'SnapshotIdentifier', 'SourceDBClusterIdentifier', 'SourceDbClusterResourceId'],
  'AWS::RDS::DBInstance': [
    'DBClusterIdentifier', 'DBClusterSnapshotIdentifier', 'DBSnapshotIdentifier', 'SourceDBClusterIdentifier', 'SourceDBInstanceAutomatedBackupsArn',
    'SourceDBInstanceIdentifier', 'SourceDbiResourceId',
  ],
};
