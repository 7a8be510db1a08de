import { allOf, Answer, anyOf, atMostUnknown } from './answer';
import { matches } from './matching';
import { anyElement, statementsOf, WrittenStatement } from './statement';
import { Node } from '../node';
import { Phrase } from '../phrase';

const ASSUME_ROLE = 'sts:AssumeRole';

/** Who may assume a role. */
export class Trust {
  public readonly statements: readonly WrittenStatement[];
  private readonly isComplete: boolean;

  public constructor(document: Node) {
    const { statements, isComplete } = statementsOf(document);
    this.statements = statements;
    // a role without a trust policy is no role; something else writes it
    this.isComplete = isComplete && !document.get('Statement').isAbsent;
  }

  /** Whether a service of AWS may, such as ecs-tasks.amazonaws.com. */
  public admits(service: string): Answer {
    const answers = this.statements.filter(({ effect }) => effect !== 'Deny').map(statement => admittedBy(statement, service));
    const admitted = anyOf([...answers, this.isComplete ? 'no' : 'unknown']);
    return this.statements.some(({ effect }) => effect !== 'Allow') ? atMostUnknown(admitted) : admitted;
  }

  /** The services it names, as far as they are known. */
  public get services(): readonly string[] {
    return this.statements.flatMap(({ node }) => {
      const place = node.get('Principal').get('Service');
      return place.asText.known ?? place.asList.texts;
    });
  }
}

function admittedBy(statement: WrittenStatement, service: string): Answer {
  const admitted = allOf([statement.coversAction(ASSUME_ROLE), principalIs(statement.node, service)]);
  return statement.isUnconditional && statement.effect === 'Allow' ? admitted : atMostUnknown(admitted);
}

function principalIs(statement: Node, service: string): Answer {
  if (!statement.get('NotPrincipal').isAbsent) { return 'unknown'; }
  const principal = statement.get('Principal');
  if (principal.asText.is('*')) { return 'yes'; }
  return anyOf([
    anyElement(principal.get('Service'), name => isService(name, service)),
    // everybody of every account, which some services count themselves among
    anyElement(principal.get('AWS'), who => who.literal === '*' ? 'unknown' : 'no'),
  ]);
}

/** A service has the same name everywhere; in China some are also known under that of the Region. */
function isService(name: Phrase, service: string): Answer {
  return anyOf([service, `${service}.cn`].map(each => matches(name, Phrase.of({ kind: 'literal', value: each })!)));
}
