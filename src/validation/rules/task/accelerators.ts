import { ACCELERATORS } from '../../../facts/accelerators';
import type { Container } from '../../model/entities/container';
import type { TaskDefinition } from '../../model/entities/task-definition';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'Containers request a supported number of GPUs and Neuron devices',
  severity: 'warning',
  outcome: 'refused',
  why: 'ECS assigns whole GPUs, and fractions of a GPU only on some Managed Instances. It assigns all Neuron devices of an instance to one container.',
  fix: 'Set gpuCount to a whole number in addContainer(). In CloudFormation: ResourceRequirements.Value, a whole number or ALL for GPU, and ALL for NeuronDevice.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ResourceRequirement.html',

  subject: 'taskDefinition',
  *check(task) {
    const parts = task.computes.length === 0 || task.mayRunOn('MANAGED_INSTANCES') ? ACCELERATORS.gpuParts : [];
    for (const container of task.containers) { yield* outOfRange(container, parts); }
    yield* secondNeuron(task);
  },

  scene: 'an EC2 service on dynamic ports behind a load balancer',
  bad: {
    'a third of a GPU': { Task: { ContainerDefinitions: { 0: { ResourceRequirements: [{ Type: 'GPU', Value: '0.3' }] } } } },
    'one Neuron device': { Task: { ...anywhere([{ Type: 'NeuronDevice', Value: '1' }]) }, Service: undefined },
    'Neuron devices for two containers': {
      Task: { ...anywhere([{ Type: 'NeuronDevice', Value: 'ALL' }], [{ Type: 'NeuronDevice', Value: 'ALL' }]) }, Service: undefined,
    },
    'half a GPU on EC2': { Task: { ContainerDefinitions: { 0: { ResourceRequirements: [{ Type: 'GPU', Value: '0.5' }] } } } },
  },
  good: {
    'two GPUs': { Task: { ContainerDefinitions: { 0: { ResourceRequirements: [{ Type: 'GPU', Value: '2' }] } } } },
    'half a GPU on unknown compute': { Task: { ...anywhere([{ Type: 'GPU', Value: '0.5' }]) }, Service: undefined },
    'half a GPU on Managed Instances': {
      scene: 'a service on Managed Instances', change: { Task: { ContainerDefinitions: { 0: { ResourceRequirements: [{ Type: 'GPU', Value: '0.5' }] } } } },
    },
    'a GPU for each of two containers': { Task: { ...anywhere([{ Type: 'GPU', Value: '1' }], [{ Type: 'GPU', Value: '1' }]) }, Service: undefined },
    'a type from a parameter': { Task: { ContainerDefinitions: { 0: { ResourceRequirements: [{ Type: { Ref: 'Kind' }, Value: 'device_1' }] } } } },
    'Neuron devices for one container': { Task: { ...anywhere([{ Type: 'NeuronDevice', Value: 'ALL' }]) }, Service: undefined },
    'all GPUs': { Task: { ContainerDefinitions: { 0: { ResourceRequirements: [{ Type: 'GPU', Value: 'ALL' }] } } } },
  },
});

/** @param parts the fractions of a GPU that the compute offers */
function* outOfRange({ node, label }: Container, parts: readonly string[]): Iterable<Violation> {
  for (const requirement of node.list('ResourceRequirements')) {
    const [type, value] = ['Type', 'Value'].map(key => requirement.text(key));
    const isGpu = type.is('GPU') && value.satisfies(text => !ACCELERATORS.gpu.test(text) && !parts.includes(text));
    if (isGpu || type.is('NeuronDevice') && value.differs(ACCELERATORS.neuron)) {
      yield { location: requirement.at('Value'), message: `${label} requests ${type} ${value}; the value must be ${isGpu ? ['a whole number', ...parts, 'ALL'].join(' or ') : 'ALL'}` };
    }
  }
}

function* secondNeuron({ containers }: TaskDefinition): Iterable<Violation> {
  const [, second] = containers.flatMap(({ node, label }) => node.list('ResourceRequirements').map(requirement => ({ requirement, label })))
    .filter(({ requirement }) => requirement.text('Type').is('NeuronDevice'));
  if (second) { yield { location: second.requirement.at('Type'), message: `${second.label} also requests the Neuron devices; only one container can have them` }; }
}

function anywhere(...requirements: readonly object[][]): object {
  return {
    RequiresCompatibilities: undefined,
    ContainerDefinitions: requirements.map((ResourceRequirements, index) => ({ Name: `web${index}`, Image: 'public.ecr.aws/nginx/nginx:1.27', Memory: 64, ResourceRequirements })),
  };
}
