// Runs in a separate process, so that no run warms up another: node synthesize-once.js <alb|sharedAlb|blueGreen|nlb|instances|scheduledJob|worker|daemon> <ours|theirs> <checked|unchecked>
const { App, CloudFormationValidatePlugin, Stack } = require('aws-cdk-lib');
const ec2 = require('aws-cdk-lib/aws-ec2');
const ecs = require('aws-cdk-lib/aws-ecs');
const { cpuTimeOf } = require('./cpu-time');
const services = require('./services');

const [loadBalancer, kind, checks] = process.argv.slice(2);
const SERVICES = 100;
const SERVICES_A_STACK = 10;
const { cluster: clusterIn = plainCluster, edge: edgeIn, make } = services[loadBalancer][kind];

if (checks === 'unchecked') {
  CloudFormationValidatePlugin._singletonInstance = () => ({ name: 'None', validate: () => ({ success: true, violations: [] }) });
}

const { milliseconds, result: assembly } = cpuTimeOf(() => {
  const app = new App({ context: checks === 'unchecked' ? { 'cdk-ecs-shipshape:validate': false } : {} });
  const shared = new Stack(app, 'Shared');
  const vpc = new ec2.Vpc(shared, 'Vpc', { maxAzs: 2 });
  const cluster = clusterIn(shared, vpc);
  const edge = edgeIn?.(shared, vpc, cluster);
  const stacks = Array.from({ length: SERVICES / SERVICES_A_STACK }, (_, index) => new Stack(app, `Services${index}`));
  for (let index = 0; index < SERVICES; index++) { make(stacks[index % stacks.length], `Service${index}`, { cluster, edge }); }
  return app.synth();
});
const resources = assembly.stacks.reduce((sum, { template }) => sum + Object.keys(template.Resources ?? {}).length, 0);
console.log(JSON.stringify({ milliseconds: milliseconds / resources, resources }));

function plainCluster(scope, vpc) { return new ecs.Cluster(scope, 'Cluster', { vpc, enableFargateCapacityProviders: true }); }
