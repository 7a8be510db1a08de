import { serviceIsDenied, serviceMay } from './service-principal';
import { statementsOf, WrittenStatement } from './statement';
import { Trilean, atLeastUnknown } from './trilean';
import { Node } from '../evaluation/node';

const ASSUME_ROLE = 'sts:AssumeRole';

/** The trust policy of a role. */
export class Trust {
  public readonly statements: readonly WrittenStatement[];

  public constructor(private readonly document: Node, public readonly mayChange: boolean) {
    this.statements = statementsOf(document).known;
  }

  /** Whether an AWS service, such as ecs-tasks.amazonaws.com, may assume the role. A role without a trust policy is `unknown`: something else adds the policy. */
  public admits(service: string): Trilean {
    if (this.document.get('Statement').isAbsent) { return 'unknown'; }
    const admitted = serviceMay(this.document, service, ASSUME_ROLE);
    return this.mayChange ? atLeastUnknown(admitted) : admitted;
  }

  /** Whether a statement certainly prevents a service from assuming the role, whatever others allow. */
  public denies(service: string): boolean { return serviceIsDenied(this.document, service, ASSUME_ROLE); }

  /** The services that may assume the role, as far as they are known. */
  public get services(): readonly string[] {
    return this.statements.filter(({ effect }) => effect !== 'Deny').flatMap(({ node }) => {
      const place = node.get('Principal').get('Service');
      return place.asText.known ?? place.asList.texts;
    });
  }
}
