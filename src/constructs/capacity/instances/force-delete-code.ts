import { RESPOND_CODE } from '../custom-resource-response';

/**
 * The function that force-deletes Auto Scaling groups for CloudFormation. The physical id of the custom resource is the name of the group, so that a
 * replaced group is deleted by its old name. It deletes no group that a capacity provider uses: then only the custom resource was removed from the stack.
 * ECS deregisters terminated instances, except those whose agent is disconnected; they would block the deletion of the cluster.
 */
export const FORCE_DELETE_CODE = `
const { AutoScalingClient, DeleteAutoScalingGroupCommand, DescribeAutoScalingGroupsCommand } = require('@aws-sdk/client-auto-scaling');
const { ECSClient, DeregisterContainerInstanceCommand, DescribeCapacityProvidersCommand, ListContainerInstancesCommand } = require('@aws-sdk/client-ecs');

const autoScaling = new AutoScalingClient({ maxAttempts: 10 });
const ecs = new ECSClient({ maxAttempts: 10 });
const TRANSIENT = /ScalingActivityInProgress|ResourceContention|ResourceInUse|Throttl|not found|pending delete/i;
const RESERVE = 60000;

async function find(name) {
  const { AutoScalingGroups } = await autoScaling.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }));
  return AutoScalingGroups[0];
}

async function providerOf(name) {
  const uses = ({ status, updateStatus = '', autoScalingGroupProvider: provider }) => provider && status === 'ACTIVE'
    && !/^DELETE_(IN_PROGRESS|COMPLETE)$/.test(updateStatus) && provider.autoScalingGroupArn.endsWith(':autoScalingGroupName/' + name);
  let page = {};
  do {
    page = await ecs.send(new DescribeCapacityProvidersCommand({ nextToken: page.nextToken }));
    const found = page.capacityProviders.find(uses);
    if (found) { return found.name; }
  } while (page.nextToken);
}

async function startDeletion(name) {
  try {
    await autoScaling.send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName: name, ForceDelete: true }));
  } catch (error) {
    if (!TRANSIENT.test(error.name + ' ' + error.message)) { throw error; }
    return ': ' + error.message;
  }
  return '';
}

async function deregister(cluster, ids) {
  for (let first = 0; first < ids.length; first += 20) {
    const filter = 'ec2InstanceId in [' + ids.slice(first, first + 20).join(', ') + ']';
    const { containerInstanceArns } = await ecs.send(new ListContainerInstancesCommand({ cluster, filter }));
    for (const containerInstance of containerInstanceArns) {
      await ecs.send(new DeregisterContainerInstanceCommand({ cluster, containerInstance, force: true }));
    }
  }
}

async function remove(name, cluster, context) {
  const ids = new Set();
  let group = await find(name);
  const provider = group && await providerOf(name);
  if (provider) { return console.log(name + ' is not deleted, because the capacity provider ' + provider + ' uses it'); }
  for (let failure = ''; group; group = await find(name)) {
    for (const { InstanceId } of group.Instances) { ids.add(InstanceId); }
    if (context.getRemainingTimeInMillis() < RESERVE) {
      throw new Error(name + ' still has ' + group.Instances.length + ' instances' + failure + '. Its deletion continues; delete the stack again');
    }
    if (!/^Delete/.test(group.Status)) { failure = await startDeletion(name); }
    await new Promise(resolve => setTimeout(resolve, 5000));
  }
  // DeleteCluster reports container instances that remain
  await deregister(cluster, [...ids]).catch(error => console.log('Container instances remain in ' + cluster + ': ' + error));
}

${RESPOND_CODE}

exports.handler = async (event, context) => {
  const { RequestType, PhysicalResourceId, ResourceProperties: { AutoScalingGroupName, Cluster } } = event;
  if (RequestType !== 'Delete') { return respond(event, AutoScalingGroupName, ''); }
  const reason = await remove(PhysicalResourceId, Cluster, context).then(() => '', error => error.name + ': ' + error.message);
  if (reason) { console.log(reason); }
  return respond(event, PhysicalResourceId, reason.slice(0, 1000));
};
`.trim();
