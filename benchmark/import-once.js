// Runs in a separate process: node import-once.js <ours|cdk>
const { cpuTimeOf } = require('./cpu-time');

const CDK = {
  'aws-ecs': 'Cluster',
  'aws-elasticloadbalancingv2': 'ApplicationLoadBalancer',
  'aws-certificatemanager': 'Certificate',
  'aws-route53': 'ARecord',
  'aws-secretsmanager': 'Secret',
};

const touch = {
  cdk: () => Object.entries(CDK).map(([name, type]) => require(`aws-cdk-lib/${name}`)[type].name),
  ours: () => {
    const { Capacity, ContainerService, Deployment, EcsCluster, EcsValidator, Exposure, SecretSource, TaskSize } = require('../lib');
    return [ContainerService, EcsCluster, EcsValidator, Capacity, Deployment, Exposure, SecretSource, TaskSize].map(({ name }) => name);
  },
};

const run = process.argv[2] === 'ours' ? () => [touch.cdk(), touch.ours()] : touch.cdk;
console.log(JSON.stringify({ milliseconds: cpuTimeOf(run).milliseconds }));
