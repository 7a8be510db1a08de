/**
 * Resources with which a VPC resolves names differently than with its own resolver, such as the name of a file system in another VPC or zone, and the
 * properties that name the VPC.
 *
 * Read on 2026-11-28.
 *
 * @see https://docs.aws.amazon.com/efs/latest/ug/efs-different-vpc.html
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-private.html
 */
export const PRIVATE_DNS: readonly { readonly type: string; readonly vpcs: string }[] = [
  { type: 'AWS::EC2::VPCDHCPOptionsAssociation', vpcs: 'VpcId' },
  { type: 'AWS::Route53::HostedZone', vpcs: 'VPCs/*/VPCId' },
  { type: 'AWS::Route53Profiles::ProfileAssociation', vpcs: 'ResourceId' },
  { type: 'AWS::Route53Resolver::ResolverRuleAssociation', vpcs: 'VPCId' },
];
