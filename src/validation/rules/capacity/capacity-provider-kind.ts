import { defineRule } from '../rule';

const GROUP = 'AutoScalingGroupProvider';
const MANAGED = 'ManagedInstancesProvider';

export default defineRule({
  title: 'A capacity provider has either an Auto Scaling group or Managed Instances of a named cluster',
  severity: 'error',
  outcome: 'refused',
  why: 'A capacity provider launches instances in one way: with an Auto Scaling group, or as ECS Managed Instances. Managed Instances belong to one cluster from the start, so ECS needs its name. The CloudFormation schema treats all three properties as optional.',
  fix: 'Use AsgCapacityProvider or ManagedInstancesCapacityProvider, which cluster.addManagedInstancesCapacityProvider() gives the cluster. In CloudFormation: one of AutoScalingGroupProvider and ManagedInstancesProvider; ClusterName with ManagedInstancesProvider only.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCapacityProvider.html',

  subject: 'capacityProvider',
  *check({ node, groupSettings, managedSettings, label }) {
    const cluster = node.get('ClusterName');
    if (groupSettings.isAbsent && managedSettings.isAbsent) {
      yield { location: node.at(GROUP), message: `${label} has neither ${GROUP} nor ${MANAGED}; one of them is required` };
    } else if (groupSettings.isGiven && managedSettings.isGiven) {
      yield { location: managedSettings.location, message: `${label} has both ${GROUP} and ${MANAGED}; remove one of them` };
    } else if (managedSettings.isGiven && cluster.isAbsent) {
      yield { location: cluster.location, message: `${label} has ${MANAGED}, but no ClusterName, which Managed Instances require` };
    } else if (groupSettings.isGiven && cluster.isGiven) {
      yield {
        location: cluster.location,
        message: `${label} has ${GROUP} and ClusterName, which is for Managed Instances; associate it with the cluster instead`,
        severity: 'warning',
      };
    }
  },

  scene: 'a service on Managed Instances',
  bad: {
    'no kind': { Provider: { ManagedInstancesProvider: undefined }, Service: { CapacityProviderStrategy: [{ CapacityProvider: 'managed', Weight: 1 }] } },
    'both kinds': { Provider: { AutoScalingGroupProvider: { AutoScalingGroupArn: 'web' } } },
    'Managed Instances without a cluster': { Provider: { ClusterName: undefined } },
    'an Auto Scaling group with a cluster': { scene: 'a service on a capacity provider', change: { Instances: { ClusterName: { Ref: 'Cluster' } } } },
  },
  good: {
    'a kind from a parameter': { Provider: { ManagedInstancesProvider: { Ref: 'AParameter' }, ClusterName: undefined } },
    'one kind for each condition': {
      Provider: {
        AutoScalingGroupProvider: { 'Fn::If': ['OnGroup', { AutoScalingGroupArn: 'web' }, { Ref: 'AWS::NoValue' }] },
        ManagedInstancesProvider: { 'Fn::If': ['OnGroup', { Ref: 'AWS::NoValue' }, { Ref: 'AParameter' }] },
        ClusterName: { 'Fn::If': ['OnGroup', { Ref: 'AWS::NoValue' }, 'web'] },
      },
    },
    'a cluster from a parameter': { Provider: { ClusterName: { Ref: 'AParameter' } } },
    'an Auto Scaling group alone': { scene: 'a service on a capacity provider', change: {} },
  },
});
