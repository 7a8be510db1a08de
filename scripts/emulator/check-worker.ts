import { strict as assert } from 'assert';
import { DescribeServicesCommand, DescribeTaskDefinitionCommand, ECSClient, ListClustersCommand, ListServicesCommand } from '@aws-sdk/client-ecs';
import { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { holds } from './statements';
import { Assembly } from '../../src/report/assembly';
import { ExampleApp } from '../support/example-app';

type Attributes = Readonly<Record<string, string>>;

interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number | string;
}

/** The queues and the service of a worker, according to the APIs of AWS. */
class Deployed {
  private readonly sqs = new SQSClient();
  private readonly ecs = new ECSClient();

  /** The attributes of all queues, by their names. The URLs of moto have its own host in SQS, and that of AWS in CloudFormation. */
  public async queues(): Promise<ReadonlyMap<string, Attributes>> {
    const { QueueUrls = [] } = await this.sqs.send(new ListQueuesCommand());
    return new Map(await Promise.all(QueueUrls.map(async url => [nameIn(url), await this.attributes(url)] as const)));
  }

  /** The environment of the container of the only service whose task definition has the variable. */
  public async environmentWith(variable: string): Promise<Attributes> {
    const { clusterArns = [] } = await this.ecs.send(new ListClustersCommand());
    for (const cluster of clusterArns) {
      for (const environment of await this.environmentsOn(cluster)) {
        if (variable in environment) { return environment; }
      }
    }
    throw new Error(`no service has the environment variable ${variable}`);
  }

  private async attributes(QueueUrl: string): Promise<Attributes> {
    return (await this.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))).Attributes!;
  }

  private async environmentsOn(cluster: string): Promise<readonly Attributes[]> {
    const { serviceArns = [] } = await this.ecs.send(new ListServicesCommand({ cluster }));
    if (serviceArns.length === 0) { return []; }
    const { services = [] } = await this.ecs.send(new DescribeServicesCommand({ cluster, services: serviceArns }));
    const tasks = await Promise.all(services.map(({ taskDefinition }) => this.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }))));
    return tasks.map(({ taskDefinition }) => Object.fromEntries(
      taskDefinition!.containerDefinitions!.flatMap(({ environment = [] }) => environment.map(({ name, value }) => [name!, value!])),
    ));
  }
}

function nameIn(url: string): string { return url.split('/').at(-1)!; }

/** Checks a worker with two queues that scales from zero. */
export async function checkWorker(app: ExampleApp, deploy: (app: ExampleApp, stacks: readonly string[]) => Promise<void>): Promise<void> {
  await deploy(app, ['Orders']);
  const deployed = new Deployed();
  const queues = await deployed.queues();
  const environment = await deployed.environmentWith('QUEUE_URL');

  await holds('the container of the worker knows the URLs of both queues', () => {
    assert.deepEqual(Object.keys(environment).sort(), ['QUEUE_URL', 'QUEUE_URL_REFUNDS']);
    for (const url of Object.values(environment)) { assert.ok(queues.has(nameIn(url)), `${url} is not the URL of a queue`); }
  });
  await holds('each queue has a dead-letter queue after three receives, which keeps messages 14 days', () => {
    for (const url of Object.values(environment)) {
      const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(queues.get(nameIn(url))!.RedrivePolicy) as RedrivePolicy;
      const deadLetters = [...queues.values()].find(({ QueueArn }) => QueueArn === deadLetterTargetArn);
      assert.deepEqual([Number(maxReceiveCount), deadLetters?.MessageRetentionPeriod], [3, '1209600']);
    }
  });
  await holds('a message is invisible twice as long as it may take', () => {
    assert.deepEqual([environment.QUEUE_URL, environment.QUEUE_URL_REFUNDS].map(url => queues.get(nameIn(url))!.VisibilityTimeout), ['120', '3600']);
  });
  await checkScaling(new Assembly(app.assembly));
}

/** moto creates no scalable targets with CloudFormation: these checks read the template. */
async function checkScaling({ application }: Assembly): Promise<void> {
  await holds('the worker scales from 0 to 20 tasks (template)', () => {
    assert.deepEqual(application.scalableTargets.map(({ minCapacity, maxCapacity }) => [minCapacity.known, maxCapacity.known]), [[0, 20]]);
  });
}
