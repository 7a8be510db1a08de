import { CfnParameter, Reference, Tokenization } from 'aws-cdk-lib';

/** Whether an ARN is a reference to a resource of the app, rather than a parameter or a text made of tokens. */
export function isOfApp(arn: string): boolean {
  const [token, ...others] = Tokenization.reverseString(arn).tokens;
  return others.length === 0 && Reference.isReference(token) && !(token.target instanceof CfnParameter);
}
