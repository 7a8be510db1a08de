import { CycleStep, dependencyCycles, templatesAround } from '../../model/queries/dependency-cycles';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'The resources of a stack with an ECS service have no circular dependency',
  severity: 'error',
  outcome: 'refused',
  why: 'CloudFormation creates a resource after the resources that it refers to, and refuses a template with a cycle of references. A common cycle is a service and its deployment alarm, whose metric has the name of the service.',
  fix: 'Give one of the resources a fixed name, and use that name instead of the reference. For alarms of a ContainerService use `Deployment.rolling({ alarms: [DeploymentAlarm.cpuUtilization(90)] })`; for another service set `alarmName` and pass the same name to `enableDeploymentAlarms`. In CloudFormation: remove one Ref, Fn::GetAtt, Fn::Sub or DependsOn in the path.',
  docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html',

  subject: 'application',
  *check(application) {
    for (const template of templatesAround(application.services)) {
      for (const cycle of dependencyCycles(template)) { yield violation(cycle); }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'an alarm on its own metric': {
      Service: { DeploymentConfiguration: { Alarms: { AlarmNames: [{ Ref: 'Busy' }], Enable: true, Rollback: true } } },
      Busy: alarm({ 'Fn::GetAtt': ['Service', 'Name'] }),
    },
    'a parameter that is created after the service': {
      Service: { Tags: [{ Key: 'version', Value: { Ref: 'Version' } }] },
      Version: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: '1' }, DependsOn: 'Service' },
    },
    'a cycle outside the service': {
      Front: securityGroup('Back'),
      Back: securityGroup('Front'),
    },
    'a target group with the name of the service': {
      scene: 'a Fargate service behind a load balancer', change: { Targets: { Name: { 'Fn::GetAtt': ['Service', 'Name'] } } },
    },
    'a log group with the name of the service': { LogGroup: { LogGroupName: { 'Fn::Sub': '/ecs/${Service.Name}' } } },
    'a policy that names the service': {
      Service: { DependsOn: ['Providers', 'Redeploy'] },
      Redeploy: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          PolicyName: 'redeploy',
          Roles: ['deployer'],
          PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'ecs:UpdateService', Resource: { Ref: 'Service' } }] },
        },
      },
    },
    'a resource that refers to itself': {
      Front: securityGroup('Front'),
    },
  },
  good: {
    'an alarm with a fixed name': {
      Service: { DeploymentConfiguration: { Alarms: { AlarmNames: ['busy'], Enable: true, Rollback: true } } },
      Busy: alarm({ 'Fn::GetAtt': ['Service', 'Name'] }, 'busy'),
    },
    'an alarm on a service with a fixed name': {
      Service: { ServiceName: 'web', DeploymentConfiguration: { Alarms: { AlarmNames: [{ Ref: 'Busy' }], Enable: true, Rollback: true } } },
      Busy: alarm('web'),
    },
    'a variable of Fn::Sub with the same name as a resource': {
      Service: { DeploymentConfiguration: { Alarms: { AlarmNames: [{ Ref: 'Busy' }], Enable: true, Rollback: true } } },
      Busy: alarm({ 'Fn::Sub': ['${Service}', { Service: 'web' }] }),
    },
    'a reference under a condition': {
      Service: { DeploymentConfiguration: { Alarms: { AlarmNames: [{ Ref: 'Busy' }], Enable: true, Rollback: true } } },
      Busy: alarm({ 'Fn::If': ['Watched', { 'Fn::GetAtt': ['Service', 'Name'] }, 'web'] }),
    },
  },
});

function violation([first, ...others]: readonly CycleStep[]): Violation {
  const path = [first, ...others].map(({ resource, place }) => `${resource.logicalId} (${place})`);
  return {
    location: first.location,
    related: others.map(({ resource }) => resource.at('')),
    message: `${first.resource.logicalId} depends on itself: ${[...path, first.resource.logicalId].join(' → ')}`,
  };
}

function alarm(ServiceName: unknown, AlarmName?: string) {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      ...AlarmName === undefined ? {} : { AlarmName },
      Namespace: 'AWS/ECS',
      MetricName: 'CPUUtilization',
      Dimensions: [{ Name: 'ClusterName', Value: { Ref: 'Cluster' } }, { Name: 'ServiceName', Value: ServiceName }],
      Statistic: 'Average',
      Period: 60,
      EvaluationPeriods: 3,
      Threshold: 90,
      ComparisonOperator: 'GreaterThanThreshold',
    },
  };
}

function securityGroup(peer: string) {
  return {
    Type: 'AWS::EC2::SecurityGroup',
    Properties: {
      GroupDescription: 'peers',
      SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, SourceSecurityGroupId: { 'Fn::GetAtt': [peer, 'GroupId'] } }],
    },
  };
}
