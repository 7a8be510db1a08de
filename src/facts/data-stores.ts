/**
 * What tasks connect to when they connect to a database, a cache or a file system: a cluster accepts no connection before its instances exist,
 * and the name of a file system leads nowhere before its mount targets do. A type that ends in two colons stands for all types of the service.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Overview.Endpoints.html
 * @see https://docs.aws.amazon.com/efs/latest/ug/how-it-works.html
 */
export const DATA_STORE_TYPES: readonly string[] = [
  'AWS::RDS::', 'AWS::DocDB::', 'AWS::Neptune::', 'AWS::ElastiCache::', 'AWS::MemoryDB::', 'AWS::Redshift::', 'AWS::DAX::', 'AWS::EFS::MountTarget',
];
