/** The reason why AWS refuses a call, with the name that clients of the SDK get. */
export class AwsError extends Error {
  public constructor(public readonly code: string, message: string) { super(`${code}: ${message}`); }
}
