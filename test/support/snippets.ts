import { readFileSync } from 'fs';
import { basename } from 'path';

/** A TypeScript block in a document. */
export interface Snippet {
  readonly name: string;
  readonly code: string;
}

/** The blocks in a Markdown file that are marked `ts`. */
export function snippetsIn(file: string): Snippet[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)]
    .map(([, code], index) => ({ name: `${basename(file)} ${index + 1}`, code }));
}

/** The names that the guides use: modules by their usual names, and a stack with common resources. */
const IMPORTS: Readonly<Record<string, string>> = {
  acm: 'aws-cdk-lib/aws-certificatemanager',
  actions: 'aws-cdk-lib/aws-codepipeline-actions',
  appscaling: 'aws-cdk-lib/aws-applicationautoscaling',
  autoscaling: 'aws-cdk-lib/aws-autoscaling',
  cloudwatch: 'aws-cdk-lib/aws-cloudwatch',
  codedeploy: 'aws-cdk-lib/aws-codedeploy',
  cognito: 'aws-cdk-lib/aws-cognito',
  ec2: 'aws-cdk-lib/aws-ec2',
  ecr: 'aws-cdk-lib/aws-ecr',
  ecs: 'aws-cdk-lib/aws-ecs',
  efs: 'aws-cdk-lib/aws-efs',
  elbv2: 'aws-cdk-lib/aws-elasticloadbalancingv2',
  iam: 'aws-cdk-lib/aws-iam',
  kms: 'aws-cdk-lib/aws-kms',
  lambda: 'aws-cdk-lib/aws-lambda',
  logs: 'aws-cdk-lib/aws-logs',
  pipelines: 'aws-cdk-lib/pipelines',
  rds: 'aws-cdk-lib/aws-rds',
  route53: 'aws-cdk-lib/aws-route53',
  s3: 'aws-cdk-lib/aws-s3',
  scheduler: 'aws-cdk-lib/aws-scheduler',
  secretsmanager: 'aws-cdk-lib/aws-secretsmanager',
  servicediscovery: 'aws-cdk-lib/aws-servicediscovery',
  sfn: 'aws-cdk-lib/aws-stepfunctions',
  sns: 'aws-cdk-lib/aws-sns',
  sqs: 'aws-cdk-lib/aws-sqs',
  ssm: 'aws-cdk-lib/aws-ssm',
  targets: 'aws-cdk-lib/aws-route53-targets',
};

const CORE = ['App', 'CfnOutput', 'Duration', 'RemovalPolicy', 'SecretValue', 'Size', 'Stack', 'Stage', 'TimeZone', 'Validations'];

