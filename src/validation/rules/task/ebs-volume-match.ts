import type { Node } from '../../model/node';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A service sets up the EBS volume that its task definition leaves to it',
  severity: 'error',
  outcome: 'refused',
  why: 'The two find each other by name; ECS refuses a service that sets up a volume which the task definition does not leave to it, and tasks whose volume nobody sets up.',
  fix: 'Give the entry of VolumeConfigurations the name of the volume that has ConfiguredAtLaunch true, with the ECS deployment controller.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/configure-ebs-volume.html',

  on: 'service',
  *check({ node, taskDefinition, controller }) {
    const configured = node.list('VolumeConfigurations');
    const volumes = taskDefinition?.volumes;
    if (!volumes?.isKnown || volumes.map(volume => volume.text('Name')).some(name => name.isDeferred)) { return; }
    const isFixed = (each: Node) => each.flag('ConfiguredAtLaunch').orDefault(false).is(false);
    for (const configuration of configured) {
      const name = configuration.text('Name');
      if (name.satisfies(each => [...volumes].every(volume => isFixed(volume) || volume.text('Name').differs(each)))) {
        yield { location: configuration.at('Name'), message: `the service sets up volume "${name}", which the task definition does not leave to be configured at launch` };
      }
      if (controller.isOneOf(['CODE_DEPLOY', 'EXTERNAL'])) {
        yield { location: node.get('DeploymentController').at('Type'), message: `the service sets up volume "${name}", which controller ${controller} does not do`, severity: 'warning' };
      }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'another name': { Task: leaving('data'), Service: { VolumeConfigurations: [managed('cache')] } },
    'a volume that the task sets up itself': { Task: { Volumes: [{ Name: 'data', Host: {} }] }, Service: { VolumeConfigurations: [managed('data')] } },
  },
  good: { 'one name': { Task: leaving('data'), Service: { VolumeConfigurations: [managed('data')] } } },
});

function leaving(name: string): object {
  return { Volumes: [{ Name: name, ConfiguredAtLaunch: true }], ContainerDefinitions: { 0: { MountPoints: [{ SourceVolume: name, ContainerPath: '/data' }] } } };
}

function managed(name: string): object {
  return { Name: name, ManagedEBSVolume: { RoleArn: 'arn:aws:iam::111122223333:role/volumes', SizeInGiB: 20 } };
}
