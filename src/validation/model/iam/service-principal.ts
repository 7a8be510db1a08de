import { matches } from './matching';
import { anyElement, statementsOf, WrittenStatement } from './statement';
import { allOf, Trilean, anyOf, atMostUnknown } from './trilean';
import { Node } from '../evaluation/node';
import { PartialString } from '../evaluation/partial-string';

/** Whether a policy allows an AWS service an action, such as ecs-tasks.amazonaws.com to assume a role. */
export function serviceMay(document: Node, service: string, action: string): Trilean {
  if (serviceIsDenied(document, service, action)) { return 'no'; }
  const { known: statements, isComplete } = statementsOf(document);
  const answers = statements.filter(({ effect }) => effect !== 'Deny').map(statement => {
    const admitted = covers(statement, service, action);
    return statement.effect === 'Allow' ? admitted : atMostUnknown(admitted);
  });
  const admitted = anyOf([...answers, isComplete ? 'no' : 'unknown']);
  return statements.every(({ effect }) => effect === 'Allow') ? admitted : atMostUnknown(admitted);
}

/** Whether a statement without conditions certainly denies an AWS service an action. */
export function serviceIsDenied(document: Node, service: string, action: string): boolean {
  return statementsOf(document).known.some(statement => statement.effect === 'Deny' && covers(statement, service, action) === 'yes');
}

function covers(statement: WrittenStatement, service: string, action: string): Trilean {
  const covered = allOf([statement.coversAction(action), principalIs(statement.node, service)]);
  return statement.isUnconditional ? covered : atMostUnknown(covered);
}

function principalIs(statement: Node, service: string): Trilean {
  if (!statement.get('NotPrincipal').isAbsent) { return 'unknown'; }
  const principal = statement.get('Principal');
  if (principal.asText.is('*')) { return 'yes'; }
  return anyOf([
    anyElement(principal.get('Service'), name => isService(name, service)),
    // all principals of all accounts, which include some services
    anyElement(principal.get('AWS'), who => who.literal === '*' ? 'unknown' : 'no'),
  ]);
}

/** A service has the same name in all Regions. In China, some have a second name, and some have a name for each Region. */
function isService(name: PartialString, service: string): Trilean {
  const { literal } = name;
  if (literal === service || literal === `${service}.cn` || literal === '*') { return 'yes'; }
  const [start] = service.split('.');
  if (literal !== undefined) { return literal.startsWith(`${start}.`) ? 'unknown' : 'no'; }
  return anyOf([service, `${service}.cn`].map(each => matches(name, PartialString.made([each]))));
}
