import { LaunchSettings, writtenSetting } from '../entities/launch-template';
import { under } from '../evaluation/raw';

const DYNAMIC_REFERENCE = /^\{\{resolve:ssm:(\/[^:}]+)(?::\d+)?\}\}$/;
const IMAGE_PARAMETER = 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>';

/**
 * The name of the parameter in Parameter Store that contains the AMI of a launch template or launch configuration: a dynamic reference, or the
 * default of a template parameter for an AMI, as the CDK and the examples of AWS write it.
 */
export function imageParameterOf(launch: LaunchSettings): string | undefined {
  const { template } = launch.resource;
  const raw = writtenSetting(launch, 'ImageId');
  const [, reference] = typeof raw === 'string' ? DYNAMIC_REFERENCE.exec(raw) ?? [] : [];
  const name = under(raw, 'Ref');
  if (typeof name !== 'string' || template.parameterType(name) !== IMAGE_PARAMETER) { return reference; }
  const parameter = under(under(template.section('Parameters'), name), 'Default');
  return typeof parameter === 'string' ? parameter : undefined;
}

/** Whether the AMI is certainly one of AWS, which contains no images of applications, and no settings of others. */
export function hasImageOfAws(launch: LaunchSettings): boolean { return imageParameterOf(launch)?.startsWith('/aws/service/') === true; }
