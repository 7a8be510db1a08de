import type { RawResource } from '../model/evaluation/source';

/** An event rule that runs the task of a scene every hour, with additional parameters and target properties. */
export function everyHour(parameters: object = {}, target: object = {}): RawResource {
  return {
    Type: 'AWS::Events::Rule',
    Properties: {
      ScheduleExpression: 'rate(1 hour)',
      Targets: [{
        Id: 'task',
        Arn: { 'Fn::GetAtt': ['Cluster', 'Arn'] },
        RoleArn: 'arn:aws:iam::111122223333:role/ecsEventsRole',
        EcsParameters: {
          TaskDefinitionArn: { Ref: 'Task' },
          LaunchType: 'FARGATE',
          NetworkConfiguration: { AwsVpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'], SecurityGroups: ['sg-0a1b2c3d4e5f60718'] } },
          ...parameters,
        },
        ...target,
      }],
    },
  };
}

/** A schedule that runs the task of a scene every hour. Its network configuration must be passed as a parameter. */
export function scheduled(parameters: object = {}): RawResource {
  return hourly({
    Arn: { 'Fn::GetAtt': ['Cluster', 'Arn'] },
    RoleArn: 'arn:aws:iam::111122223333:role/scheduler',
    EcsParameters: { TaskDefinitionArn: { Ref: 'Task' }, LaunchType: 'FARGATE', ...parameters },
  });
}

/** A schedule that calls RunTask of the ECS API, with a role, and more of its request as JSON. */
export function scheduledCall(RoleArn: unknown, more?: string): RawResource {
  const network = '"NetworkConfiguration":{"AwsvpcConfiguration":{"Subnets":["subnet-0a1b2c3d4e5f60718"],"SecurityGroups":["sg-0a1b2c3d4e5f60718"]}}';
  return hourly({
    Arn: 'arn:aws:scheduler:::aws-sdk:ecs:runTask',
    RoleArn,
    Input: { 'Fn::Sub': `{"Cluster":"\${Cluster}","TaskDefinition":"\${Task}","LaunchType":"FARGATE",${network}${more === undefined ? '' : `,${more}`}}` },
  });
}

function hourly(Target: object): RawResource {
  return { Type: 'AWS::Scheduler::Schedule', Properties: { ScheduleExpression: 'rate(1 hour)', FlexibleTimeWindow: { Mode: 'OFF' }, Target } };
}

/** A second service on Fargate in the cluster of a scene, with the same task definition. */
export function furtherService(properties: object): RawResource {
  return serviceOfScene({
    LaunchType: 'FARGATE', DesiredCount: 2, NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'] } }, ...properties,
  });
}

/** A service in the cluster of a scene, with its task definition. */
export function serviceOfScene(properties: object): RawResource {
  return {
    Type: 'AWS::ECS::Service', DependsOn: ['Providers'], Properties: { Cluster: { Ref: 'Cluster' }, TaskDefinition: { Ref: 'Task' }, ...properties },
  };
}

/** Changes that make the service of a scene on container instances a daemon. ECS refuses a capacity provider strategy for it. */
export function daemonService(properties: object = {}): object {
  return {
    SchedulingStrategy: 'DAEMON',
    DesiredCount: undefined,
    DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: undefined },
    CapacityProviderStrategy: undefined,
    LaunchType: 'EC2',
    ...properties,
  };
}

/** A separate policy for a role of a scene. */
export function policyOf(role: string, actions: readonly string[]): RawResource {
  return {
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyName: 'policy',
      Roles: [{ Ref: role }],
      PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] },
    },
  };
}

/** A state machine that runs the task of a scene, with parameters of RunTask that replace the defaults. */
export function runTaskState(parameters: object = {}): RawResource {
  return {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: {
      RoleArn: 'arn:aws:iam::111122223333:role/states',
      Definition: {
        StartAt: 'Run',
        States: {
          Run: {
            Type: 'Task',
            Resource: 'arn:aws:states:::ecs:runTask',
            Parameters: {
              Cluster: { Ref: 'Cluster' },
              TaskDefinition: { Ref: 'Task' },
              LaunchType: 'FARGATE',
              NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'] } },
              ...parameters,
            },
            End: true,
          },
        },
      },
    },
  };
}

/** A custom resource that runs the task of a scene when it is created, in the format of `AwsCustomResource` of aws-cdk-lib. */
export function runTaskCall(parameters: object = {}, more: object = {}, ServiceToken?: unknown): RawResource {
  const call = ruleCall('runTask', {
    cluster: '${Cluster}',
    taskDefinition: '${Task}',
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0a1b2c3d4e5f60718'], securityGroups: ['sg-0a1b2c3d4e5f60718'] } },
    ...parameters,
  }, { service: 'ECS', physicalResourceId: { id: 'run' }, ...more });
  return ServiceToken === undefined ? call : { ...call, Properties: { ...call.Properties, ServiceToken } };
}

