import { App } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { nagAcknowledgements, nagFindings } from './support/nag';
import { SearchIndexStack } from '../examples/arm/search-index-stack';
import { ThumbnailsStack } from '../examples/batch/thumbnails-stack';
import { CheckoutStack } from '../examples/blue-green/checkout-stack';
import { OrdersStack as BottlerocketStack } from '../examples/bottlerocket/orders-stack';
import { SearchStack } from '../examples/canary/search-stack';
import { CatalogueStack } from '../examples/codedeploy-alb/catalogue-stack';
import { BrokerStack } from '../examples/codedeploy-nlb/broker-stack';
import { AgentsStack } from '../examples/daemon/agents-stack';
import { TillsStack } from '../examples/ecs-anywhere/tills-stack';
import { PricesStack } from '../examples/external-controller/prices-stack';
import { InferenceStack } from '../examples/gpu/inference-stack';
import { WebStack } from '../examples/https-domain/web-stack';
import { ShopStack } from '../examples/linear/shop-stack';
import { ReportsStack } from '../examples/managed-instances/reports-stack';
import { OrdersStack as MigrationStack } from '../examples/migration/orders-stack';
import { ShopStack as MixedStack } from '../examples/mixed-cluster/shop-stack';
import { BillingStack } from '../examples/nightly-job/billing-stack';
import { ReindexStack } from '../examples/run-task/reindex-stack';
import { ApiStack } from '../examples/shared-alb/api-stack';
import { EdgeStack } from '../examples/shared-alb/edge-stack';
import { OrdersStack } from '../examples/shared-alb/orders-stack';
import { StorefrontStack } from '../examples/shared-alb/storefront-stack';
import { IntranetStack } from '../examples/windows/intranet-stack';
import { OrdersStack as WorkerStack } from '../examples/worker/orders-stack';

const env = { region: 'eu-west-1' };

/** The function that creates the listener rules for traffic shifts. */
const PROVIDER = 'AWS679f53fac002430cb0da5b7982bd2287';
const LOG_POLICY = 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]';
const SHIFT_POLICY = 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers]';

const MANAGED_INSTANCES_POLICY = 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AmazonECSInfrastructureRolePolicyForManagedInstances]';
const inCluster = (resource: string) => `arn:<AWS::Partition>:ecs:eu-west-1:<AWS::AccountId>:${resource}/<ClusterEB0386A7>/*`;

/** The acknowledgements of a group of container instances. */
function ofGroup(group: string): readonly string[] {
  return [
    `AwsSolutions-IAM5[Resource::*] at ${group.split('/')[0]}/ForceDeleteInstances`,
    `AwsSolutions-AS3 at ${group}/AutoScalingGroup`,
    `AwsSolutions-IAM5[Resource::*] at ${group}/AgentPolicy`,
    `AwsSolutions-IAM5[Resource::${inCluster('container-instance')}] at ${group}/AgentPolicy`,
  ];
}

/** The acknowledgements of Managed Instances. */
function ofManagedInstances(instances: string): readonly string[] {
  return [
    `${MANAGED_INSTANCES_POLICY} at ${instances}/InfrastructureRole`,
    ...['*', inCluster('container-instance'), inCluster('task-set')].map(arn => `AwsSolutions-IAM5[Resource::${arn}] at ${instances}/InstanceRole`),
  ];
}

/** The acknowledgements of a principal that starts standalone tasks. */
function ofRunGrant(role: string, family: string): readonly string[] {
  const revisions = `arn:<AWS::Partition>:ecs:eu-west-1:<AWS::AccountId>:task-definition/${family}:*`;
  return [revisions, inCluster('task')].map(arn => `AwsSolutions-IAM5[Resource::${arn}] at ${role}`);
}

/** The acknowledgements of a state machine that runs standalone tasks. */
function ofStateMachine(role: string, family: string): readonly string[] { return [`AwsSolutions-IAM5[Resource::*] at ${role}`, ...ofRunGrant(role, family)]; }

const GROUP_ARN = 'arn:<AWS::Partition>:autoscaling:eu-west-1:<AWS::AccountId>:autoScalingGroup:*:autoScalingGroupName';

/** The acknowledgements of the deployment tasks of a stack. */
function ofDeploymentTasks(stack: string, ...policies: readonly (readonly [policy: string, family: string, stream: string])[]): readonly string[] {
  const functions = ['IsCompleteFunction34A47C72', 'OnEventFunctionCE604732', 'ProviderframeworkisComplete06568C2E', 'ProviderframeworkonEventFAE1650D', 'ProviderframeworkonTimeoutFCDD31AA'];
  const waiter = `${stack}/DeploymentTasks/Provider/waiter-state-machine`;
  const place = 'eu-west-1:<AWS::AccountId>';
  return [
    ...functions.map(each => `AwsSolutions-IAM5[Resource::<DeploymentTasks${each}.Arn>:*] at ${stack}/DeploymentTasks`),
    `AwsSolutions-SF1 at ${waiter}`,
    `AwsSolutions-SF2 at ${waiter}`,
    ...policies.flatMap(([policy, family, stream]) => [
      '*', `arn:<AWS::Partition>:ecs:${place}:task-definition/${family}:*`, inCluster('task'), `arn:<AWS::Partition>:logs:${place}:log-group:${stream}/*`,
    ].map(arn => `AwsSolutions-IAM5[Resource::${arn}] at ${policy}`)),
  ];
}

