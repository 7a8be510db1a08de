import { own } from '../../../facts/own';
import { REFERENCE_PROPERTIES, ReferenceProperty } from '../../../facts/references';
import { Identifier, IDENTIFIER_FORMS, RETURN_VALUES } from '../../../facts/return-values';
import type { Node } from '../../model/evaluation/node';
import { lastKey, places } from '../../model/evaluation/places';
import { defineRule } from '../rule';

export default defineRule({
  title: 'References lead to a resource of the right type, by the attribute that the property takes',
  severity: 'error',
  outcome: 'refused',
  why: 'Ref and Fn::GetAtt return an ARN, a name or an id, depending on the resource type. CloudFormation passes any of them on. ECS or Elastic Load Balancing then refuses the resource, because it finds nothing with this ARN, name or id.',
  fix: 'Pass the construct to the L2 construct. For an L1 property, pass the attribute that the message names: of an L2 construct `targetGroup.targetGroupArn`, `securityGroup.securityGroupId`, `cluster.clusterName`, `alarm.alarmName` or `service.serviceArn` of Cloud Map; of an L1 construct `ref` or `attrArn`. In CloudFormation: Ref or Fn::GetAtt of a resource of the right type.',
  docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html',

  subject: 'application',
  *check(application) {
    for (const row of REFERENCE_PROPERTIES) {
      for (const resource of row.types.flatMap(type => application.ofType(type))) {
        for (const place of places(resource.properties, row.path)) {
          const found = mistaken(place, row);
          if (found !== undefined) {
            yield {
              location: place.location,
              message: `${lastKey(row.path)} is ${found}; it must be ${row.accepts.join(' or ')}`,
              ...row.otherwise === 'refused' ? {} : { severity: 'warning' },
            };
          }
        }
      }
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'a load balancer instead of a target group': { Service: { LoadBalancers: { 0: { TargetGroupArn: { Ref: 'Balancer' } } } } },
    'the name of a target group': { Service: { LoadBalancers: { 0: { TargetGroupArn: { 'Fn::GetAtt': ['Targets', 'TargetGroupName'] } } } } },
    'the literal name of a target group': { Service: { LoadBalancers: { 0: { TargetGroupArn: 'web' } } } },
    'the ARN of a load balancer': {
      Service: { LoadBalancers: { 0: { TargetGroupArn: { 'Fn::Sub': 'arn:${AWS::Partition}:elasticloadbalancing:${AWS::Region}:${AWS::AccountId}:loadbalancer/app/web/50dc6c495c0c9188' } } } },
    },
    'one of two names of target groups': { Service: { LoadBalancers: { 0: { TargetGroupArn: { 'Fn::If': ['IsTest', 'web-test', 'web'] } } } } },
    'a VPC instead of a subnet': { Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [{ Ref: 'Vpc' }] } } } },
    'a Region instead of a subnet': { Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [{ Ref: 'AWS::Region' }] } } } },
    'the id of a service in Cloud Map': {
      Service: { ServiceRegistries: [{ RegistryArn: { Ref: 'Registry' } }] },
      Registry: { Type: 'AWS::ServiceDiscovery::Service', Properties: { NamespaceId: 'ns-0a1b2c3d4e5f6071', DnsConfig: { DnsRecords: [{ Type: 'A', TTL: 10 }] } } },
    },
    'the ARN of a bucket for a cluster': { Cluster: { Configuration: { ExecuteCommandConfiguration: { Logging: 'OVERRIDE', LogConfiguration: { S3BucketName: 'arn:aws:s3:::sessions' } } } } },
    'a load balancer instead of a target group of a rule': {
      Rule: {
        Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
        Properties: { ListenerArn: { Ref: 'Listener' }, Priority: 1, Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } }], Actions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Balancer' } }] },
      },
    },
    'the ARN of a role in an instance profile': {
      scene: 'a service on a capacity provider', change: { InstanceProfile: { Roles: [{ 'Fn::GetAtt': ['InstanceRole', 'Arn'] }] } },
    },
    'a VPC instead of a subnet of instances': { scene: 'isolated container instances', change: { Group: { VPCZoneIdentifier: [{ Ref: 'Vpc' }] } } },
    'a subnet instead of a security group of an endpoint': { scene: 'isolated container instances', change: { EcsEndpoint: { SecurityGroupIds: [{ Ref: 'SubnetA' }] } } },
  },
  good: {
    'an instance profile by its name': {
      scene: 'a service on a capacity provider', change: { Template: { LaunchTemplateData: { IamInstanceProfile: { Arn: undefined, Name: { Ref: 'InstanceProfile' } } } } },
    },
    'a target group by its attribute': { Service: { LoadBalancers: { 0: { TargetGroupArn: { 'Fn::GetAtt': ['Targets', 'TargetGroupArn'] } } } } },
    'a target group outside the app': { Service: { LoadBalancers: { 0: { TargetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/6d0ecf831eec9f09' } } } },
    'an attribute that may be anything': { Service: { LoadBalancers: { 0: { TargetGroupArn: { 'Fn::GetAtt': ['Balancer', 'SecurityGroups'] } } } } },
    'an output of a nested stack': {
      Service: { LoadBalancers: { 0: { TargetGroupArn: { 'Fn::GetAtt': ['Platform', 'Outputs.TargetGroup'] } } } },
      Platform: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://s3.amazonaws.com/templates/platform.json' } },
    },
    'an empty text': { Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718', ''] } } } },
    'a placeholder of a lookup': { Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['p-12345'] } } } },
    'a text with an attribute': { Service: { LoadBalancers: { 0: { TargetGroupArn: { 'Fn::Sub': '${Lookup.Arn}/web' } } } }, Lookup: { Type: 'Custom::Lookup', Properties: { ServiceToken: { Ref: 'AParameter' } } } },
    'a text with a parameter': { Service: { LoadBalancers: { 0: { TargetGroupArn: { 'Fn::Sub': '${Prefix}/web' } } } } },
    'the name of a key': { Cluster: { Configuration: { ExecuteCommandConfiguration: { KmsKeyId: 'alias/exec' } } } },
  },
});

/** What a place identifies instead of a resource that the property accepts; `undefined` if it may identify one. */
function mistaken(place: Node, { accepts }: ReferenceProperty): string | undefined {
  const attribute = place.asAttribute;
  if (attribute) {
    const { type, logicalId } = attribute.resource;
    const returned = own(own(RETURN_VALUES, type) ?? {}, attribute.attribute);
    return returned === undefined || accepts.includes(returned) ? undefined : `${returned}, ${logicalId}`;
  }
  const partial = place.asPartialString;
  const text = partial?.withStandIns('x');
  const isWrong = partial ? text !== undefined && isOther(text, accepts) : place.asText.satisfies(each => isOther(each, accepts));
  return isWrong ? `"${partial ?? place.asText}"` : undefined;
}

/** Whether a text is certainly none of some identifiers. An empty text means that there is none. */
function isOther(text: string, accepts: readonly Identifier[]): boolean {
  const forms = accepts.map(identifier => IDENTIFIER_FORMS[identifier]);
  return text !== '' && forms.every(form => form?.test(text) === false);
}
