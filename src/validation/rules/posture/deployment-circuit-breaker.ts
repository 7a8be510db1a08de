import type { Node } from '../../model/evaluation/node';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Services detect failed deployments',
  severity: 'warning',
  outcome: 'outage-risk',
  why: 'Without the deployment circuit breaker or alarms, ECS starts tasks of a broken version again and again, and CloudFormation waits for hours until it rolls back.',
  fix: 'Set `circuitBreaker: { enable: true, rollback: true }` of the service; a ContainerService does it. In CloudFormation: DeploymentConfiguration.DeploymentCircuitBreaker.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html',

  subject: 'service',
  *check({ controller, deployment, resource }) {
    if (!controller.is('ECS') || !hasNoAlarms(deployment)) { return; }
    const breaker = deployment.get('DeploymentCircuitBreaker');
    if (breaker.flag('Enable').orDefault(false).is(false)) {
      yield { location: breaker.at('Enable'), message: `${resource.logicalId} has no deployment circuit breaker and no deployment alarms; enable the circuit breaker` };
    }
  },

  scene: 'a secured Fargate service',
  bad: {
    'no circuit breaker': deployed({ DeploymentCircuitBreaker: undefined }),
    'a circuit breaker that is disabled': deployed({ DeploymentCircuitBreaker: { Enable: false, Rollback: false } }),
    'alarms that are disabled, as aws-cdk-lib writes them': deployed({ DeploymentCircuitBreaker: undefined, Alarms: { AlarmNames: [], Enable: false, Rollback: false } }),
  },
  good: {
    'a circuit breaker from a parameter': deployed({ DeploymentCircuitBreaker: { Enable: { Ref: 'Enable' } } }),
    'alarms': deployed({ DeploymentCircuitBreaker: undefined, Alarms: { AlarmNames: ['errors'], Enable: true, Rollback: true } }),
    'alarms from a parameter': deployed({ DeploymentCircuitBreaker: undefined, Alarms: { AlarmNames: ['errors'], Enable: { Ref: 'Enable' }, Rollback: true } }),
    'the controller EXTERNAL': {
      Service: {
        DeploymentController: { Type: 'EXTERNAL' }, DeploymentConfiguration: undefined, TaskDefinition: undefined, LaunchType: undefined, NetworkConfiguration: undefined,
      },
    },
  },
});

function hasNoAlarms(deployment: Node): boolean {
  const alarms = deployment.get('Alarms');
  return alarms.isAbsent || alarms.flag('Enable').is(false);
}

function deployed(DeploymentConfiguration: object) { return { Service: { DeploymentConfiguration } }; }
