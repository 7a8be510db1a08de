import { Duration, Size } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { AgentOptions, ImagePullBehavior, InstanceImage } from '../../../../src';
import { GRAVITON, GroupProps, groupTemplate } from '../../../support/instance-group';

const WINDOWS = InstanceImage.windows(ecs.WindowsOptimizedVersion.SERVER_2022);
const BOTTLEROCKET = InstanceImage.bottlerocket();

/** The user data as a person reads it; the name of the cluster is CLUSTER. */
function userData(props: GroupProps): string {
  const [template] = Object.values(groupTemplate(props).findResources('AWS::EC2::LaunchTemplate')) as [
    { readonly Properties: { readonly LaunchTemplateData: { readonly UserData: { readonly 'Fn::Base64': { readonly 'Fn::Join': readonly [string, readonly unknown[]] } } } } },
  ];
  return template.Properties.LaunchTemplateData.UserData['Fn::Base64']['Fn::Join'][1].map(part => typeof part === 'string' ? part : 'CLUSTER').join('');
}

const ALL: AgentOptions = {
  spotDraining: true,
  containerMetadata: true,
  blockInstanceMetadata: false,
  imageCleanupInterval: Duration.minutes(10),
  imageMinimumAge: Duration.hours(2),
  imagesPerCleanup: 10,
  imagePullBehavior: ImagePullBehavior.PREFER_CACHED,
  taskCleanupDelay: Duration.minutes(5),
  logDrivers: ['awslogs', 'none'],
  reservedMemory: Size.mebibytes(256),
  instanceAttributes: { stack: 'prod', tier: 'web front' },
};

test('Amazon Linux gets the credentials of service accounts from credentials-fetcher', () => {
  expect(userData({ agent: { gmsa: true } })).toMatch(/\nECS_GMSA_SUPPORTED=true\nEOF\ndnf install -y credentials-fetcher\nsystemctl enable --now credentials-fetcher$/);
});

test('without service accounts, Amazon Linux installs nothing', () => {
  expect(userData({ agent: { gmsa: false } })).not.toContain('credentials-fetcher');
});

test('Amazon Linux joins the cluster through the file of the agent', () => {
  expect(userData({})).toBe(`#!/bin/bash
cat <<'EOF' >> /etc/ecs/ecs.config
ECS_CLUSTER=CLUSTER
ECS_AWSVPC_BLOCK_IMDS=true
EOF`);
});

test('Amazon Linux has every setting of the agent as a variable, and then the commands of the user', () => {
  expect(userData({ agent: { ...ALL, eniTrunking: true, privileged: false }, additionalUserData: ['yum install -y nfs-utils'], warmPool: {} })).toBe(`#!/bin/bash
cat <<'EOF' >> /etc/ecs/ecs.config
ECS_CLUSTER=CLUSTER
ECS_ENABLE_SPOT_INSTANCE_DRAINING=true
ECS_AWSVPC_BLOCK_IMDS=false
ECS_ENABLE_CONTAINER_METADATA=true
ECS_NUM_IMAGES_DELETE_PER_CYCLE=10
ECS_IMAGE_PULL_BEHAVIOR=prefer-cached
ECS_AVAILABLE_LOGGING_DRIVERS=["awslogs","none"]
ECS_INSTANCE_ATTRIBUTES={"stack":"prod","tier":"web front"}
ECS_ENABLE_HIGH_DENSITY_ENI=true
ECS_DISABLE_PRIVILEGED=true
ECS_IMAGE_CLEANUP_INTERVAL=600s
ECS_IMAGE_MINIMUM_CLEANUP_AGE=7200s
ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION=300s
ECS_RESERVED_MEMORY=256
ECS_WARM_POOLS_CHECK=true
EOF
yum install -y nfs-utils`);
});

test('Windows joins the cluster through Initialize-ECSAgent', () => {
  expect(userData({ image: WINDOWS })).toBe(`<powershell>[Environment]::SetEnvironmentVariable('ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE', 'true', 'Machine')
Import-Module ECSTools
Initialize-ECSAgent -Cluster 'CLUSTER' -EnableTaskIAMRole -EnableTaskENI -AwsvpcBlockIMDS -LoggingDrivers '["json-file","awslogs"]'</powershell>`);
});

test('Windows has the settings of the agent as variables of the machine, and the commands of the user before the agent starts', () => {
  expect(userData({ image: WINDOWS, agent: { ...ALL, instanceAttributes: { team: 'blue' } }, additionalUserData: ['Set-TimeZone -Id UTC'] }).split('\n')).toEqual([
    "<powershell>[Environment]::SetEnvironmentVariable('ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE', 'true', 'Machine')",
    "[Environment]::SetEnvironmentVariable('ECS_ENABLE_SPOT_INSTANCE_DRAINING', 'true', 'Machine')",
    "[Environment]::SetEnvironmentVariable('ECS_ENABLE_CONTAINER_METADATA', 'true', 'Machine')",
    "[Environment]::SetEnvironmentVariable('ECS_NUM_IMAGES_DELETE_PER_CYCLE', '10', 'Machine')",
    "[Environment]::SetEnvironmentVariable('ECS_IMAGE_PULL_BEHAVIOR', 'prefer-cached', 'Machine')",
    "[Environment]::SetEnvironmentVariable('ECS_INSTANCE_ATTRIBUTES', '{\"team\":\"blue\"}', 'Machine')",
    "[Environment]::SetEnvironmentVariable('ECS_IMAGE_CLEANUP_INTERVAL', '600s', 'Machine')",
    "[Environment]::SetEnvironmentVariable('ECS_IMAGE_MINIMUM_CLEANUP_AGE', '7200s', 'Machine')",
    "[Environment]::SetEnvironmentVariable('ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION', '300s', 'Machine')",
    "[Environment]::SetEnvironmentVariable('ECS_RESERVED_MEMORY', '256', 'Machine')",
    'Set-TimeZone -Id UTC',
    'Import-Module ECSTools',
    "Initialize-ECSAgent -Cluster 'CLUSTER' -EnableTaskIAMRole -EnableTaskENI -LoggingDrivers '[\"awslogs\",\"none\"]'</powershell>",
  ]);
});

