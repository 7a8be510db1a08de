import { mountsOf, MountTarget } from '../../model/file-system';
import type { Service } from '../../model/service';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A service waits for the mount targets of its file systems',
  severity: 'warning',
  outcome: 'cannot-start',
  why: 'A task definition refers to the file system alone, so that CloudFormation starts the service while mount targets are still being made: its first tasks fail, and count towards the circuit breaker.',
  fix: 'Add the mount targets to DependsOn of the service; in the CDK: service.node.addDependency(fileSystem.mountTargetsAvailable).',
  docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html',

  subject: 'service',
  *check(service) {
    const { taskDefinition, node, isIdle } = service;
    for (const { fileSystem, volume } of taskDefinition && !isIdle ? mountsOf(taskDefinition) : []) {
      const late = fileSystem.mountTargets.filter(target => mayServe(target, service)).map(({ resource }) => resource)
        .filter(resource => resource.coexistsWith(service.resource) && !service.resource.waitsFor(resource));
      if (late.length > 0) {
        yield {
          location: node.at('TaskDefinition'),
          message: `does not wait for ${late.map(({ logicalId }) => logicalId).join(', ')}, through which its tasks mount ${taskDefinition?.ownerOf(volume)}`,
        };
      }
    }
  },

  scene: 'a Fargate service with a shared file system',
  bad: {
    'no dependency': { Service: { DependsOn: ['Providers'] } },
    'one of two': { Service: { DependsOn: ['Providers', 'TargetA'] } },
  },
  good: {
    'a dependency through something else': {
      Service: { DependsOn: ['Providers', 'Parameter'] },
      Parameter: {
        Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { 'Fn::Join': [',', [{ 'Fn::GetAtt': ['TargetA', 'IpAddress'] }, { Ref: 'TargetB' }]] } },
      },
    },
    'a service that starts without tasks': { Service: { DependsOn: ['Providers'], DesiredCount: 0 } },
  },
});

/** Whether tasks may come to be in its zone. */
function mayServe(target: MountTarget, { subnets }: Service): boolean {
  return subnets?.some(subnet => target.mayServe(subnet)) ?? true;
}
