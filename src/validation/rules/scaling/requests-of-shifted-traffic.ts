import type { Service } from '../../model/entities/service';
import type { Node } from '../../model/evaluation/node';
import type { Resource } from '../../model/evaluation/resource';
import { scaledService } from '../../model/queries/services';
import { shiftsTraffic } from '../../model/queries/traffic-shift';
import { defineRule } from '../rule';

const METRIC = 'ALBRequestCountPerTarget';
const BLUE_GREEN = 'an auto scaled Fargate service with blue/green deployments';

export default defineRule({
  title: 'A service whose deployments shift traffic does not scale by the requests of one target group',
  severity: 'warning',
  outcome: 'ignored',
  why: 'A blue/green deployment moves the traffic to the other target group, but the policy still counts the requests of the first one. The service stops scaling. AWS does not support this metric for blue/green deployments.',
  fix: 'Scale by CPU or memory with `onCpu()` or `onMemory()`, or deploy with rolling updates. In CloudFormation: PredefinedMetricType ECSServiceAverageCPUUtilization.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html',

  subject: 'scalableTarget',
  *check(target, application) {
    const { policies } = target;
    const service = scaledService(target, application);
    if (!service || !movesTasks(service)) { return; }
    const groups = service.attachments.flatMap(({ targetGroups }) => targetGroups.map(({ resource }) => resource));
    const [policy, ...others] = policies.filter(each => metricPlace(each).text('PredefinedMetricType').is(METRIC));
    // two policies may count the requests of both target groups
    if (!policy || others.length > 0 || !groups.some(group => metricPlace(policy).partialString('ResourceLabel')?.resources.includes(group))) { return; }
    const deployed = service.controller.is('CODE_DEPLOY') ? 'CodeDeploy' : service.deploymentStrategy;
    yield {
      location: metricPlace(policy).at('PredefinedMetricType'),
      related: [service.resource.at('')],
      message: `counts the requests of one target group, but ${deployed} deployments of ${service.resource.logicalId} move its traffic to another one`,
    };
  },

  scene: BLUE_GREEN,
  bad: {
    'a blue/green deployment': { ScaleOnCpu: requests('Targets') },
    'requests of the second target group, and CPU': { Second: secondPolicy() },
    'CodeDeploy': { scene: 'an auto scaled Fargate service that CodeDeploy deploys', change: { ScaleOnCpu: requests('Targets') } },
  },
  good: {
    'rolling updates': { Service: { DeploymentConfiguration: { Strategy: 'ROLLING' } }, ScaleOnCpu: requests('Targets') },
    'CPU': { ScaleOnCpu: { PolicyName: 'processor' } },
    'requests of both target groups': { ScaleOnCpu: requests('Targets'), Second: secondPolicy() },
    'requests of another service': { ScaleOnCpu: requests('Targets', 'app/shop/50dc6c495c0c9188/targetgroup/other/943f017f100becff') },
    'a metric from a parameter': { ScaleOnCpu: { TargetTrackingScalingPolicyConfiguration: { PredefinedMetricSpecification: { PredefinedMetricType: { Ref: 'Metric' } } } } },
  },
});

function requests(group: string, label: unknown = { 'Fn::Sub': `\${Balancer.LoadBalancerFullName}/\${${group}.TargetGroupFullName}` }) {
  const PredefinedMetricSpecification = { PredefinedMetricType: METRIC, ResourceLabel: label };
  return { TargetTrackingScalingPolicyConfiguration: { PredefinedMetricSpecification, TargetValue: 100 } };
}

function secondPolicy() {
  return {
    Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
    Properties: { PolicyName: 'second', PolicyType: 'TargetTrackingScaling', ScalingTargetId: { Ref: 'ScalableTarget' }, ...requests('Green') },
  };
}

/** Whether deployments are known to move the tasks of a service between two target groups. */
function movesTasks(service: Service): boolean { return service.controller.is('CODE_DEPLOY') || shiftsTraffic(service); }

function metricPlace({ properties }: Resource): Node {
  return properties.get('TargetTrackingScalingPolicyConfiguration').get('PredefinedMetricSpecification');
}
