import { coversAction, matches } from './matching';
import type { PolicySource } from './permissions';
import type { Statement } from './statement';
import { Trilean, atMostUnknown } from './trilean';
import { AWS_MANAGED_POLICIES, ManagedStatement } from '../../../facts/aws-managed-policies';
import { JoinedList } from '../evaluation/joined-list';
import { PartialString } from '../evaluation/partial-string';

const PATH = /^arn:.*:iam::aws:policy\/(.+)$/;

/** The path and name of an AWS managed policy from its ARN; `undefined` for other policies. */
export function awsManagedPolicyName(arn: PartialString): string | undefined {
  return PATH.exec(arn.parts.map(part => typeof part === 'string' ? part : '-').join(''))?.[1];
}

/** The statements of an AWS managed policy; `undefined` if it is not in the table. */
export function awsManagedPolicy(path: string): PolicySource | undefined { return SOURCES.get(path.toLowerCase()); }

function statementOf({ actions, resource, isConditional }: ManagedStatement): Statement {
  const pattern = PartialString.made([resource ?? '*']);
  return {
    effect: 'Allow',
    covers(action: string, on: PartialString): Trilean {
      if (!actions.some(each => coversAction(each, action))) { return 'no'; }
      const covered = matches(pattern, on);
      return isConditional ? atMostUnknown(covered) : covered;
    },
  };
}

const SOURCES: ReadonlyMap<string, PolicySource> = new Map(Object.entries(AWS_MANAGED_POLICIES)
  .map(([path, statements]) => [path.toLowerCase(), { statements: JoinedList.complete(statements.map(statementOf)), isSure: true }]));
