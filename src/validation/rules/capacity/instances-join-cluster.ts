import type { TaskRunnerIndex } from '../../model/entities/task-definition';
import { missedCluster } from '../../model/queries/joined-cluster';
import { maySetUpOtherwise, ServingGroup, servingGroups } from '../../model/queries/serving-group';
import { AMI, launching, userData, WINDOWS_TASK, windowsScript } from '../../scenes/extras';
import { defineRule } from '../rule';

export default defineRule({
  title: 'The user data of container instances names the cluster of their capacity provider',
  severity: 'error',
  outcome: 'hangs',
  why: 'An instance joins the cluster that its agent is configured with, or else the cluster "default". The capacity provider starts instances that never join its cluster, and tasks stay in PROVISIONING: "No Container Instances were found in your cluster".',
  fix: 'Use cluster.addAsgCapacityProvider(), or the Instances capacity, which write the user data. In CloudFormation: UserData of the launch template, with Fn::Base64 and Fn::Sub: echo ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config for Amazon Linux, cluster = "${Cluster}" in [settings.ecs] for Bottlerocket, Initialize-ECSAgent -Cluster \'${Cluster}\' for Windows. Then replace the instances: a new version of the launch template reaches only new instances.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_container_instance.html',

  subject: 'application',
  *check(application) {
    for (const serving of servingGroups(application)) {
      const [cluster, ...others] = serving.clusters;
      if (!cluster || mayBeOtherwise(serving, application)) { continue; }
      for (const launch of serving.group.launches) {
        const missed = missedCluster(launch, cluster);
        if (!missed || others.some(other => !missedCluster(launch, other))) { continue; }
        yield {
          location: launch.data.at('UserData'),
          related: [serving.group.resource, cluster.resource].map(resource => resource.at('')),
          message: `the user data of the instances for cluster ${cluster.resource.logicalId} ${missed.problem}`,
          ...missed.isDoubtful || serving.runners.length === 0 ? { severity: 'warning' } : {},
        };
      }
    }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'no user data': launching({ UserData: undefined }),
    'a script that installs a package': launching({ ...userData('#!/bin/bash\nyum install -y amazon-cloudwatch-agent\n') }),
    'another cluster': launching({ ...userData('#!/bin/bash\necho ECS_CLUSTER=prod >> /etc/ecs/ecs.config\n') }),
    'another cluster of the app': {
      ...launching({ ...userData('#!/bin/bash\necho ECS_CLUSTER=${Other} >> /etc/ecs/ecs.config\n') }),
      Other: { Type: 'AWS::ECS::Cluster', Properties: {} },
    },
    'the name of another cluster': {
      Cluster: { ClusterName: 'web' }, ...launching({ ...userData('#!/bin/bash\necho ECS_CLUSTER=web-blue >> /etc/ecs/ecs.config\n') }),
    },
    'a line that writes nothing': launching({ ...userData('#!/bin/bash\nECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config\n') }),
    'a line that writes nothing, on an AMI of unknown contents': launching({
      ImageId: AMI.own, UserData: { 'Fn::Base64': { 'Fn::Sub': '#!/bin/bash\nECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config\n' } },
    }),
    'Bottlerocket without a cluster': launching({ ImageId: AMI.bottlerocket, ...userData('[settings.ecs]\nlogging-drivers = ["json-file", "awslogs"]\n') }),
    'Windows without Initialize-ECSAgent': launching({ ImageId: AMI.windows, ...userData('<powershell>\nImport-Module ECSTools\n</powershell>') }),
    'another cluster, and code from elsewhere': launching({
      UserData: { 'Fn::Base64': '#!/bin/bash\necho ECS_CLUSTER=prod >> /etc/ecs/ecs.config\naws s3 cp s3://web/setup.sh . && bash setup.sh\n' },
    }),
    'no tasks so far': { Service: { DesiredCount: 0 }, ...launching({ UserData: undefined }) },
  },
  good: {
    'the default cluster': { Cluster: { ClusterName: 'default' }, ...launching({ UserData: undefined }) },
    'a name from a parameter': { Cluster: { ClusterName: { Ref: 'AParameter' } }, ...launching({ UserData: undefined }) },
    'a cluster from a parameter': launching({ ...userData('#!/bin/bash\necho ECS_CLUSTER=${AParameter} >> /etc/ecs/ecs.config\n') }),
    'the same name twice': {
      Cluster: { ClusterName: { 'Fn::Sub': '${AWS::Region}-web' } },
      ...launching({ ...userData('#!/bin/bash\necho ECS_CLUSTER=${AWS::Region}-web >> /etc/ecs/ecs.config\n') }),
    },
    'a name that may have been generated': launching({ ...userData('#!/bin/bash\necho ECS_CLUSTER=web-Cluster-AbC123dEf456 >> /etc/ecs/ecs.config\n') }),
    'printf with the name as an argument': launching({ ...userData('#!/bin/bash\nprintf "ECS_CLUSTER=%s\\n" "${Cluster}" >> /etc/ecs/ecs.config\n') }),
    'a file in the folder of the agent': launching({ ...userData('#!/bin/bash\ncd /etc/ecs\necho ECS_CLUSTER=${Cluster} >> ecs.config\n') }),
    'Initialize-ECSAgent with a short parameter': {
      Task: WINDOWS_TASK, ...launching({ ImageId: AMI.windows, ...userData('<powershell>\nInitialize-ECSAgent -Clus \'${Cluster}\' | Out-Null\n</powershell>') }),
    },
    'the cluster of one of two conditions': {
      Providers: { Condition: 'OnOne' },
      Service: { DependsOn: [] },
      Other: { Type: 'AWS::ECS::Cluster', Condition: 'OnOther', Properties: { ClusterName: 'other', CapacityProviders: [{ Ref: 'Instances' }] } },
      ...launching({ ...userData('#!/bin/bash\necho ECS_CLUSTER=other >> /etc/ecs/ecs.config\n') }),
    },
    'an AMI of unknown contents': launching({ ImageId: AMI.own, UserData: undefined }),
    'code from elsewhere': launching({ ...userData('#!/bin/bash\naws s3 cp s3://web/setup.sh . && bash setup.sh\n') }),
    'user data from a parameter': launching({ UserData: { 'Fn::Base64': { Ref: 'AParameter' } } }),
    'a provider that no cluster has': { Providers: undefined, Service: { DependsOn: undefined, CapacityProviderStrategy: undefined, LaunchType: 'FARGATE' }, Task: undefined, ...launching({ UserData: undefined }) },
    'Bottlerocket': launching({ ImageId: AMI.bottlerocket, ...userData('[settings.ecs]\ncluster = "${Cluster}"\n') }),
    'Windows': {
      Task: WINDOWS_TASK,
      ...launching({ ImageId: AMI.windows, ...windowsScript('-EnableTaskIAMRole -LoggingDrivers \'["json-file","awslogs"]\'') }),
    },
    'a list of associations that cannot be read': { Providers: { CapacityProviders: { Ref: 'AParameter' } }, ...launching({ UserData: undefined }) },
    'a command of Systems Manager': { Setup: { Type: 'AWS::SSM::Association', Properties: { Name: 'setup', Targets: [{ Key: 'tag:stack', Values: ['web'] }] } }, ...launching({ UserData: undefined }) },
  },
});

/** Whether something else may set the instances up, or the group and a cluster do not exist together. */
function mayBeOtherwise({ group, clusters }: ServingGroup, application: TaskRunnerIndex): boolean {
  return maySetUpOtherwise(group, application) || clusters.some(cluster => !cluster.resource.coexistsWith(group.resource));
}
