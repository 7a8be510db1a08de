import type { TaskDefinition } from '../../model/entities/task-definition';
import type { Node } from '../../model/evaluation/node';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Containers of a task all share their GPUs, or all have whole ones',
  severity: 'error',
  outcome: 'refused',
  why: 'A container either has GPUs of its own, with a number, or shares one, with a sharing strategy. ECS refuses both in one requirement, both in one task, and a sharing strategy for other devices.',
  fix: 'Use the same option for all containers: gpuCount in addContainer(), or SharingStrategy.NvidiaMps without Value through an escape hatch. In CloudFormation: ResourceRequirements.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ResourceRequirement.html',

  subject: 'taskDefinition',
  *check(task) {
    const requirements = requirementsOf(task);
    const sharing = requirements.filter(({ requirement }) => requirement.get('SharingStrategy').isFilled);
    for (const { requirement, label } of sharing) {
      const problem = problemOf(requirement);
      if (problem !== undefined) { yield { location: requirement.at('SharingStrategy'), message: `${label} ${problem}` }; }
    }
    const whole = requirements.find(({ requirement }) => requirement.text('Type').is('GPU') && requirement.get('SharingStrategy').isAbsent);
    const [first] = sharing.filter(({ requirement }) => requirement.text('Type').is('GPU'));
    if (whole && first) {
      yield { location: whole.requirement.at('Value'), message: `${whole.label} requests whole GPUs, but ${first.label} shares one; use the same option for both` };
    }
  },

  scene: 'an EC2 service on dynamic ports behind a load balancer',
  bad: {
    'a number and a strategy': { Task: requests({ Type: 'GPU', Value: '1', ...shared() }) },
    'a shared Neuron device': { Task: { RequiresCompatibilities: undefined, ...requests({ Type: 'NeuronDevice', ...shared() }) }, Service: undefined },
    'one container with a whole GPU': { Task: requests({ Type: 'GPU', ...shared() }, { Type: 'GPU', Value: '1' }) },
  },
  good: {
    'a GPU for two containers': { Task: requests({ Type: 'GPU', ...shared() }, { Type: 'GPU', ...shared() }) },
    'whole GPUs for two containers': { Task: requests({ Type: 'GPU', Value: '1' }, { Type: 'GPU', Value: '1' }) },
    'a number from a condition': { Task: requests({ Type: 'GPU', Value: { 'Fn::If': ['Whole', '1', { Ref: 'AWS::NoValue' }] }, ...shared() }) },
    'a type from a parameter': { Task: requests({ Type: { Ref: 'AParameter' }, ...shared() }, { Type: 'GPU', Value: '1' }) },
    'a strategy under a condition': {
      Task: requests({ Type: 'GPU', Value: { 'Fn::If': ['Whole', '1', { Ref: 'AWS::NoValue' }] }, SharingStrategy: { 'Fn::If': ['Whole', { Ref: 'AWS::NoValue' }, shared().SharingStrategy] } }, { Type: 'GPU', Value: '1' }),
    },
    'a shared GPU beside a Neuron device': {
      Task: { RequiresCompatibilities: undefined, ...requests({ Type: 'GPU', ...shared() }, { Type: 'NeuronDevice', Value: 'ALL' }) }, Service: undefined,
    },
  },
});

function requirementsOf({ containers }: TaskDefinition): readonly { readonly requirement: Node; readonly label: string }[] {
  return containers.flatMap(({ node, label }) => node.list('ResourceRequirements').sure.map(requirement => ({ requirement, label })));
}

function problemOf(requirement: Node): string | undefined {
  const [type, value] = ['Type', 'Value'].map(key => requirement.text(key));
  if (type.differs('GPU')) { return `has a sharing strategy for ${type}; only a GPU can be shared`; }
  return requirement.get('Value').isGiven ? `requests ${value} GPUs and shares one; remove Value or SharingStrategy` : undefined;
}

function shared() { return { SharingStrategy: { NvidiaMps: { Memory: 4096, MaxComputePercent: 50 } } }; }

function requests(...requirements: readonly object[]): object {
  const ContainerDefinitions = requirements.map((requirement, index) => ({
    Name: index === 0 ? 'web' : `web${index}`, Image: 'public.ecr.aws/nginx/nginx:1.27', Memory: 64, ResourceRequirements: [requirement], ...index === 0 ? { PortMappings: [{ ContainerPort: 80 }] } : {},
  }));
  return { ContainerDefinitions };
}
