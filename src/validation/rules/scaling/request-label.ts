import { missingLabel, superfluousLabel } from './policies/metrics';
import { predefinedIn } from './policies/predictions';
import { own } from '../../../facts/own';
import { RETURN_VALUES } from '../../../facts/return-values';
import { countsRequests, REQUEST_LABEL, REQUESTS_PER_TARGET } from '../../../facts/scaling-metrics';
import { LoadBalancer } from '../../model/entities/load-balancer';
import type { ScalingPolicy } from '../../model/entities/scaling-policy';
import { TargetGroup } from '../../model/entities/target-group';
import type { Part } from '../../model/evaluation/outcome';
import { PartialString } from '../../model/evaluation/partial-string';
import { serviceScaledBy } from '../../model/queries/scaling-policies';
import { defineRule } from '../rule';

const LABELLED = 'an auto scaled Fargate service behind a load balancer';

export default defineRule({
  title: 'A policy that counts requests names the Application Load Balancer and the target group of its service',
  severity: 'error',
  outcome: 'refused',
  why: 'The label names the target group whose requests are counted. Application Auto Scaling refuses a missing label, one of another form ("Invalid resource label"), a target group that is not attached to the service, and one to which the load balancer does not route. It refuses a label for any other metric.',
  fix: 'Use `onRequests()` of ContainerService or `scaleOnRequestCount()`, which set the label. In CloudFormation: ResourceLabel !Sub ${LoadBalancer.LoadBalancerFullName}/${TargetGroup.TargetGroupFullName}.',
  docs: 'https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html',

  subject: 'scalingPolicy',
  *check(policy, application) {
    for (const metric of [policy.predefined, ...predefinedIn(policy.predicting)]) {
      yield* [...missingLabel(metric, name => name === REQUESTS_PER_TARGET), ...superfluousLabel(metric)];
      const label = metric.get('ResourceLabel');
      const text = metric.text('PredefinedMetricType').satisfies(countsRequests) ? label.asPartialString : undefined;
      const problem = text && (formProblem(text, application) ?? memberProblem(text, policy, application));
      if (problem) { yield { location: label.location, message: problem }; }
    }
  },

  scene: LABELLED,
  bad: {
    'no label': { ScaleOnCpu: requests(undefined) },
    'no label of a predicted pair': {
      ScaleOnCpu: {
        PolicyType: 'PredictiveScaling',
        TargetTrackingScalingPolicyConfiguration: undefined,
        PredictiveScalingPolicyConfiguration: { MetricSpecifications: [{ TargetValue: 100, PredefinedMetricPairSpecification: { PredefinedMetricType: 'ALBRequestCount' } }] },
      },
    },
    'the ARNs': { ScaleOnCpu: requests({ 'Fn::Sub': '${Balancer}/${Targets}' }) },
    'the target group alone': { ScaleOnCpu: requests({ 'Fn::GetAtt': ['Targets', 'TargetGroupFullName'] }) },
    'a literal of a Network Load Balancer': { ScaleOnCpu: requests('net/shop/50dc6c495c0c9188/targetgroup/web/943f017f100becff') },
    'a Network Load Balancer': {
      ScaleOnCpu: requests({ 'Fn::Sub': '${Internal.LoadBalancerFullName}/targetgroup/web/943f017f100becff' }), Internal: internal({ Type: 'network' }),
    },
    'a label for CPU': {
      ScaleOnCpu: {
        TargetTrackingScalingPolicyConfiguration: {
          PredefinedMetricSpecification: { ResourceLabel: { 'Fn::Sub': '${Balancer.LoadBalancerFullName}/${Targets.TargetGroupFullName}' } },
        },
      },
    },
    'a label of another form for CPU': {
      ScaleOnCpu: { TargetTrackingScalingPolicyConfiguration: { PredefinedMetricSpecification: { ResourceLabel: 'web' } } },
    },
    'a target group of no service': { ScaleOnCpu: requests({ 'Fn::Sub': '${Balancer.LoadBalancerFullName}/${Others.TargetGroupFullName}' }), Others: targets() },
    'another load balancer': { ScaleOnCpu: requests({ 'Fn::Sub': '${Internal.LoadBalancerFullName}/${Targets.TargetGroupFullName}' }), Internal: internal() },
  },
  good: {
    'the load balancer and the target group': { ScaleOnCpu: requests({ 'Fn::Sub': '${Balancer.LoadBalancerFullName}/${Targets.TargetGroupFullName}' }) },
    'a literal label': { ScaleOnCpu: requests('app/shop/50dc6c495c0c9188/targetgroup/web/943f017f100becff') },
    'a label from a parameter': { ScaleOnCpu: requests({ Ref: 'AParameter' }) },
    'a load balancer from a parameter': { ScaleOnCpu: requests({ 'Fn::Sub': '${Name}/${Targets.TargetGroupFullName}' }) },
    'the second target group of CodeDeploy': {
      scene: 'an auto scaled Fargate service that CodeDeploy deploys',
      change: { ScaleOnCpu: requests({ 'Fn::Sub': '${Balancer.LoadBalancerFullName}/${Green.TargetGroupFullName}' }) },
    },
    'a service with a target group from a parameter': {
      Service: { LoadBalancers: { 0: { TargetGroupArn: { Ref: 'AParameter' } } } },
      ScaleOnCpu: requests({ 'Fn::Sub': '${Balancer.LoadBalancerFullName}/${Targets.TargetGroupFullName}' }),
    },
    'no label for memory': {
      ScaleOnCpu: { TargetTrackingScalingPolicyConfiguration: { PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageMemoryUtilization' } } },
    },
    'a target group of a list from a parameter': {
      Service: { LoadBalancers: { 'Fn::If': ['Own', { Ref: 'AParameter' }, { Ref: 'AParameter' }] } },
      ScaleOnCpu: requests({ 'Fn::Sub': '${Balancer.LoadBalancerFullName}/${Targets.TargetGroupFullName}' }),
    },
  },
});

/** Why the label certainly has another form. */
function formProblem(label: PartialString, application: ScalingPolicy['application']): string | undefined {
  const parts = label.parts.map(part => standIn(part, application));
  return parts.includes(undefined) || REQUEST_LABEL.pattern.test(parts.join('')) ? undefined : `ResourceLabel is "${label}"; it must be ${REQUEST_LABEL.form}`;
}

/** The part in the form that it has at deployment; `undefined` if it may be any text. */
function standIn(part: Part, application: ScalingPolicy['application']): string | undefined {
  if (typeof part === 'string') { return part; }
  if (part.kind !== 'attribute') { return undefined; }
  switch (own(own(RETURN_VALUES, part.resource.type) ?? {}, part.attribute)) {
    case 'the full name of a load balancer': return application.view(LoadBalancer, part.resource).type.is('network') ? 'net/x/x' : 'app/x/x';
    case 'the full name of a target group': return 'targetgroup/x/x';
    case 'the ARN of a load balancer': case 'the ARN of a target group': return 'arn';
    default: return undefined;
  }
}

/** Why AWS counts no requests of the service for the label. */
function memberProblem(label: PartialString, policy: ScalingPolicy, application: Parameters<typeof serviceScaledBy>[1]): string | undefined {
  const service = serviceScaledBy(policy, application);
  const group = label.resources.find(({ type }) => type === TargetGroup.TYPE);
  if (!group || !service?.controller.is('ECS')) { return undefined; }
  const { attachments } = service;
  const isKnown = service.node.list('LoadBalancers').isKnown && attachments.every(({ targetGroup }) => targetGroup !== undefined);
  if (isKnown && !attachments.some(({ targetGroups }) => targetGroups.some(each => each.resource === group))) {
    return `ResourceLabel names target group ${group.logicalId}, which service ${service.resource.logicalId} does not use`;
  }
  const balancer = label.resources.find(({ type }) => type === LoadBalancer.TYPE);
  const { loadBalancers } = application.view(TargetGroup, group);
  const isOther = balancer !== undefined && loadBalancers.every(each => each.resource !== balancer);
  return isOther ? `ResourceLabel names load balancer ${balancer.logicalId}, which does not forward to target group ${group.logicalId}` : undefined;
}

function requests(ResourceLabel: unknown) {
  return { TargetTrackingScalingPolicyConfiguration: { PredefinedMetricSpecification: { PredefinedMetricType: 'ALBRequestCountPerTarget', ResourceLabel }, TargetValue: 100 } };
}

function targets(): object {
  return {
    Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { VpcId: 'vpc-0a1b2c3d4e5f60718', Port: 80, Protocol: 'HTTP', TargetType: 'ip' },
  };
}

function internal(more: object = {}): object {
  return {
    Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    Properties: { Scheme: 'internal', Subnets: ['subnet-0a1b2c3d4e5f60718', 'subnet-0a1b2c3d4e5f60719'], ...more },
  };
}
