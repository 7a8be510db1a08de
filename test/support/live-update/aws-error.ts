/** Why AWS refuses a call. Its name is the one that clients of the SDK get. */
export class AwsError extends Error {
  public constructor(public readonly code: string, message: string) { super(`${code}: ${message}`); }
}
