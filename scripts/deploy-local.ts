import { strict as assert } from 'assert';
import { checkInstances } from './emulator/check-instances';
import { checkJob } from './emulator/check-job';
import { checkSharedAlb } from './emulator/check-shared-alb';
import { checkWorker } from './emulator/check-worker';
import { Deployed } from './emulator/deployed';
import { ACCOUNT, Emulator, REGION } from './emulator/emulator';
import { holds, passed } from './emulator/statements';
import { run } from './support/command';
import { ExampleApp } from './support/example-app';
import { Assembly } from '../src/report/assembly';

const FIRST_IMAGE = 'public.ecr.aws/docker/library/httpd:2.4';
const SECOND_IMAGE = 'public.ecr.aws/docker/library/httpd:2.4.65';

const PROVEN = `A deployment to moto proves that CloudFormation can create the stacks, that an update deploys a new task definition of the same services,
that stacks of services add their rules to a shared load balancer one after the other, with unique priorities,
that a scheduled job has its state machine, roles and dead-letter queue, that a worker knows the URLs of its queues, which have dead-letter queues,
and that instances are created before their capacity provider and the service. The function that deletes a group of instances
works with the API of Auto Scaling and ECS in moto, whose instances are not protected.`;

/** moto does not run tasks, check health, route requests or replace resources in an update. */
const NOT_PROVEN = [
  'that tasks start and become healthy', 'that requests reach them', 'names, certificates and HTTPS', 'rollbacks', 'changes of listeners, rules and target groups', 'replacements',
  'scaling', 'that instances join the cluster', 'the deletion of the stacks',
];

/** moto runs no Lambda function, which the CDK needs to remove the rules of the default security group of a VPC. */
const EMULATOR_FLAGS = { '@aws-cdk/aws-ec2:restrictDefaultSecurityGroup': false };

/** moto loses exports in change sets, and the version of the bootstrap stack in updates. */
const DEPLOY = ['deploy', '--require-approval', 'never', '--method=direct', '--parameters', 'BootstrapVersion=/cdk-bootstrap/hnb659fds/version'];

async function deploy(app: ExampleApp, emulator: Emulator, what: readonly string[] = ['--all']): Promise<void> {
  console.log(`\ncdk deploy ${what.join(' ')}`);
  const { exitCode, output } = await app.cdk([...DEPLOY, ...what], { env: emulator.environment });
  if (exitCode !== 0) { throw new Error(`cdk deploy ended with ${exitCode}\n${output}\n${emulator.complaint}`); }
  console.log(output.split('\n').filter(line => /^ ?✅/.test(line)).join('\n'));
}

async function checkFirstVersion(deployed: Deployed): Promise<void> {
  const [api, worker] = await deployed.services();
  const task = await deployed.taskDefinition(api);
  const [container] = task.containerDefinitions!;
  await holds('the cluster is active', async () => { assert.equal((await deployed.cluster()).status, 'ACTIVE'); });
  await holds('Fargate and Fargate Spot are associated with the cluster', async () => {
    assert.deepEqual((await deployed.cluster()).capacityProviders, ['FARGATE', 'FARGATE_SPOT']);
  });
  await holds('the worker runs 3 tasks', () => { assert.equal(worker.desiredCount, 3); });
  await holds('a service that scales has no desired count, and starts with 1 task', () => { assert.equal(api.desiredCount, 1); });
  await holds('the tasks are in private subnets', () => {
    const { subnets, assignPublicIp } = api.networkConfiguration!.awsvpcConfiguration!;
    assert.equal(subnets!.length, 2);
    assert.equal(assignPublicIp, 'DISABLED');
  });
  await holds('a task has 512 CPU units and 1 GiB', () => { assert.deepEqual([task.cpu, task.memory], ['512', '1024']); });
  await holds('the container runs the image on port 80', () => {
    assert.equal(container.image, FIRST_IMAGE);
    assert.deepEqual(container.portMappings!.map(({ containerPort }) => containerPort), [80]);
  });
  await holds('the secrets come from Secrets Manager, by JSON key, and from Parameter Store', () => {
    assert.deepEqual(Object.fromEntries(container.secrets!.map(({ name, valueFrom }) => [name, valueFrom])), {
      DB_PASSWORD: `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:shop/database-x7Kp2Q:password::`,
      PAYMENT_KEY: `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/shop/payment-key`,
    });
  });
  await holds('the log group of the container exists and has 90 days of retention', async () => {
    assert.equal((await deployed.logGroup(container.logConfiguration!.options!['awslogs-group'])).retentionInDays, 90);
  });
  await holds('the execution role may read these two secrets only', async () => {
    const statements = await deployed.statements(task.executionRoleArn!);
    const resources = (action: string) => statements.filter(({ Action }) => Action.includes(action)).flatMap(({ Resource }) => Resource);
    assert.deepEqual(resources('secretsmanager:GetSecretValue'), [`arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:shop/database-x7Kp2Q`]);
    assert.deepEqual(resources('ssm:GetParameters'), [`arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/shop/payment-key`]);
  });
  await holds('the task role is not the execution role', () => { assert.notEqual(task.taskRoleArn, task.executionRoleArn); });
  await checkTraffic(deployed, api.loadBalancers![0].targetGroupArn!);
}