/** Removes the log options of a scene, for another log driver. */
export const NO_AWSLOGS = { 'awslogs-group': undefined, 'awslogs-region': undefined, 'awslogs-stream-prefix': undefined };

/** A change to the pair of target groups between which CodeDeploy shifts traffic. */
export function codeDeployPair(change: object, rest: object = {}) {
  return { Group: { LoadBalancerInfo: { TargetGroupPairInfoList: { 0: change } } }, ...rest };
}

/** A target group in such a pair. */
export function targetGroupByName(group: string) { return { Name: { 'Fn::GetAtt': [group, 'TargetGroupName'] } }; }

/** An additional target group in the VPC of a scene. */
export const OTHER_TARGETS = {
  Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { Port: 80, Protocol: 'HTTP', TargetType: 'ip', VpcId: { Ref: 'Vpc' } },
};

/** A listener rule with these actions on the listener of a scene. */
export function adminRule(...Actions: readonly object[]) {
  return {
    Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
    Properties: { ListenerArn: { Ref: 'Listener' }, Priority: 1, Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/admin/*'] } }], Actions },
  };
}

/** A custom resource with an API call for listener rules, in the format of `AwsCustomResource` of aws-cdk-lib. References are in `${}`. */
export function ruleCall(action: string, parameters: object, { event = 'Create', ...more }: { readonly event?: string; readonly [key: string]: unknown } = {}) {
  const call = JSON.stringify({ service: 'elastic-load-balancing-v2', action, parameters, physicalResourceId: { responsePath: 'Rules.0.RuleArn' }, ...more });
  return {
    Type: 'Custom::AWS',
    Properties: {
      ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:calls',
      [event]: call.includes('${') ? { 'Fn::Sub': call } : call,
      InstallLatestAwsSdk: false,
    },
  };
}

/** A custom resource that creates a listener rule, with which a service of a scene shifts its traffic. */
export const RULE_OF_BOTH_GROUPS = ruleCall('createRule', {
  ListenerArn: '${Listener}',
  Priority: 2,
  Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/shop/*'] } }],
  Actions: [{ Type: 'forward', ForwardConfig: { TargetGroups: [{ TargetGroupArn: '${Targets}', Weight: 100 }, { TargetGroupArn: '${Green}', Weight: 0 }] } }],
});

/** The settings of a listener that authenticates users with OpenID Connect. */
export const OIDC_CONFIG = {
  Issuer: 'https://login.example.com',
  AuthorizationEndpoint: 'https://login.example.com/authorize',
  TokenEndpoint: 'https://login.example.com/token',
  UserInfoEndpoint: 'https://login.example.com/userinfo',
  ClientId: 'shop',
  ClientSecret: '{{resolve:secretsmanager:shop/oidc}}',
};

/** References to AMIs of AWS. */
export const AMI = {
  bottlerocket: '{{resolve:ssm:/aws/service/bottlerocket/aws-ecs-2/x86_64/latest/image_id}}',
  bottlerocketNvidia: '{{resolve:ssm:/aws/service/bottlerocket/aws-ecs-2-nvidia/x86_64/latest/image_id}}',
  windows: '{{resolve:ssm:/aws/service/ami-windows-latest/Windows_Server-2022-English-Core-ECS_Optimized/image_id}}',
  amazonLinux2: '{{resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2/recommended/image_id}}',
  amazonLinux2Gpu: '{{resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2/gpu/recommended/image_id}}',
  amazonLinux2023Gpu: '{{resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/gpu/recommended/image_id}}',
  own: 'ami-0a1b2c3d4e5f60718',
} as const;

/** A change of the launch template of `a service on a capacity provider`. */
export function launching(LaunchTemplateData: object) { return { Template: { LaunchTemplateData } }; }

/** User data of that launch template: a text with references. */
export function userData(text: string): object { return { UserData: { 'Fn::Base64': { 'Fn::Sub': text } } }; }

/** The script of that scene with further lines for the file of the agent. */
export function agentScript(...lines: readonly string[]): object {
  return userData(['#!/bin/bash', 'echo ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config', ...lines.map(line => `echo '${line}' >> /etc/ecs/ecs.config`)].join('\n'));
}

/** User data of Windows: the agent is started with parameters, after further lines. */
export function windowsScript(parameters = '', ...lines: readonly string[]): object {
  return userData(['<powershell>', 'Import-Module ECSTools', ...lines, `Initialize-ECSAgent -Cluster '\${Cluster}' ${parameters}`, '</powershell>'].join('\n'));
}

/** The task of that scene for Windows. */
export const WINDOWS_TASK = {
  NetworkMode: undefined, RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' }, ContainerDefinitions: { 0: { Cpu: 256, PortMappings: { 0: { HostPort: undefined } } } },
} as const;
