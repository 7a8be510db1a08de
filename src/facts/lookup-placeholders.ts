/**
 * The placeholders that CDK context lookups return in the first synthesis, before the lookup. They look like real values.
 *
 * Read in aws-cdk-lib 2.262.0 on 2026-11-21: `dummyValue` in aws-ec2, aws-elasticloadbalancingv2, aws-ssm, aws-route53, aws-kms.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/context.html
 */
const EXACT: ReadonlySet<string> = new Set([
  'vpc-12345', 's-12345', 's-67890', 'p-12345', 'p-67890', 'i-12345', 'rtb-12345s', 'rtb-67890s', 'rtb-12345p', 'rtb-57890p', 'rtb-12345i', '1.2.3.4/5', 'dummy1a', 'dummy1b', 'dummy1c',
  'sg-12345678', 'sg-12345', 'ami-1234', 'DUMMY', '1234abcd-12ab-34cd-56ef-1234567890ab',
]);
const STARTS: readonly string[] = ['dummy-value-for-', 'arn:aws:elasticloadbalancing:us-west-2:123456789012:'];

/** Whether a literal is the placeholder of a lookup that has not happened yet. */
export function isPlaceholder(text: string): boolean {
  return EXACT.has(text) || STARTS.some(start => text.startsWith(start));
}
