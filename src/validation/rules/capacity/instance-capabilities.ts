import type { TaskRunner } from '../../model/entities/task-runner';
import { capacityGroups } from '../../model/queries/capacity-groups';
import { CapabilityNeed, capabilityNeeds } from '../../model/queries/instance-capability';
import { maySetUpOtherwise } from '../../model/queries/serving-group';
import { agentScript, AMI, launching, userData, windowsScript } from '../../scenes/extras';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Container instances offer what their tasks need',
  severity: 'error',
  outcome: 'hangs',
  why: 'The agent registers log drivers, task roles, network interfaces, GPUs and the like as attributes of its instance. Without one that a task needs, ECS places no task: "closest matching container-instance is missing an attribute required by your task". The deployment does not finish.',
  fix: 'Set logDrivers, image or instanceTypes of the Instances capacity, which sets up the agent on Windows completely, or add the setting to the user data of the group. In CloudFormation: UserData and ImageId of the launch template. Then replace the instances: a new version of the launch template reaches only new instances.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',

  subject: 'taskRunner',
  *check(runner, application) {
    const task = runner.taskDefinition;
    if (!task) { return; }
    const groups = capacityGroups(runner).all;
    if (groups.length === 0 || groups.some(group => maySetUpOtherwise(group, application))) { return; }
    for (const need of capabilityNeeds(task).filter(each => groups.every(group => group.launches.every(launch => each.isLackedBy(launch))))) {
      yield {
        location: need.place.location,
        related: [...groups.flatMap(({ launches }) => launches.known.map(({ data }) => data.at('UserData'))), runner.resource.at('')],
        message: `${need.task}, but its instances ${need.lack}`,
        ...isLesser(need, runner) ? { severity: 'warning' } : {},
      };
    }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'a log driver that the AMI does not offer': { Task: logging('gelf') },
    'a log driver that the user data leaves out': { Task: logging('syslog'), ...launching(agentScript('ECS_AVAILABLE_LOGGING_DRIVERS=["json-file","awslogs"]')) },
    'syslog on Bottlerocket': { Task: logging('syslog'), ...launching({ ImageId: AMI.bottlerocket, ...userData('[settings.ecs]\ncluster = "${Cluster}"\n') }) },
    'a service without tasks so far': { Task: logging('gelf'), Service: { DesiredCount: 0 } },
    'a task role on Windows': onWindows(windowsScript('-EnableTaskENI', '[Environment]::SetEnvironmentVariable("ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE", "true", "Machine")')),
    'network interfaces on Windows': onWindows(windowsScript('-EnableTaskIAMRole', '[Environment]::SetEnvironmentVariable("ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE", "true", "Machine")')),
    'logs with an execution role on Windows': onWindows(windowsScript('-EnableTaskIAMRole -EnableTaskENI')),
    'logs with an execution role on Windows, switched off': onWindows(windowsScript(
      '-EnableTaskIAMRole -EnableTaskENI', '[Environment]::SetEnvironmentVariable("ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE", "false", "Machine")',
    )),
    'logs with an execution role on Windows, switched off with 0': onWindows(windowsScript(
      '-EnableTaskIAMRole -EnableTaskENI', '[Environment]::SetEnvironmentVariable("ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE", "0", "Machine")',
    )),
    'a GPU without its AMI': { Task: gpu(), ...launching({ InstanceType: 'g5.xlarge' }) },
    'a Neuron device without its AMI': { Task: { ContainerDefinitions: { 0: { LinuxParameters: { Devices: [{ HostPath: '/dev/neuron0' }] } } } }, ...launching({ InstanceType: 'inf2.xlarge' }) },
    'swappiness on Amazon Linux 2023': { Task: swapping() },
    'a credential spec': { Task: { ExecutionRoleArn: 'arn:aws:iam::111122223333:role/web', ContainerDefinitions: { 0: { CredentialSpecs: ['credentialspecdomainless:arn:aws:s3:::web/spec.json'] } } } },
  },
  good: {
    'a log driver in the user data': { Task: logging('gelf'), ...launching(agentScript('ECS_AVAILABLE_LOGGING_DRIVERS=["json-file","gelf"]')) },
    'a log driver on an AMI of unknown contents': { Task: logging('gelf'), ...launching({ ImageId: AMI.own }) },
    'drivers from a parameter': { Task: logging('gelf'), ...launching(agentScript('ECS_AVAILABLE_LOGGING_DRIVERS=${AParameter}')) },
    'FireLens': {
      Task: {
        ContainerDefinitions: [
          { Name: 'web', Image: 'public.ecr.aws/nginx/nginx:1.27', Memory: 64, PortMappings: [{ ContainerPort: 80 }], LogConfiguration: { LogDriver: 'awsfirelens' } },
          { Name: 'router', Image: 'public.ecr.aws/aws-observability/aws-for-fluent-bit:2.32.0', Memory: 64, FirelensConfiguration: { Type: 'fluentbit' } },
        ],
      },
    },
    'a log driver that a command of Systems Manager may add': {
      Task: logging('gelf'), Setup: { Type: 'AWS::SSM::Association', Properties: { Name: 'setup', Targets: [{ Key: 'tag:stack', Values: ['web'] }] } },
    },
    'a log driver from a parameter': { Task: { ContainerDefinitions: { 0: { LogConfiguration: { LogDriver: { Ref: 'AParameter' } } } } } },
    'swappiness on an AMI of unknown contents': { Task: swapping(), ...launching({ ImageId: AMI.own }) },
    'a GPU with its AMI': { Task: gpu(), ...launching({ InstanceType: 'g5.xlarge', ImageId: AMI.amazonLinux2023Gpu }) },
    'a GPU, and drivers from elsewhere': { Task: gpu(), ...launching({ InstanceType: 'g5.xlarge', ...userData('#!/bin/bash\necho ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config\nbash /opt/nvidia.sh\n') }) },
    'a task definition from a parameter': { Service: { TaskDefinition: { Ref: 'AParameter' } } },
    'a credential spec, and the service for it': {
      Task: { ExecutionRoleArn: 'arn:aws:iam::111122223333:role/web', ContainerDefinitions: { 0: { CredentialSpecs: ['credentialspecdomainless:arn:aws:s3:::web/spec.json'] } } }, ...launching(agentScript('ECS_GMSA_SUPPORTED=true')),
    },
  },
});

function logging(LogDriver: string): object { return { ContainerDefinitions: { 0: { LogConfiguration: { LogDriver, Options: undefined } } } }; }

function swapping(): object { return { ContainerDefinitions: { 0: { LinuxParameters: { MaxSwap: 512, Swappiness: 60 } } } }; }

function gpu(): object { return { ContainerDefinitions: { 0: { ResourceRequirements: [{ Type: 'GPU', Value: '1' }] } } }; }

function onWindows(script: object) { return { scene: 'a service on Windows instances', change: launching(script) } as const; }

function isLesser({ isDoubtful }: CapabilityNeed, { isIdle }: TaskRunner): boolean { return isDoubtful || isIdle; }
