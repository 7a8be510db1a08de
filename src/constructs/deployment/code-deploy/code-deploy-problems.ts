import { Token } from 'aws-cdk-lib';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import { CodeDeployProps } from './code-deploy-props';
import { ALL_AT_ONCE, APPROVAL_WAIT_MINUTES, DEPLOYMENT_GROUP_ALARMS, PREDEFINED_CONFIGURATION, TERMINATION_WAIT_MINUTES } from '../../../facts/code-deploy';
import { ExposureKind } from '../../load-balancing/exposure-kind';
import { ownListenerTestProblems } from '../../load-balancing/traffic-shift/shift-problems';
import { alarmProblems } from '../deployment-alarm-list';
import { minutesProblem } from '../minutes';

type Exposure = Pick<ExposureKind, 'hasTraffic' | 'transports' | 'ownPorts'>;

const OWN_LOAD_BALANCER = 'Exposure.publicAlb, internalAlb, publicNlb or internalNlb';

/** Why CodeDeploy can never deploy a service with this exposure. */
export function codeDeployProblems(props: CodeDeployProps, exposure: Exposure): readonly string[] {
  const { alarms = [], terminationWaitTime, deploymentApprovalWaitTime, hooks } = props;
  return [
    ...exposureProblems(exposure),
    ...(exposure.transports ? speedProblems(props.deploymentConfig) : []),
    ...testTrafficProblems(props, exposure.ownPorts),
    ...(hooks && Object.values(hooks).every(hook => hook === undefined) ? ['hooks is empty; add a function or remove hooks'] : []),
    ...alarmProblems(props.alarms, exposure),
    ...(alarms.length > DEPLOYMENT_GROUP_ALARMS ? [`alarms has ${alarms.length} alarms, and a deployment group allows ${DEPLOYMENT_GROUP_ALARMS}; use a composite alarm`] : []),
    ...minutesProblem('terminationWaitTime', terminationWaitTime, TERMINATION_WAIT_MINUTES),
    ...minutesProblem('deploymentApprovalWaitTime', deploymentApprovalWaitTime, APPROVAL_WAIT_MINUTES),
  ];
}

function exposureProblems({ hasTraffic, ownPorts }: Exposure): string[] {
  if (!hasTraffic) { return [`Deployment.codeDeploy moves traffic between two target groups, and the service has none; set exposure to ${OWN_LOAD_BALANCER}`]; }
  if (ownPorts) { return []; }
  return [`Deployment.codeDeploy changes the default action of a listener, which an existing load balancer shares with other services; use ${OWN_LOAD_BALANCER}, or another deployment`];
}

function speedProblems(config: codedeploy.IEcsDeploymentConfig | undefined): string[] {
  if (!config || !isGradual(config)) { return []; }
  const name = Token.isUnresolved(config.deploymentConfigName) ? config.node.path : config.deploymentConfigName;
  return [`deploymentConfig (${name}) moves traffic step by step, which a Network Load Balancer does not; use codedeploy.EcsDeploymentConfig.ALL_AT_ONCE, or an exposure on an Application Load Balancer`];
}

/** False for an imported configuration, whose steps are unknown. */
function isGradual(config: codedeploy.IEcsDeploymentConfig): boolean {
  const { deploymentConfigName: name } = config;
  if (!Token.isUnresolved(name) && name.startsWith(PREDEFINED_CONFIGURATION)) { return name !== ALL_AT_ONCE; }
  const resource = config instanceof codedeploy.EcsDeploymentConfig ? config.node.defaultChild : undefined;
  const routing = resource instanceof codedeploy.CfnDeploymentConfig ? resource.trafficRoutingConfig : undefined;
  return routing !== undefined && !Token.isUnresolved(routing) && (routing as codedeploy.CfnDeploymentConfig.TrafficRoutingConfigProperty).type !== 'AllAtOnce';
}

function testTrafficProblems({ testTraffic, hooks }: CodeDeployProps, ownPorts: readonly number[] = []): string[] {
  const { header, ...others } = testTraffic?._route ?? {};
  return [
    ...(header ? [`TestTraffic.header ('${header.name}') needs a listener rule, and CodeDeploy changes the default action of a listener; use TestTraffic.port`] : []),
    ...ownListenerTestProblems(others, ownPorts),
    ...(hooks?.afterAllowTestTraffic && !testTraffic ? ['hooks.afterAllowTestTraffic is never called without a test listener; set testTraffic'] : []),
  ];
}
