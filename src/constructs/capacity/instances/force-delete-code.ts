import { RESPOND_CODE } from '../custom-resource-response';

/**
 * The function that force-deletes Auto Scaling groups for CloudFormation. The physical id of the custom resource is the name of the group, so that a
 * replaced group is deleted by its old name. It deletes no group that a capacity provider uses: then only the custom resource was removed from the stack.
 * ECS deregisters terminated instances, except those whose agent is disconnected; they would block the deletion of the cluster. Errors that pass, such as
 * throttling, are tried again as long as there is time.
 *
 * It has no indentation, because the code in a template has at most 4096 characters.
 */
export const FORCE_DELETE_CODE = `
const autoScaling = require('@aws-sdk/client-auto-scaling');
const ecs = require('@aws-sdk/client-ecs');

const groups = new autoScaling.AutoScalingClient({ maxAttempts: 10 });
const clusters = new ecs.ECSClient({ maxAttempts: 10 });
const TRANSIENT = /ScalingActivityInProgress|ResourceContention|ResourceInUse|Throttl|not found|pending delete/i;
const RESERVE = 60000;

const pause = () => new Promise(resolve => setTimeout(resolve, 5000));

async function find(name) {
  const { AutoScalingGroups } = await groups.send(new autoScaling.DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }));
  return AutoScalingGroups[0];
}

async function providerOf(name) {
  const uses = ({ status, updateStatus = '', autoScalingGroupProvider: provider }) => provider && status === 'ACTIVE'
    && !/^DELETE_(IN_PROGRESS|COMPLETE)$/.test(updateStatus) && provider.autoScalingGroupArn.endsWith(':autoScalingGroupName/' + name);
  let page = {};
  do {
    page = await clusters.send(new ecs.DescribeCapacityProvidersCommand({ nextToken: page.nextToken }));
    const found = page.capacityProviders.find(uses);
    if (found) { return found.name; }
  } while (page.nextToken);
}

async function deregister(cluster, ids) {
  for (let first = 0; first < ids.length; first += 20) {
    const filter = 'ec2InstanceId in [' + ids.slice(first, first + 20).join(', ') + ']';
    const { containerInstanceArns } = await clusters.send(new ecs.ListContainerInstancesCommand({ cluster, filter }));
    for (const containerInstance of containerInstanceArns) {
      await clusters.send(new ecs.DeregisterContainerInstanceCommand({ cluster, containerInstance, force: true }));
    }
  }
}

async function remove(name, cluster, ids, context, failure = '') {
  let group = await find(name);
  const provider = group && await providerOf(name);
  if (provider) { return console.log(name + ' is not deleted, because the capacity provider ' + provider + ' uses it'); }
  for (; group; group = await find(name)) {
    for (const { InstanceId } of group.Instances) { ids.add(InstanceId); }
    if (context.getRemainingTimeInMillis() < RESERVE) {
      throw new Error(name + ' still has ' + group.Instances.length + ' instances' + failure + '. Its deletion continues; delete the stack again');
    }
    if (!/^Delete/.test(group.Status)) {
      await groups.send(new autoScaling.DeleteAutoScalingGroupCommand({ AutoScalingGroupName: name, ForceDelete: true }));
    }
    await pause();
  }
  // DeleteCluster reports container instances that remain
  await deregister(cluster, [...ids]).catch(error => console.log('Container instances remain in ' + cluster + ': ' + error));
}

async function attempt(name, cluster, ids, context, failure) {
  try {
    await remove(name, cluster, ids, context, failure);
    return '';
  } catch (error) {
    if (!TRANSIENT.test(error) || context.getRemainingTimeInMillis() < RESERVE) { return error.name + ': ' + error.message; }
    await pause();
    return attempt(name, cluster, ids, context, ': ' + error.message);
  }
}

${RESPOND_CODE}

exports.handler = async (event, context) => {
  const { RequestType, PhysicalResourceId, ResourceProperties: { AutoScalingGroupName, Cluster } } = event;
  if (RequestType !== 'Delete') { return respond(event, AutoScalingGroupName, ''); }
  const reason = await attempt(PhysicalResourceId, Cluster, new Set(), context);
  if (reason) { console.log(reason); }
  return respond(event, PhysicalResourceId, reason.slice(0, 1000));
};
`.trim().replace(/^ +/gm, '');
