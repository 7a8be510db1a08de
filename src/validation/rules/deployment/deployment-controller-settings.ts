import { ECS_CONTROLLER_SETTINGS } from '../../../facts/deployment-controllers';
import { places } from '../../model/evaluation/places';
import { isAmong } from '../../model/evaluation/values';
import { defineRule } from '../rule';

const CODE_DEPLOY = 'a Fargate service that CodeDeploy deploys';

export default defineRule({
  title: 'Settings of ECS deployments are not used with CodeDeploy or an external controller',
  severity: 'error',
  outcome: 'refused',
  why: 'Deployment strategies, hooks, alarms, the circuit breaker, Service Connect and VPC Lattice need deployment controller ECS. ECS refuses the service, or ignores the setting.',
  fix: 'Remove the setting, or let ECS deploy the service: `deploymentController` with type ECS. In CloudFormation: DeploymentController.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html',

  subject: 'service',
  *check({ controller, node }) {
    if (!controller.isOneOf(['CODE_DEPLOY', 'EXTERNAL'])) { return; }
    for (const { path, values, what, verdict } of ECS_CONTROLLER_SETTINGS) {
      for (const place of places(node, path)) {
        if (isAmong(place, values)) {
          yield { location: place.location, message: `deployment controller ${controller} does not support ${what}; use deployment controller ECS`, ...verdict === 'doubtful' ? { severity: 'warning' } : {} };
        }
      }
    }
  },

  scene: 'a service with a task set',
  bad: {
    'alarms': { Service: { DeploymentConfiguration: { Alarms: { Enable: true, Rollback: true, AlarmNames: ['errors'] } } } },
    'Service Connect': { Service: { ServiceConnectConfiguration: { Enabled: true, Namespace: 'local' } } },
    'VPC Lattice': {
      Service: {
        VpcLatticeConfigurations: [{ PortName: 'http', RoleArn: 'arn:aws:iam::111122223333:role/lattice', TargetGroupArn: 'arn:aws:vpc-lattice:eu-west-1:111122223333:targetgroup/tg-0a1b2c3d4e5f60718' }],
      },
    },
    'a circuit breaker': { Service: { DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true, Rollback: true } } } },
    'early success': {
      Service: { DeploymentConfiguration: { EarlySuccessCriteria: { Enable: true, HealthyPercent: 100, SourceServiceRevisionCleanup: 'DEFERRED' } } },
    },
    'blue/green deployments with CodeDeploy': { scene: CODE_DEPLOY, change: { Service: { DeploymentConfiguration: { Strategy: 'BLUE_GREEN' } } } },
    'a pause with CodeDeploy': {
      scene: CODE_DEPLOY, change: { Service: { DeploymentConfiguration: { LifecycleHooks: [{ TargetType: 'PAUSE', LifecycleStages: ['POST_SCALE_UP'] }] } } },
    },
    'a linear configuration with CodeDeploy': { scene: CODE_DEPLOY, change: { Service: { DeploymentConfiguration: { LinearConfiguration: { StepPercent: 10 } } } } },
    'a canary configuration with CodeDeploy': { scene: CODE_DEPLOY, change: { Service: { DeploymentConfiguration: { CanaryConfiguration: { CanaryPercent: 10 } } } } },
    'an alternate target group with CodeDeploy': {
      scene: CODE_DEPLOY,
      change: { Service: { LoadBalancers: { 0: { AdvancedConfiguration: { AlternateTargetGroupArn: { Ref: 'Green' } } } } } },
    },
  },
  good: {
    'disabled settings': {
      Service: {
        ServiceConnectConfiguration: { Enabled: false },
        DeploymentConfiguration: {
          DeploymentCircuitBreaker: { Enable: false, Rollback: false }, Alarms: { Enable: false, Rollback: false, AlarmNames: [] },
        },
      },
    },
    'the default strategy': { scene: CODE_DEPLOY, change: { Service: { DeploymentConfiguration: { Strategy: 'ROLLING' } } } },
    'a controller from a parameter': {
      scene: 'a Fargate service',
      change: { Service: { DeploymentController: { Type: { Ref: 'AParameter' } }, ServiceConnectConfiguration: { Enabled: true, Namespace: 'local' } } },
    },
    'a strategy from a parameter': { scene: CODE_DEPLOY, change: { Service: { DeploymentConfiguration: { Strategy: { Ref: 'AParameter' } } } } },
    'hooks from a parameter': { scene: CODE_DEPLOY, change: { Service: { DeploymentConfiguration: { LifecycleHooks: { Ref: 'AParameter' } } } } },
  },
});
