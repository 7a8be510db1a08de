import { ACCELERATORS } from '../../../facts/accelerators';
import type { Container } from '../../model/container';
import type { TaskDefinition } from '../../model/task-definition';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'A container asks for accelerators in numbers that there are',
  severity: 'warning',
  outcome: 'refused',
  why: 'GPUs are given out whole, or in parts on some Managed Instances; Neuron devices all together, to one container.',
  fix: 'Set Value to a whole number or ALL for GPU, and to ALL for NeuronDevice.',
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
    'Neuron devices for two': {
      Task: { ...anywhere([{ Type: 'NeuronDevice', Value: 'ALL' }], [{ Type: 'NeuronDevice', Value: 'ALL' }]) }, Service: undefined,
    },
    'half a GPU on EC2': { Task: { ContainerDefinitions: { 0: { ResourceRequirements: [{ Type: 'GPU', Value: '0.5' }] } } } },
  },
  good: {
    'two GPUs': { Task: { ContainerDefinitions: { 0: { ResourceRequirements: [{ Type: 'GPU', Value: '2' }] } } } },
    'half a GPU, wherever it runs': { Task: { ...anywhere([{ Type: 'GPU', Value: '0.5' }]) }, Service: undefined },
    'Neuron devices for one': { Task: { ...anywhere([{ Type: 'NeuronDevice', Value: 'ALL' }]) }, Service: undefined },
    'all of them': { Task: { ContainerDefinitions: { 0: { ResourceRequirements: [{ Type: 'GPU', Value: 'ALL' }] } } } },
  },
});

/** Where GPUs may be divided, the parts there are. */
function* outOfRange({ node, label }: Container, parts: readonly string[]): Iterable<Violation> {
  for (const requirement of node.list('ResourceRequirements')) {
    const [type, value] = ['Type', 'Value'].map(key => requirement.text(key));
    const isGpu = type.is('GPU') && value.satisfies(text => !ACCELERATORS.gpu.test(text) && !parts.includes(text));
    if (isGpu || type.is('NeuronDevice') && value.differs(ACCELERATORS.neuron)) {
      yield { location: requirement.at('Value'), message: `${label} asks for ${type} ${value}; it must be ${isGpu ? ['a whole number', ...parts, 'ALL'].join(' or ') : 'ALL'}` };
    }
  }
}

function* secondNeuron({ containers }: TaskDefinition): Iterable<Violation> {
  const [, second] = containers.flatMap(({ node, label }) => node.list('ResourceRequirements').map(requirement => ({ requirement, label })))
    .filter(({ requirement }) => requirement.text('Type').is('NeuronDevice'));
  if (second) { yield { location: second.requirement.at('Type'), message: `${second.label} asks for the Neuron devices a second time, and one container gets them all` }; }
}

function anywhere(...requirements: readonly object[][]): object {
  return {
    RequiresCompatibilities: undefined,
    ContainerDefinitions: requirements.map((ResourceRequirements, index) => ({ Name: `web${index}`, Image: 'public.ecr.aws/nginx/nginx:1.27', Memory: 64, ResourceRequirements })),
  };
}
