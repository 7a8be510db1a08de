import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { InstanceRefreshProps } from './instance-refresh-props';
import { acknowledge, acknowledgeWildcardArns, ofRegulatedPacks } from '../../nag/acknowledgements';
import { acknowledgeCallFunction, providerOf } from '../../nag/sdk-call-function';

/**
 * Starts an instance refresh when the version of the launch template changes. An `UpdatePolicy` of CloudFormation cannot replace instances that are
 * protected from scale-in, and would wait for them until it times out. See decision 070.
 */
export function refreshInstances(
  scope: Construct, group: autoscaling.AutoScalingGroup, template: ec2.LaunchTemplate, props: InstanceRefreshProps,
): AwsCustomResource {
  const refresh = new AwsCustomResource(scope, 'Refresh', {
    installLatestAwsSdk: false,
    resourceType: 'Custom::InstanceRefresh',
    onUpdate: {
      service: 'auto-scaling',
      action: 'startInstanceRefresh',
      parameters: { AutoScalingGroupName: group.autoScalingGroupName, Strategy: 'Rolling', Preferences: preferences(props) },
      physicalResourceId: PhysicalResourceId.of(`${template.launchTemplateId}-${template.latestVersionNumber}`),
      ignoreErrorCodesMatching: 'InstanceRefreshInProgress',
      outputPaths: [],
    },
    policy: AwsCustomResourcePolicy.fromStatements([
      new iam.PolicyStatement({ actions: ['autoscaling:StartInstanceRefresh'], resources: [group.autoScalingGroupArn] }),
    ]),
  });
  acknowledgeWildcardArns(refresh, [group.autoScalingGroupArn], 'The ARN of a group contains an id that is not known, and its name limits it');
  acknowledge(refresh, ofRegulatedPacks('IAMNoInlinePolicy'), 'The role of the function belongs to AwsCustomResource, which gives it inline policies');
  acknowledgeCallFunction(scope);
  // otherwise the function creates its log group with the first call, and CloudFormation cannot create it any more
  const logGroup = providerOf(scope)?.node.tryFindChild('LogGroup');
  if (logGroup) { refresh.node.addDependency(logGroup); }
  return refresh;
}

/** Instances that have the new version already are not replaced again. */
function preferences({ minHealthyPercent = 100, maxHealthyPercent = 110 }: InstanceRefreshProps): object {
  return { MinHealthyPercentage: minHealthyPercent, MaxHealthyPercentage: maxHealthyPercent, ScaleInProtectedInstances: 'Refresh', SkipMatching: true };
}
