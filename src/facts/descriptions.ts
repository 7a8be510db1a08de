/**
 * The most characters of the description of a resource, in which constructs write their path.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html
 */
export const DESCRIPTION_LENGTHS = { rule: 512, schedule: 512, securityGroup: 255 } as const;

/**
 * The characters that the description of a security group cannot have.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html
 */
export const NOT_IN_GROUP_DESCRIPTIONS = /[^a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]/g;
