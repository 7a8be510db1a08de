/**
 * The limits of custom resources of CloudFormation.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requesttypes.html
 */
export const CUSTOM_RESOURCE = { maxSeconds: 3600, responseBytes: 4096 } as const;
