import { Node } from './node';
import { isExternal } from '../../facts/external-access';

/** Resources that return what somebody else made, which may be something of the app. */
const RELAYS: readonly string[] = ['AWS::CloudFormation::Stack', 'AWS::SSM::Parameter', 'AWS::Serverless::Application'];

/** Whether what a place names is not known: it may be any resource of the app. A literal id is of something else. */
export function mayBeAny(place: Node): boolean {
  const attribute = place.asAttribute;
  return attribute ? isExternal(attribute.resource.type) || RELAYS.includes(attribute.resource.type) : place.asText.isDeferred;
}