async function checkTraffic(deployed: Deployed, targetGroupArn: string): Promise<void> {
  const targetGroup = await deployed.targetGroup(targetGroupArn);
  const listener = await deployed.listener(targetGroup.LoadBalancerArns![0]);
  await holds('the target group has target type ip and health check path /', () => {
    assert.deepEqual([targetGroup.TargetType, targetGroup.HealthCheckPath], ['ip', '/']);
  });
  await holds('the listener on port 80 forwards to the target group of the service', () => {
    assert.equal(listener.Port, 80);
    assert.equal(listener.DefaultActions![0].TargetGroupArn, targetGroupArn);
  });
}

/** moto supports neither capacity provider strategies of a service nor scalable targets: these checks read the template. */
async function checkTemplates({ application }: Assembly): Promise<void> {
  await holds('the worker uses both, with at least one task on Fargate (template)', () => {
    const strategies = application.services.map(({ strategy }) => strategy.items.map(({ label, base, weight }) => [label, base.known, weight.known]));
    assert.deepEqual(strategies, [[['FARGATE', 0, 1]], [['FARGATE', 1, 1], ['FARGATE_SPOT', 0, 3]]]);
  });
  await holds('the API scales from 2 to 20 tasks (template)', () => {
    assert.deepEqual(application.scalableTargets.map(({ minCapacity, maxCapacity }) => [minCapacity.known, maxCapacity.known]), [[2, 20]]);
  });
}

/** The identities that an update must keep: of services, target group, listener and log group. */
async function identities(deployed: Deployed) {
  const [api, worker] = await deployed.services();
  const targetGroup = await deployed.targetGroup(api.loadBalancers![0].targetGroupArn!);
  const { ListenerArn } = await deployed.listener(targetGroup.LoadBalancerArns![0]);
  const [container] = (await deployed.taskDefinition(api)).containerDefinitions!;
  const { arn: logGroup } = await deployed.logGroup(container.logConfiguration!.options!['awslogs-group']);
  return { services: [api.serviceArn, worker.serviceArn], targetGroup: targetGroup.TargetGroupArn, listener: ListenerArn, logGroup };
}

async function checkSecondVersion(deployed: Deployed, before: Awaited<ReturnType<typeof identities>>): Promise<void> {
  const [api, worker] = await deployed.services();
  const task = await deployed.taskDefinition(api);
  await holds('services, target group, listener and log group are not replaced', async () => { assert.deepEqual(await identities(deployed), before); });
  await holds('the service runs a new revision', () => { assert.equal(task.revision, 2); });
  await holds('the revision has the new image', () => { assert.equal(task.containerDefinitions![0].image, SECOND_IMAGE); });
  await holds('the revision has 1024 CPU units and 2 GiB', () => { assert.deepEqual([task.cpu, task.memory], ['1024', '2048']); });
  await holds('the worker has the new image and its old size', async () => {
    const { containerDefinitions, cpu } = await deployed.taskDefinition(worker);
    assert.deepEqual([containerDefinitions![0].image, cpu], [SECOND_IMAGE, '512']);
  });
}

async function main(): Promise<void> {
  const emulator = await Emulator.start();
  try {
    Object.assign(process.env, emulator.environment);
    const app = new ExampleApp('web-service', 'deploy', EMULATOR_FLAGS);
    console.log(`AWS emulator on ${emulator.endpoint}`);
    const bootstrap = await run('cdk', ['bootstrap', `aws://${ACCOUNT}/${REGION}`, '--no-notices'], { cwd: '/tmp', env: emulator.environment });
    if (bootstrap.exitCode !== 0) { throw new Error(`cdk bootstrap failed\n${bootstrap.output}`); }
    const deployed = new Deployed();

    await deploy(app, emulator);
    await checkFirstVersion(deployed);
    await checkTemplates(new Assembly(app.assembly));
    const before = await identities(deployed);

    await deploy(app, emulator, ['--all', '-c', `image=${SECOND_IMAGE}`, '-c', 'large=true']);
    await checkSecondVersion(deployed, before);

    await checkSharedAlb(new ExampleApp('shared-alb', 'deploy', EMULATOR_FLAGS, 'scripts/emulator'), (shared, stacks) => deploy(shared, emulator, stacks));
    await checkInstances(new ExampleApp('instances', 'deploy', EMULATOR_FLAGS, 'scripts/emulator'), (instances, stacks) => deploy(instances, emulator, stacks));
    await checkJob(new ExampleApp('job', 'deploy', EMULATOR_FLAGS, 'scripts/emulator'), (job, stacks) => deploy(job, emulator, stacks));
    await checkWorker(new ExampleApp('worker', 'deploy', EMULATOR_FLAGS), (worker, stacks) => deploy(worker, emulator, stacks));
    console.log(`\n${passed()} checks passed. ${PROVEN}`);
    console.log(`Not proven: ${NOT_PROVEN.join(', ')}.`);
  } finally {
    emulator.stop();
  }
}

main().catch((error: unknown) => {
  console.error(`\n✗ failed after ${passed()} passed checks:`, error);
  process.exitCode = 1;
});
