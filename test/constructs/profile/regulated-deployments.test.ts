import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ContainerService, Deployment, DeploymentAlarm, DeploymentHook, EcsCluster, Exposure, Profile, TestTraffic } from '../../../src';
import { IMAGE } from '../../support/container-service';
import { recommendedFeatureFlags } from '../../support/feature-flags';
import { ALL_PACKS, nagFindings } from '../../support/nag';
import { certificateIn } from '../../support/shared-alb';

const deployment = Deployment.blueGreen({
  testTraffic: TestTraffic.header('x-test', 'green'), hooks: [DeploymentHook.smokeTest('/'), DeploymentHook.approval()], alarms: [DeploymentAlarm.serverErrors(10)],
});

function regulated(context: Record<string, unknown>, isPublic: boolean): Stack {
  const stack = new Stack(new App({ context }), 'Stack', { env: { region: 'eu-west-1' } });
  const props = { certificate: certificateIn(stack, 'own'), accessLogsBucket: s3.Bucket.fromBucketName(stack, 'Logs', 'logs') };
  const profile = Profile.regulated();
  new ContainerService(stack, 'Api', {
    cluster: new EcsCluster(stack, 'Cluster', { profile }),
    image: IMAGE,
    exposure: isPublic ? Exposure.publicAlb(props) : Exposure.internalAlb(props),
    deployment,
  });
  return stack;
}

describe.each<[string, Record<string, unknown>]>([
  ['without feature flags', {}],
  ['with the feature flags of cdk init', recommendedFeatureFlags()],
])('a regulated service with traffic shifts, %s', (_, context) => {
  test.each([['public', true], ['internal', false]])('has no cdk-nag findings behind a load balancer that is %s', (__, isPublic) => {
    expect(nagFindings(regulated(context, isPublic).node.root as App, ALL_PACKS)).toEqual([]);
  });
});

test('the log of a smoke test is encrypted in the regulated profile', () => {
  const template = Template.fromStack(regulated({}, true));
  template.hasResourceProperties('AWS::Lambda::Function', {
    Description: Match.stringLikeRegexp('Smoke test'), LoggingConfig: { LogGroup: { Ref: Match.stringLikeRegexp('SmokeTestLogs') } },
  });
  const groups = template.findResources('AWS::Logs::LogGroup', { Properties: { KmsKeyId: Match.absent() } });
  expect(Object.keys(groups)).toEqual([]);
});