const GIVEN: Readonly<Record<string, string>> = {
  vpc: "new ec2.Vpc(stack, 'GivenVpc')",
  cluster: "new EcsCluster(stack, 'GivenCluster', { vpc })",
  image: "ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27')",
  repository: "new ecr.Repository(stack, 'GivenRepository')",
  bucket: "new s3.Bucket(stack, 'GivenBucket')",
  certificate: "acm.Certificate.fromCertificateArn(stack, 'GivenCertificate', 'arn:aws:acm:eu-west-1:111122223333:certificate/4f5e8c1a-1111-2222-3333-444455556666')",
  domainZone: "route53.HostedZone.fromHostedZoneAttributes(stack, 'GivenZone', { hostedZoneId: 'Z0123456789ABC', zoneName: 'example.com' })",
  database: "new rds.DatabaseInstance(stack, 'GivenDatabase', { vpc, engine: rds.DatabaseInstanceEngine.MYSQL, storageEncrypted: true })",
  apiKey: "ssm.StringParameter.fromSecureStringParameterAttributes(stack, 'GivenKey', { parameterName: '/app/api-key' })",
  loadBalancer: "new elbv2.ApplicationLoadBalancer(stack, 'GivenBalancer', { vpc, internetFacing: true })",
  listener: "loadBalancer.addListener('GivenListener', { port: 80, defaultAction: elbv2.ListenerAction.fixedResponse(404) })",
  edge: "new SharedAlb(stack, 'GivenEdge', { vpc, internetFacing: true, domains: [{ domainName: 'shop.example.com', domainZone }] })",
  authentication: "AlbAuthentication.oidc({ issuer: 'https://id.example', authorizationEndpoint: 'https://id.example/a', tokenEndpoint: 'https://id.example/t', "
    + "userInfoEndpoint: 'https://id.example/u', clientId: 'shop', clientSecret: SecretValue.secretsManager('shop/oidc') })",
  buildRole: "new iam.Role(stack, 'GivenBuildRole', { assumedBy: new iam.ServicePrincipal('codebuild.amazonaws.com') })",
  operators: "new iam.Role(stack, 'GivenOperators', { assumedBy: new iam.AccountRootPrincipal() })",
  smokeTest: "new lambda.Function(stack, 'GivenSmokeTest', { vpc, runtime: lambda.Runtime.NODEJS_LATEST, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => {};') })",
  api: "new ContainerService(stack, 'GivenApi', { cluster, image })",
  service: "new ContainerService(stack, 'GivenService', { cluster, image })",
  runner: "new TaskRunner(stack, 'GivenRunner', { cluster, image })",
  startFunction: "new lambda.Function(stack, 'GivenStart', { runtime: lambda.Runtime.NODEJS_LATEST, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => {};') })",
  webInstances: "cluster.addInstances('GivenInstances', { instanceTypes: [new ec2.InstanceType('m7g.large')], maxInstances: 6 })",
  logAgent: "new DaemonService(stack, 'GivenAgent', { cluster, image, capacity: Capacity.instances(webInstances) })",
};

/** A module that runs the snippet in the constructor of a stack, and exports the app. */
export function moduleOf(snippet: Snippet, library: string, publicNames: readonly string[]): string {
  const body = withoutImports(snippet);
  return [
    'import * as cdk from \'aws-cdk-lib\';',
    `import { ${CORE.join(', ')} } from 'aws-cdk-lib';`,
    'import { Construct } from \'constructs\';',
    ...Object.entries(IMPORTS).map(([name, from]) => `import * as ${name} from '${from}';`),
    `import { ${publicNames.join(', ')} } from '${library}';`,
    'export const app = new App();',
    "const stack = new Stack(app, 'Guide', { env: { account: '111122223333', region: 'eu-west-1' } });",
    ...neededBy(body).map(name => `const ${name} = ${GIVEN[name]};`),
    `(function (this: Stack) {\n${body}\n}).call(stack);`,
  ].join('\n');
}

/** The imports of the snippets, in the format of a guide. */
export function importsFor(snippets: readonly Snippet[], publicNames: readonly string[]): string {
  const code = snippets.map(withoutImports).join('\n').replace(/\/\/.*$|'[^']*'/gm, '');
  const isUsed = (name: string) => new RegExp(`(?<![\\w.])${name}\\b(?!\\??:)`).test(code);
  const named = (names: readonly string[], from: string) => names.some(isUsed) ? [`import { ${names.filter(isUsed).sort().join(', ')} } from '${from}';`] : [];
  const modules = Object.entries({ cdk: 'aws-cdk-lib', ...IMPORTS }).filter(([name]) => new RegExp(`(?<![\\w.])${name}\\.`).test(code));
  return [
    ...named(CORE, 'aws-cdk-lib'),
    ...modules.map(([name, from]) => `import * as ${name} from '${from}';`),
    ...named(['Construct'], 'constructs'),
    ...named(publicNames, 'cdk-ecs-shipshape'),
  ].join('\n');
}

function withoutImports({ code }: Snippet): string {
  return code.replace(/^import [\s\S]*?;$/gm, '');
}

/** The names that the snippet uses, directly and indirectly. */
function neededBy(code: string): string[] {
  const needed = new Set<string>();
  const visit = (text: string) => {
    for (const name of Object.keys(GIVEN)) {
      if (needed.has(name) || !new RegExp(`(?<![\\w.'-])${name}(?![\\w'-]|:)`).test(text)) { continue; }
      needed.add(name);
      visit(GIVEN[name]);
    }
  };
  visit(code);
  return Object.keys(GIVEN).filter(name => needed.has(name));
}
