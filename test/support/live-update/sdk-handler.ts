import { AwsError } from './aws-error';

/** The event that CloudFormation sends to the function of an `AwsCustomResource`. */
export interface SdkEvent {
  readonly type: 'Create' | 'Update' | 'Delete';
  readonly logicalId: string;
  /** The current physical id; undefined when the resource is created. */
  readonly physicalId?: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface SdkAnswer {
  readonly physicalId: string;
  readonly failure?: string;
}

type MakeCall = (action: string, parameters: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

interface Call {
  readonly action: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly physicalResourceId?: { readonly id?: string; readonly responsePath?: string };
  readonly ignoreErrorCodesMatching?: string;
}

/** The physical id in the response to a failed event. */
const LOG_STREAM = '2026/11/29/[$LATEST]0123456789abcdef';

/** The response of the function to an event, like in `custom-resources/aws-custom-resource-handler` of aws-cdk-lib 2.x. */
export function answerOf(event: SdkEvent, make: MakeCall): SdkAnswer {
  const call = callOf(event, event.type);
  const physicalId = physicalIdOf(event);
  if (!call) { return { physicalId }; }
  try {
    const response = responseOf(call, physicalId, make);
    const { responsePath } = call.physicalResourceId ?? {};
    return { physicalId: responsePath === undefined ? physicalId : String(response[responsePath]) };
  } catch (error) {
    return { physicalId: LOG_STREAM, failure: (error as AwsError).message };
  }
}

function responseOf({ action, parameters, ignoreErrorCodesMatching }: Call, physicalId: string, make: MakeCall): Readonly<Record<string, unknown>> {
  try {
    return make(action, JSON.parse(JSON.stringify(parameters).replace(/PHYSICAL:RESOURCEID:/g, physicalId)) as Record<string, unknown>);
  } catch (error) {
    const isIgnored = ignoreErrorCodesMatching !== undefined && new RegExp(ignoreErrorCodesMatching).test((error as AwsError).code);
    if (!isIgnored) { throw error; }
    return {};
  }
}

function physicalIdOf(event: SdkEvent): string {
  const idIn = (type: SdkEvent['type']) => callOf(event, type)?.physicalResourceId?.id;
  if (event.type !== 'Create') { return idIn(event.type) ?? event.physicalId!; }
  return idIn('Create') ?? idIn('Update') ?? idIn('Delete') ?? event.logicalId;
}

function callOf({ properties }: SdkEvent, type: SdkEvent['type']): Call | undefined {
  const text = properties[type];
  return text === undefined ? undefined : JSON.parse(String(text)) as Call;
}