test('Windows in a warm pool completes the lifecycle action after each start', () => {
  const script = userData({ image: WINDOWS, warmPool: {} });
  expect(script).toContain("SetEnvironmentVariable('ECS_WARM_POOLS_CHECK', 'true', 'Machine')");
  expect(script.slice(script.indexOf('Set-Content'))).toContain(
    'Complete-ASLifecycleAction -LifecycleHookName ecs-agent-ready -AutoScalingGroupName $group -InstanceId $instance -LifecycleActionResult CONTINUE -Region $region',
  );
  expect(script).toContain('meta-data/tags/instance/aws:autoscaling:groupName');
  expect(script).toContain('New-ScheduledTaskTrigger -AtStartup');
});

test('Bottlerocket joins the cluster through its settings', () => {
  expect(userData({ image: BOTTLEROCKET })).toBe(`[settings.ecs]
cluster = "CLUSTER"
awsvpc-block-imds = true`);
});

test('Bottlerocket has each table once, with the settings of the user', () => {
  expect(userData({
    image: BOTTLEROCKET,
    instanceTypes: [GRAVITON],
    agent: { ...ALL, eniTrunking: true, privileged: true },
    warmPool: {},
    bottlerocketSettings: `
[settings.ecs]
loglevel = "warn"

[settings.kernel]
lockdown = "integrity"

[settings.ecs.instance-attributes]
rack = "7"
`,
  })).toBe(`[settings.ecs]
cluster = "CLUSTER"
enable-spot-instance-draining = true
awsvpc-block-imds = false
enable-container-metadata = true
image-cleanup-delete-per-cycle = 10
image-pull-behavior = "prefer-cached"
logging-drivers = ["awslogs","none"]
allow-privileged-containers = true
image-cleanup-wait = "600s"
image-cleanup-age = "7200s"
task-cleanup-wait = "300s"
reserved-memory = 256
loglevel = "warn"

[settings.ecs.instance-attributes]
"stack" = "prod"
"tier" = "web front"
rack = "7"

[settings.autoscaling]
should-wait = true

[settings.kernel]
lockdown = "integrity"`);
});

test('Spot Instances drain their tasks', () => {
  expect(userData({ spot: true })).toContain('ECS_ENABLE_SPOT_INSTANCE_DRAINING=true');
});

test('Spot Instances do not drain their tasks if the setting is false', () => {
  expect(userData({ spot: true, agent: { spotDraining: false } })).toContain('ECS_ENABLE_SPOT_INSTANCE_DRAINING=false');
});

test('privileged containers can be allowed explicitly', () => {
  expect(userData({ agent: { privileged: true } })).toContain('ECS_DISABLE_PRIVILEGED=false');
});

test.each<[GroupProps, string]>([
  [{ image: BOTTLEROCKET, agent: { eniTrunking: false } }, 'agent.eniTrunking (false) is not supported on Bottlerocket; remove it'],
  [{ image: WINDOWS, agent: { eniTrunking: true } }, 'agent.eniTrunking (true) is not supported on Windows; remove it'],
  [{ image: BOTTLEROCKET, agent: { gmsa: true } }, 'agent.gmsa (true) is not supported on Bottlerocket; remove it'],
  [{ image: WINDOWS, agent: { privileged: true } }, 'agent.privileged (true) is not supported on Windows; remove it'],
  [{ agent: { imageCleanupInterval: Duration.minutes(5) } }, 'agent.imageCleanupInterval (300 seconds) must be a whole number of at least 600 seconds'],
  [{ agent: { imagesPerCleanup: 0 } }, 'agent.imagesPerCleanup (0) must be a whole number of at least 1'],
  [{ agent: { taskCleanupDelay: Duration.millis(0) } }, 'agent.taskCleanupDelay (0 seconds) must be a whole number of at least 1'],
  [{ agent: { instanceAttributes: { 'a b': 'c' } } }, "a name in agent.instanceAttributes ('a b') must be at most 128 letters"],
  [{ agent: { instanceAttributes: { stack: ' prod' } } }, "agent.instanceAttributes.stack (' prod') must be at most 128 letters"],
  [{ image: BOTTLEROCKET, additionalUserData: ['yum update'] }, 'additionalUserData is not supported on Bottlerocket, which runs no commands at launch; use bottlerocketSettings'],
  [{ bottlerocketSettings: '' }, 'bottlerocketSettings is not supported by image (InstanceImage.amazonLinux2023); use additionalUserData'],
  [
    { image: BOTTLEROCKET, bottlerocketSettings: '[settings.ecs]\ncluster = "other"' },
    'bottlerocketSettings sets cluster in [settings.ecs], which the group sets already; remove it, and use the props of the group and of agent',
  ],
  [{ image: BOTTLEROCKET, warmPool: {}, bottlerocketSettings: '[settings.autoscaling]\nshould-wait = false' }, 'sets should-wait in [settings.autoscaling]'],
])('is refused, because the AMI has no such setting or ignores its value: %#', (props, message) => {
  expect(() => groupTemplate(props)).toThrow(`[Stack/Cluster/Group] ${message.startsWith('sets') ? 'bottlerocketSettings ' : ''}${message}`);
});
