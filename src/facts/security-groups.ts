/**
 * The maximum number of outbound rules of a security group, unless AWS has raised the quota. Rules for IPv6 addresses are counted separately; a
 * prefix list counts as its maximum number of entries.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 */
export const SECURITY_GROUP_RULES = 60;

/**
 * An outbound rule that allows no traffic. EC2 allows all outbound traffic of a security group that is created without an outbound rule.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ec2-securitygroup.html
 */
export const NO_OUTBOUND_TRAFFIC = { cidr: '127.0.0.1/32', icmpType: 252, icmpCode: 86 } as const;

const AWS_PREFIX_LIST = /^pl-[0-9a-f]{8}$/;

/**
 * Whether an id is that of a prefix list of AWS, such as Amazon S3 or CloudFront, which has public addresses. Ids of prefix lists of customers have 17 digits;
 * those of newer lists of AWS too.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
 */
export function isAwsPrefixList(id: string): boolean { return AWS_PREFIX_LIST.test(id); }
