import { placeOfArn } from '../../../facts/arns';
import { areDifferentRegions } from '../../../facts/vpc-endpoints';
import type { TaskRunner } from '../entities/task-runner';
import { Node } from '../evaluation/node';
import type { DeclaringTemplate } from '../evaluation/resource';

/** The Region and the account of something, as far as synthesis knows them. */
export interface Whereabouts {
  readonly region?: string;
  readonly account?: string;
}

/** Whether both Regions are known and different. */
export function inDifferentRegions({ region: one = '' }: Whereabouts, { region: other = '' }: Whereabouts): boolean { return areDifferentRegions(one, other); }

/** Where the call of a task runner goes: to its own Region, or to the Region that the call names. */
export function whereCalled({ regionPlace, resource: { template } }: TaskRunner): Whereabouts {
  return regionPlace === undefined || regionPlace.isAbsent ? whereIs(template) : { region: regionPlace.asText.known };
}

/** Where the resource is that a place names by its ARN or by a reference; unknown for a name. */
export function whereNamed(place: Node): Whereabouts {
  const attribute = place.asAttribute;
  if (attribute) { return attribute.resource.type.startsWith('AWS::ECS::') ? whereIs(attribute.resource.template) : {}; }
  const own = whereIs(place.resource.template);
  const parts = place.asPartialString?.parts ?? [];
  const arn = parts.map(part => typeof part === 'string' ? part : part.kind === 'pseudo' ? valueOf(part.name, own) : GAP).join('');
  const { region = '', account = '' } = placeOfArn(arn) ?? {};
  return { region: known(region), account: known(account) };
}

const GAP = '?';

function whereIs({ source: { region, account } }: DeclaringTemplate): Whereabouts { return { region, account }; }

function valueOf(pseudo: string, { region = GAP, account = GAP }: Whereabouts): string {
  return pseudo === 'AWS::Region' ? region : pseudo === 'AWS::AccountId' ? account : 'aws';
}

/** Nothing for a part that only the deployment knows. */
function known(text: string): string | undefined { return text === '' || text.includes(GAP) ? undefined : text; }
