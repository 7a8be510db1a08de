import { App, Size } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Capacity, ContainerService, EcsCluster, EcsValidator, InstanceGroupProps, InstanceImage } from '../../../../src';
import { IMAGE } from '../../../support/container-service';
import { GPU, GRAVITON, INFERENTIA, LARGE, regionalStack } from '../../../support/instance-group';
import { EVERYDAY_PACKS, nagFindings } from '../../../support/nag';

const WINDOWS = InstanceImage.windows(ecs.WindowsOptimizedVersion.SERVER_2022, { core: true });
const BOTTLEROCKET = InstanceImage.bottlerocket();

const GROUPS: readonly (readonly [string, (scope: EcsCluster) => Omit<InstanceGroupProps, 'maxInstances'>])[] = [
  ['Amazon Linux', () => ({ instanceTypes: [LARGE] })],
  ['Graviton on demand and Spot', () => ({ instanceTypes: [GRAVITON, new ec2.InstanceType('m6g.large')], spot: true, onDemandBase: 1 })],
  ['attributes', () => ({ instanceRequirements: { vCpuCountMin: 2, memoryMin: Size.gibibytes(4) } })],
  ['GPUs with an encryption key', cluster => ({ instanceTypes: [GPU], volumeEncryptionKey: new kms.Key(cluster, 'Key', { enableKeyRotation: true }) })],
  ['Neuron with an instance refresh', () => ({ instanceTypes: [INFERENTIA], instanceRefresh: {} })],
  ['Bottlerocket with a warm pool', () => ({ instanceTypes: [GRAVITON], image: BOTTLEROCKET, warmPool: {} })],
  ['Windows with a warm pool', () => ({ instanceTypes: [LARGE], image: WINDOWS, warmPool: {} })],
];

describe.each(GROUPS)('a service on %s', (_, props) => {
  const app = appWith(props);

  test('has no finding of the validator', () => { expect(EcsValidator.findings(app)).toEqual([]); });

  test('has no finding of cdk-nag that is not acknowledged', () => { expect(nagFindings(app, EVERYDAY_PACKS)).toEqual([]); });
});

function appWith(props: (cluster: EcsCluster) => Omit<InstanceGroupProps, 'maxInstances'>): App {
  const stack = regionalStack();
  const cluster = new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc', { flowLogs: { all: {} } }) });
  const group = cluster.addInstances('Group', { maxInstances: 4, ...props(cluster) });
  new ContainerService(stack, 'Api', { cluster, image: IMAGE, capacity: Capacity.instances(group) });
  return stack.node.root as App;
}
