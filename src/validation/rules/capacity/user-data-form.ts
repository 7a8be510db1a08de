import { systemOfImage } from '../../../facts/machine-images';
import { FORM_NAMES, SYSTEM_FORMS, USER_DATA_LIMIT } from '../../../facts/user-data';
import type { LaunchSettings } from '../../model/entities/launch-template';
import { UserData, userDataOf } from '../../model/entities/user-data';
import { imageParameterOf } from '../../model/queries/machine-image';
import { servingLaunches } from '../../model/queries/serving-group';
import { AMI, launching, userData } from '../../scenes/extras';
import { defineRule } from '../rule';

export default defineRule({
  title: 'The user data of container instances has a form that their AMI reads',
  severity: 'error',
  outcome: 'hangs',
  why: 'Amazon Linux runs scripts that begin with #!, Bottlerocket reads TOML, and Windows runs PowerShell between <powershell> tags. Other user data is ignored, so that the instances do not join their cluster; Bottlerocket does not start with wrong TOML. EC2 refuses user data that is not base64, or larger than 16 KB.',
  fix: 'Use `ec2.UserData.forLinux()`, `ec2.UserData.forWindows()`, or BottleRocketImage for the group, so that cluster.addAsgCapacityProvider() writes the form of the AMI. In CloudFormation: UserData with Fn::Base64, and ImageId. Then replace the instances: a new version of the launch template reaches only new instances.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_container_instance.html',

  subject: 'application',
  *check(application) {
    for (const launch of servingLaunches(application)) {
      const location = launch.data.at('UserData');
      const data = userDataOf(launch);
      const message = data ? sizeProblem(data) ?? formProblem(launch, data) : encodingProblem(launch);
      if (message !== undefined) { yield { location, message, ...data?.form === 'PLAIN' && data.lost.length === 0 ? { severity: 'warning' } : {} }; }
    }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'a shell script for Bottlerocket': launching({ ImageId: AMI.bottlerocket }),
    'TOML for Amazon Linux': launching(userData('[settings.ecs]\ncluster = "${Cluster}"\n')),
    'PowerShell for Amazon Linux': launching(userData('<powershell>\nInitialize-ECSAgent -Cluster ${Cluster}\n</powershell>')),
    'a shell script for Windows': launching({ ImageId: AMI.windows }),
    'a script without #!': launching(userData('echo ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config\n')),
    'text without settings': launching(userData('yum install -y amazon-cloudwatch-agent\n')),
    'a table twice': launching({ ImageId: AMI.bottlerocket, ...userData('[settings.ecs]\ncluster = "${Cluster}"\n[settings.ecs]\nloglevel = "info"\n') }),
    'a key twice': launching({ ImageId: AMI.bottlerocket, ...userData('settings.ecs.cluster = "a"\n[settings.ecs]\ncluster = "${Cluster}"\n') }),
    'a script that is not encoded': launching({ UserData: '#!/bin/bash\necho ECS_CLUSTER=web >> /etc/ecs/ecs.config\n' }),
    'a script with a reference that is not encoded': launching({ UserData: { 'Fn::Join': ['', ['#!/bin/bash\necho ECS_CLUSTER=', { Ref: 'Cluster' }, ' >> /etc/ecs/ecs.config\n']] } }),
    'more than 16 KB': launching({ ImageId: AMI.own, UserData: Buffer.from(`#!/bin/bash\n${'#'.repeat(16_400)}`).toString('base64') }),
  },
  good: {
    'TOML for Bottlerocket': launching({ ImageId: AMI.bottlerocket, ...userData('[settings.ecs]\ncluster = "${Cluster}"\n\n[settings.ecs.instance-attributes]\nstack = "web"\n') }),
    'a key with dots': launching({ ImageId: AMI.bottlerocket, ...userData('settings.ecs.cluster = "${Cluster}"\n') }),
    'an AMI of unknown contents': launching({ ImageId: AMI.own, ...userData('[settings.ecs]\ncluster = "${Cluster}"\n') }),
    'a script that a parameter begins': launching(userData('${AParameter}\necho ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config\n')),
    'TOML with a table from a parameter': launching({ ImageId: AMI.bottlerocket, ...userData('[settings.ecs]\ncluster = "${Cluster}"\n${AParameter}\n') }),
    'base64 in the template': { Cluster: { ClusterName: 'web' }, ...launching({ ImageId: AMI.own, UserData: 'IyEvYmluL2Jhc2gKZWNobyBFQ1NfQ0xVU1RFUj13ZWIgPj4gL2V0Yy9lY3MvZWNzLmNvbmZpZwo=' }) },
    'base64 with a parameter': launching({ UserData: { 'Fn::Join': ['', ['IyEvYmlu', { Ref: 'AParameter' }]] } }),
    'a boothook': launching({ ImageId: AMI.amazonLinux2023Gpu, ...userData('#cloud-boothook\n#!/bin/bash\nmkdir -p /data\n') }),
    'a MIME message': launching({
      ImageId: AMI.own, UserData: { 'Fn::Base64': 'Content-Type: multipart/mixed; boundary="b"\nMIME-Version: 1.0\n\n--b\nContent-Type: text/x-shellscript\n\n#!/bin/bash\n\n--b--' },
    }),
    'a group outside of ECS': { Instances: undefined, Providers: undefined, Service: undefined, ...launching({ ImageId: AMI.bottlerocket }) },
    'no user data that is known': launching({ UserData: { Ref: 'AParameter' } }),
  },
});

function formProblem(launch: LaunchSettings, data: UserData): string | undefined {
  const system = systemOfImage(imageParameterOf(launch));
  if (!system) { return undefined; }
  const { name, forms, says } = SYSTEM_FORMS[system];
  if (!forms.includes(data.form)) { return data.mayBeginWith ? undefined : `the user data is ${FORM_NAMES[data.form]}, which ${name} does not read; use ${says}`; }
  if (data.problem === undefined || data.hasGap) { return undefined; }
  return `the user data is no valid TOML, so that ${name} does not start: ${data.problem.replace(/^Invalid TOML document: /, '')}`;
}

function sizeProblem({ leastBytes }: UserData): string | undefined {
  return leastBytes > USER_DATA_LIMIT ? `the user data has ${leastBytes} bytes; EC2 accepts at most ${USER_DATA_LIMIT}` : undefined;
}

function encodingProblem(launch: LaunchSettings): string | undefined {
  const parts = launch.data.partialString('UserData')?.parts ?? [];
  return parts.some(part => typeof part === 'string' && !/^[A-Za-z0-9+/=\s]*$/.test(part)) ? 'the user data is not in base64; use Fn::Base64' : undefined;
}
