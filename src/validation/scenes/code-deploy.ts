import { LOAD_BALANCING_SCENES } from './load-balancing';
import { merge } from './merge';
import { Resources, role } from './parts';

export const CODE_DEPLOY_SCENES = {
  'a Fargate service that CodeDeploy deploys': deployed(LOAD_BALANCING_SCENES['a Fargate service behind a load balancer']),

  'a Fargate service that CodeDeploy deploys behind a network load balancer': deployed(LOAD_BALANCING_SCENES['a Fargate service behind a network load balancer']),
} satisfies Record<string, Resources>;

function deployed(behindBalancer: Resources): Resources {
  return {
    ...merge(behindBalancer, {
      Task: { Properties: { Family: 'web' } },
      Service: {
        // the family, because CodeDeploy sets the revision
        DependsOn: ['Providers', 'Listener', 'Task'],
        Properties: {
          DeploymentController: { Type: 'CODE_DEPLOY' },
          TaskDefinition: 'web',
          DeploymentConfiguration: { MinimumHealthyPercent: undefined, MaximumPercent: undefined, DeploymentCircuitBreaker: undefined },
        },
      },
    }),
    Green: behindBalancer.Targets,
    Deployments: { Type: 'AWS::CodeDeploy::Application', Properties: { ComputePlatform: 'ECS' } },
    Deployer: role('codedeploy.amazonaws.com', { ManagedPolicyArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AWSCodeDeployRoleForECS' }] }),
    Group: {
      Type: 'AWS::CodeDeploy::DeploymentGroup',
      Properties: {
        ApplicationName: { Ref: 'Deployments' },
        DeploymentConfigName: 'CodeDeployDefault.ECSAllAtOnce',
        DeploymentStyle: { DeploymentType: 'BLUE_GREEN', DeploymentOption: 'WITH_TRAFFIC_CONTROL' },
        BlueGreenDeploymentConfiguration: {
          DeploymentReadyOption: { ActionOnTimeout: 'CONTINUE_DEPLOYMENT', WaitTimeInMinutes: 0 },
          TerminateBlueInstancesOnDeploymentSuccess: { Action: 'TERMINATE', TerminationWaitTimeInMinutes: 5 },
        },
        ECSServices: [{ ClusterName: { Ref: 'Cluster' }, ServiceName: { 'Fn::GetAtt': ['Service', 'Name'] } }],
        LoadBalancerInfo: {
          TargetGroupPairInfoList: [{
            ProdTrafficRoute: { ListenerArns: [{ Ref: 'Listener' }] },
            TargetGroups: [{ Name: { 'Fn::GetAtt': ['Targets', 'TargetGroupName'] } }, { Name: { 'Fn::GetAtt': ['Green', 'TargetGroupName'] } }],
          }],
        },
        ServiceRoleArn: { 'Fn::GetAtt': ['Deployer', 'Arn'] },
      },
    },
  };
}