/** The stacks of an example, and the acknowledgements of the library in them. */
const EXAMPLES: readonly (readonly [string, (app: App) => void, readonly string[]])[] = [
  ['worker', app => { new WorkerStack(app, 'Orders', { env }); }, [
    `AwsSolutions-IAM5[Resource::${inCluster('task')}] at Orders/Orders/TaskDef/TaskRole`,
    'AwsSolutions-ECS2 at Orders/Orders/TaskDef/Resource',
    'AwsSolutions-IAM5[Resource::*] at Orders/Orders/TaskDef/ExecutionRole/DefaultPolicy',
  ]],
  ['shared-alb', app => {
    const edge = new EdgeStack(app, 'Edge', { env });
    for (const [Team, id] of [[OrdersStack, 'Orders'], [ApiStack, 'Api'], [StorefrontStack, 'Storefront']] as const) { new Team(app, id, { env, edge }); }
  }, ['AwsSolutions-EC23 at Edge/Alb/LB/SecurityGroup', 'AwsSolutions-S1 at Edge/Alb/AccessLogs', 'AwsSolutions-S1 at Edge/Alb/ConnectionLogs']],
  ['https-domain', app => { new WebStack(app, 'Web', { env }); }, ['AwsSolutions-EC23 at Web/Shop/LB/SecurityGroup', 'AwsSolutions-S1 at Web/Shop/AccessLogs']],
  ['codedeploy-alb', app => { new CatalogueStack(app, 'Catalogue', { env }); }, [
    'AwsSolutions-IAM5[Resource::*] at Catalogue/Api/DeploymentPolicy',
    'AwsSolutions-IAM5[Resource::*] at Catalogue/SmokeTest/Role',
    'AwsSolutions-S1 at Catalogue/Api/AccessLogs',
  ]],
  ['codedeploy-nlb', app => { new BrokerStack(app, 'Broker', { env }); }, [
    'AwsSolutions-EC23 at Broker/Broker/LB/SecurityGroup', 'AwsSolutions-IAM5[Resource::*] at Broker/Broker/DeploymentPolicy', 'AwsSolutions-S1 at Broker/Broker/AccessLogs',
  ]],
  ['blue-green', app => { new CheckoutStack(app, 'Checkout', { env }); }, [
    'AwsSolutions-EC23 at Checkout/Api/LB/SecurityGroup',
    `${SHIFT_POLICY} at Checkout/Api/TrafficShiftRole`,
    `${LOG_POLICY} at Checkout/${PROVIDER}/ServiceRole`,
    `${LOG_POLICY} at Checkout/Api/DeploymentHooks/SmokeTest/ServiceRole`,
    'AwsSolutions-IAM5 at Checkout/Api/ProductionRule…',
    'AwsSolutions-S1 at Checkout/Api/AccessLogs',
  ]],
  ['daemon', app => { new AgentsStack(app, 'Platform', { env }); }, [...ofGroup('Platform/Cluster/Web'), ...ofManagedInstances('Platform/Cluster/Batch')]],
  ['canary', app => { new SearchStack(app, 'Search', { env }); }, [
    `${SHIFT_POLICY} at Search/Api/TrafficShiftRole`,
    `${LOG_POLICY} at Search/${PROVIDER}/ServiceRole`,
    'AwsSolutions-IAM5 at Search/Api/ProductionRule…',
    'AwsSolutions-IAM5 at Search/Api/TestRule…',
    'AwsSolutions-S1 at Search/Api/AccessLogs',
  ]],
  ['linear', app => { new ShopStack(app, 'Shop', { env }); }, []],
  ['mixed-cluster', app => { new MixedStack(app, 'Shop', { env }); }, [
    ...ofGroup('Shop/Cluster/OnDemand'), ...ofGroup('Shop/Cluster/Spot'), 'AwsSolutions-EC26 at Shop/Cluster/Spot/AutoScalingGroup', ...ofManagedInstances('Shop/Cluster/Managed'),
  ]],
  ['gpu', app => { new InferenceStack(app, 'Inference', { env }); }, [
    ...ofGroup('Inference/Cluster/Gpu'), 'AwsSolutions-EC26 at Inference/Cluster/Gpu/AutoScalingGroup',
  ]],
  ['windows', app => { new IntranetStack(app, 'Intranet', { env }); }, [
    ...ofGroup('Intranet/Cluster/Windows'),
    `AwsSolutions-IAM5[Resource::${GROUP_ARN}/<ClusterWindowsAutoScalingGroupASG>] at Intranet/Cluster/Windows/WarmPoolPolicy`,
  ]],
  ['arm', app => { new SearchIndexStack(app, 'SearchIndex', { env }); }, [
    ...ofGroup('SearchIndex/Cluster/Graviton'),
    'AwsSolutions-EC26 at SearchIndex/Cluster/Graviton/AutoScalingGroup',
    `AwsSolutions-IAM5[Resource::${GROUP_ARN}/<ClusterGravitonAutoScalingGroupASG>] at SearchIndex/Cluster/Graviton/Refresh`,
    `${LOG_POLICY} at SearchIndex/${PROVIDER}/ServiceRole`,
  ]],
  ['bottlerocket', app => { new BottlerocketStack(app, 'Orders', { env }); }, ofGroup('Orders/Cluster/Bottlerocket')],
  ['managed-instances', app => { new ReportsStack(app, 'Reports', { env }); }, [
    ...ofManagedInstances('Reports/Cluster/OnDemand'), ...ofManagedInstances('Reports/Cluster/Spot'),
  ]],
  ['ecs-anywhere', app => { new TillsStack(app, 'Tills', { env }); }, [
    'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AmazonSSMManagedInstanceCore] at Tills/Cluster/Servers/Role',
    'AwsSolutions-IAM5[Resource::*] at Tills/Cluster/Servers/Activation/FunctionRole',
    'AwsSolutions-IAM5[Resource::*] at Tills/Cluster/Servers/Role',
    `AwsSolutions-IAM5[Resource::${inCluster('container-instance')}] at Tills/Cluster/Servers/Role`,
    'AwsSolutions-SMG4 at Tills/Cluster/Servers/Activation/Secret',
  ]],
  ['nightly-job', app => { new BillingStack(app, 'Billing', { env }); }, [
    ...['Action::kms:GenerateDataKey*', 'Resource::*', 'Resource::arn:<AWS::Partition>:ecs:eu-west-1:<AWS::AccountId>:task-definition/BillingInvoicesTaskDefDC8078C9:*', `Resource::${inCluster('task')}`]
      .map(each => `AwsSolutions-IAM5[${each}] at Billing/Invoices/Workflow/Role`),
    'AwsSolutions-SQS3 at Billing/Invoices/DeadLetters',
  ]],
  ['migration', app => { new MigrationStack(app, 'Orders', { env }); }, [
    ...ofDeploymentTasks('Orders', ['Orders/Api/Migrate/RunPolicy', 'OrdersApiMigrateTaskDef420D5B2E', '<ApiMigrateTaskDeftaskLogGroup3FD0C6D7>:log-stream:Migrate/task']),
    'AwsSolutions-S1 at Orders/Api/AccessLogs',
  ]],
  ['external-controller', app => { new PricesStack(app, 'Prices', { env }); }, ['AwsSolutions-S1 at Prices/Api/AccessLogs']],
  ['batch', app => { new ThumbnailsStack(app, 'Thumbnails', { env }); }, ofStateMachine('Thumbnails/Thumbnails/Batch/Role', 'ThumbnailsTaskDef927B24FA')],
  ['run-task', app => { new ReindexStack(app, 'Search', { env }); }, [
    ...ofStateMachine('Search/Reindex/All/Role', 'SearchReindexTaskDef06C38249'),
    ...ofRunGrant('Search/Start/ServiceRole', 'SearchReindexTaskDef06C38249'),
    `${LOG_POLICY} at Search/Start`,
    ...['Abort*', 'DeleteObject*', 'GetBucket*', 'GetObject*', 'List*'].map(action => `AwsSolutions-IAM5[Action::s3:${action}] at Search/Pipeline`),
    'AwsSolutions-IAM5[Resource::<Artifacts82DD59A1.Arn>/*] at Search/Pipeline',
    expect.stringMatching(/^AwsSolutions-IAM5\[Resource::arn:.*:execution:.*ReindexAllStateMachineCF283F03.* at Search\/Pipeline$/),
  ]],
];

describe.each(EXAMPLES)('examples/%s', (_, create, acknowledged) => {
  test('has only AwsSolutions findings that the library acknowledges', () => {
    const app = new App();
    create(app);
    expect(nagFindings(app, [AwsSolutionsChecks])).toEqual([]);
    expect(new Set(nagAcknowledgements(app).filter(each => each.startsWith('AwsSolutions')).map(each => each.replace(/(Rule)[0-9A-F]{8}$/, '$1…').replace(/(ASG)[0-9A-F]{8}>/, '$1>')))).toEqual(new Set(acknowledged));
  });
});
