import { strict as assert } from 'assert';
import { createServer } from 'http';
import { createRequire } from 'module';
import { AddressInfo } from 'net';
import { runInNewContext } from 'vm';
import { AutoScalingClient, AutoScalingGroup, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { CapacityProvider, DeleteCapacityProviderCommand, DescribeCapacityProvidersCommand, DescribeClustersCommand, DescribeServicesCommand, DescribeTaskDefinitionCommand, ECSClient } from '@aws-sdk/client-ecs';
import { holds } from './statements';
import { FORCE_DELETE_CODE } from '../../src/constructs/capacity/instances/force-delete-code';
import { Assembly } from '../../src/report/assembly';
import { ExampleApp } from '../support/example-app';

const CLUSTER = 'instances';
const SERVICE = 'worker';

/** A response of a custom resource to CloudFormation. */
interface Answer { readonly Status: string; readonly Reason: string; readonly PhysicalResourceId: string }

/** A cluster with a group of instances and a service on it, according to the APIs of AWS. */
class Deployed {
  private readonly ecs = new ECSClient();
  private readonly autoScaling = new AutoScalingClient();

  public async groups(): Promise<readonly AutoScalingGroup[]> {
    return (await this.autoScaling.send(new DescribeAutoScalingGroupsCommand())).AutoScalingGroups ?? [];
  }

  public async providersOfCluster(): Promise<readonly string[]> {
    const { clusters } = await this.ecs.send(new DescribeClustersCommand({ clusters: [CLUSTER] }));
    return clusters![0].capacityProviders!;
  }

  public async provider(name: string): Promise<CapacityProvider> {
    return (await this.ecs.send(new DescribeCapacityProvidersCommand({ capacityProviders: [name] }))).capacityProviders![0];
  }

  public async task() {
    const { services } = await this.ecs.send(new DescribeServicesCommand({ cluster: CLUSTER, services: [SERVICE] }));
    return (await this.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: services![0].taskDefinition }))).taskDefinition!;
  }

  public async deleteProvider(name: string): Promise<void> { await this.ecs.send(new DeleteCapacityProviderCommand({ capacityProvider: name })); }
}

/** Checks a service on instances. Then runs the function that deletes the group, as CloudFormation would when it deletes the stack. */
export async function checkInstances(app: ExampleApp, deploy: (app: ExampleApp, stacks: readonly string[]) => Promise<void>): Promise<void> {
  await deploy(app, ['Instances']);
  const deployed = new Deployed();
  const [group] = await deployed.groups();
  const name = group.AutoScalingGroupName!;
  const provider = (await deployed.providersOfCluster()).find(each => !each.startsWith('FARGATE'))!;

  await holds('the Auto Scaling group has 2 to 4 instances, and 2 run', () => {
    assert.deepEqual([group.MinSize, group.MaxSize, group.Instances!.length], [2, 4, 2]);
  });
  await holds('its capacity provider is associated with the cluster, beside those of Fargate', async () => {
    assert.deepEqual((await deployed.providersOfCluster()).filter(each => each !== provider), ['FARGATE', 'FARGATE_SPOT']);
    assert.ok((await deployed.provider(provider)).autoScalingGroupProvider!.autoScalingGroupArn!.includes(name));
  });
  await holds('the task definition of the service is for EC2, in network mode awsvpc', async () => {
    const { requiresCompatibilities, networkMode } = await deployed.task();
    assert.deepEqual([requiresCompatibilities, networkMode], [['EC2'], 'awsvpc']);
  });
  await holds('the service uses the capacity provider of the group (template)', () => {
    const [{ strategy }] = new Assembly(app.assembly).application.services;
    assert.deepEqual(strategy.items.map(({ base, weight }) => [base.known, weight.known]), [[0, 1]]);
  });
  await holds('the function of the custom resource deletes no group that a capacity provider uses', async () => {
    assert.deepEqual(await deletion(name), { Status: 'SUCCESS', Reason: '', PhysicalResourceId: name });
    assert.equal((await deployed.groups()).length, 1);
  });
  await holds('without the capacity provider it force-deletes the group with its instances', async () => {
    await deployed.deleteProvider(provider);
    assert.deepEqual(await deletion(name), { Status: 'SUCCESS', Reason: '', PhysicalResourceId: name });
    assert.deepEqual(await deployed.groups(), []);
  });
}

/** Sends the request to delete a group to the code of the function, which uses the real SDK. */
async function deletion(name: string): Promise<Answer> {
  const answers: Answer[] = [];
  const cloudFormation = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
      const { Status, Reason, PhysicalResourceId } = JSON.parse(Buffer.concat(parts).toString()) as Answer;
      answers.push({ Status, Reason, PhysicalResourceId });
      response.end();
    });
  });
  await new Promise<void>(listening => cloudFormation.listen(0, '127.0.0.1', listening));
  try {
    const exports = {} as { handler(event: unknown, context: unknown): Promise<void> };
    const globals = { exports, require: createRequire(__filename), console: { log: () => {} }, setTimeout, fetch, AbortSignal };
    runInNewContext(FORCE_DELETE_CODE, globals);
    const ResponseURL = `http://127.0.0.1:${(cloudFormation.address() as AddressInfo).port}/`;
    const event = { RequestType: 'Delete', PhysicalResourceId: name, ResponseURL, ResourceProperties: { AutoScalingGroupName: name, Cluster: CLUSTER } };
    await exports.handler(event, { getRemainingTimeInMillis: () => 90_000 });
    return answers[0];
  } finally {
    cloudFormation.close();
  }
}
