import { Token } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { InstanceAccelerator } from './instance-accelerator';
import { InstanceGroupProps } from './instance-group-props';
import { renderRequirements } from './instance-requirements';
import { wholeNumberProblem } from '../../checks';
import { requirementProblems } from '../requirement-problems';

const { PRIORITIZED, LOWEST_PRICE } = autoscaling.OnDemandAllocationStrategy;
const { CAPACITY_OPTIMIZED_PRIORITIZED, PRICE_CAPACITY_OPTIMIZED } = autoscaling.SpotAllocationStrategy;

/** Whether the group needs a mixed instances policy: several types, requirements, or Spot Instances. One type on demand needs none. */
export function isMixed({ instanceTypes = [], instanceRequirements, spot = false }: InstanceGroupProps): boolean {
  return spot || instanceRequirements !== undefined || instanceTypes.length > 1;
}

/** How the group buys instances. There are no weights: managed scaling of ECS refuses a group with weighted capacity. */
export function launchSettings(
  props: InstanceGroupProps, launchTemplate: ec2.LaunchTemplate, accelerator: InstanceAccelerator,
): Pick<autoscaling.AutoScalingGroupProps, 'launchTemplate' | 'mixedInstancesPolicy'> {
  if (!isMixed(props)) { return { launchTemplate }; }
  const launchTemplateOverrides = overrides(props, accelerator);
  return { mixedInstancesPolicy: { launchTemplate, launchTemplateOverrides, instancesDistribution: distribution(props) } };
}

function overrides(props: InstanceGroupProps, accelerator: InstanceAccelerator): autoscaling.LaunchTemplateOverrides[] {
  const { instanceTypes = [], instanceRequirements } = props;
  return instanceRequirements
    ? [{ instanceRequirements: renderRequirements(instanceRequirements, accelerator) }]
    : instanceTypes.map(instanceType => ({ instanceType }));
}

function distribution(props: InstanceGroupProps): autoscaling.InstancesDistribution {
  const { spot, instanceRequirements, onDemandBase, onDemandPercentage, spotAllocationStrategy } = props;
  return {
    onDemandAllocationStrategy: props.onDemandAllocationStrategy ?? (instanceRequirements ? LOWEST_PRICE : PRIORITIZED),
    onDemandBaseCapacity: onDemandBase,
    onDemandPercentageAboveBaseCapacity: spot ? onDemandPercentage ?? 0 : 100,
    spotAllocationStrategy: spot ? spotAllocationStrategy ?? PRICE_CAPACITY_OPTIMIZED : undefined,
  };
}

export function purchaseProblems(props: InstanceGroupProps): string[] {
  return [
    ...selectionProblems(props),
    ...spotProblems(props),
    ...priorityProblems(props),
    ...wholeNumberProblem('onDemandBase', props.onDemandBase, { min: 0 }),
    ...baseProblems(props),
    ...wholeNumberProblem('onDemandPercentage', props.onDemandPercentage, { min: 0, max: 100 }),
  ];
}

function selectionProblems({ instanceTypes, instanceRequirements }: InstanceGroupProps): string[] {
  if (instanceTypes && instanceRequirements) { return ['instanceTypes and instanceRequirements exclude each other; remove one'];}
  if (instanceRequirements) { return requirementProblems(instanceRequirements); }
  if (instanceTypes && instanceTypes.length > 0) { return []; }
  return [`instanceTypes${instanceTypes ? ' ([])' : ''} must have at least one instance type, such as new ec2.InstanceType('m7g.large'); or set instanceRequirements`];
}

function spotProblems({ spot, onDemandBase, onDemandPercentage, spotAllocationStrategy }: InstanceGroupProps): string[] {
  const given = Object.entries({ onDemandBase, onDemandPercentage, spotAllocationStrategy }).filter(([, value]) => value !== undefined);
  return spot ? [] : given.map(([name, value]) => `${name} (${String(value)}) has no effect without spot: true`);
}

function baseProblems({ spot, onDemandBase = 0, maxInstances }: InstanceGroupProps): string[] {
  return spot && !Token.isUnresolved(onDemandBase) && !Token.isUnresolved(maxInstances) && onDemandBase > maxInstances
    ? [`onDemandBase (${onDemandBase}) must be at most maxInstances (${maxInstances})`]
    : [];
}

/** Requirements have no order. */
function priorityProblems({ instanceRequirements, onDemandAllocationStrategy, spotAllocationStrategy }: InstanceGroupProps): string[] {
  if (!instanceRequirements) { return []; }
  return [
    ...onDemandAllocationStrategy === PRIORITIZED ? [`onDemandAllocationStrategy (${PRIORITIZED}) requires instanceTypes, which have an order`] : [],
    ...spotAllocationStrategy === CAPACITY_OPTIMIZED_PRIORITIZED
      ? [`spotAllocationStrategy (${CAPACITY_OPTIMIZED_PRIORITIZED}) requires instanceTypes, which have an order`]
      : [],
  ];
}
