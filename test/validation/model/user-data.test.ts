import { isBase64, UserData } from '../../../src/validation/model/entities/user-data';
import { MarkedText } from '../../../src/validation/model/evaluation/marked-text';
import { GAP, Part } from '../../../src/validation/model/evaluation/outcome';
import { PartialString } from '../../../src/validation/model/evaluation/partial-string';

const STACK: Part = { kind: 'pseudo', name: 'AWS::StackName' };

function userData(...parts: readonly Part[]): UserData {
  const marked = MarkedText.of(PartialString.made(parts));
  if (!marked) { throw new Error('the text contains marks'); }
  return new UserData(marked, { template: '', logicalId: '', path: '' });
}

/** The value of a variable, or its state. */
function variable(data: UserData, name = 'ECS_CLUSTER'): string {
  const found = data.variable(name);
  return found.state === 'set' ? String(found.value) : `(${found.state})`;
}

test.each([
  ['echo', '#!/bin/bash\necho ECS_CLUSTER=prod >> /etc/ecs/ecs.config', 'prod'],
  ['echo with quotes', '#!/bin/bash\nsudo echo "ECS_CLUSTER=prod" >> /etc/ecs/ecs.config;', 'prod'],
  ['tee', '#!/bin/bash -xe\necho \'ECS_CLUSTER=prod\' | sudo tee -a /etc/ecs/ecs.config', 'prod'],
  ['a here-document', '#!/bin/bash\nmkdir -p /etc/ecs\ncat <<\'EOF\' >> /etc/ecs/ecs.config\nECS_CLUSTER=prod\nECS_X=1\nEOF\nyum install -y jq', 'prod'],
  ['a here-document of tee', '#!/bin/bash\ntee -a /etc/ecs/ecs.config <<EOF\nECS_CLUSTER=prod\nEOF', 'prod'],
  ['two lines of one echo', '#!/bin/bash\necho -e "ECS_X=1\\nECS_CLUSTER=prod" >> /etc/ecs/ecs.config', 'prod'],
  ['the last of two', '#!/bin/bash\necho ECS_CLUSTER=a >> /etc/ecs/ecs.config\necho ECS_CLUSTER=b >> /etc/ecs/ecs.config', 'b'],
  ['a file that is replaced', '#!/bin/bash\necho ECS_CLUSTER=a >> /etc/ecs/ecs.config\necho ECS_X=1 > /etc/ecs/ecs.config', '(absent)'],
  ['a condition', '#!/bin/bash\nif [ -f x ]; then\necho ECS_CLUSTER=prod >> /etc/ecs/ecs.config\nfi', '(unknown)'],
  ['a shell variable', '#!/bin/bash\nNAME=prod\necho ECS_CLUSTER=$NAME >> /etc/ecs/ecs.config', '(unknown)'],
  ['a comment', '#!/bin/bash\n# echo ECS_CLUSTER=prod >> /etc/ecs/ecs.config', '(absent)'],
  ['a package', '#!/bin/bash\nyum install -y amazon-cloudwatch-agent', '(absent)'],
  ['a package from elsewhere', '#!/bin/bash\nyum install -y https://example.com/a.rpm', '(unknown)'],
  ['cfn-init', '#!/bin/bash\n/opt/aws/bin/cfn-init -v', '(unknown)'],
  ['sed', '#!/bin/bash\nsed -i s/a/b/ /etc/ecs/ecs.config', '(unknown)'],
  ['a unit of systemd', '#!/bin/bash\ncat <<EOF > /etc/systemd/system/a.service\nExecStart=/a\nEOF\nsystemctl start a', '(unknown)'],
  ['another interpreter', '#!/usr/bin/python3\nprint(1)', '(unknown)'],
  ['no text', '', '(absent)'],
  ['a script after an exit', '#!/bin/bash\nexit 0\necho ECS_CLUSTER=prod >> /etc/ecs/ecs.config', '(absent)'],
  ['MIME', 'Content-Type: multipart/mixed; boundary="b"\nMIME-Version: 1.0\n\n--b\nContent-Type: text/x-shellscript\n\n#!/bin/bash\necho ECS_CLUSTER=prod >> /etc/ecs/ecs.config\n--b--', 'prod'],
  ['cloud-config with commands', '#cloud-config\nruncmd:\n- echo', '(unknown)'],
  ['cloud-config without commands', '#cloud-config\ntimezone: UTC', '(absent)'],
  ['PowerShell', '<powershell>\nImport-Module ECSTools\nInitialize-ECSAgent -Cluster \'prod\' `\n  -EnableTaskENI\n</powershell>', 'prod'],
  ['PowerShell with a variable', '<powershell>\nInitialize-ECSAgent -Cluster $name\n</powershell>', '(unknown)'],
  ['PowerShell without the agent', '<powershell>\nImport-Module ECSTools\n</powershell>', '(absent)'],
  ['TOML', '[settings.ecs]\ncluster = "prod"', 'prod'],
  ['TOML with dots', 'settings.ecs.cluster = "prod"', 'prod'],
  ['TOML with a bootstrap container', '[settings.bootstrap-containers.a]\nsource = "b"', '(unknown)'],
  ['printf', '#!/bin/bash\nprintf "ECS_X=1\\nECS_CLUSTER=prod\\n" >> /etc/ecs/ecs.config', 'prod'],
  ['printf with an argument', '#!/bin/bash\nprintf "ECS_CLUSTER=%s\\n" prod >> /etc/ecs/ecs.config', '(unknown)'],
  ['printf with a name and a value', '#!/bin/bash\nprintf \'%s=%s\\n\' ECS_CLUSTER prod >> /etc/ecs/ecs.config', '(unknown)'],
  ['printf with an option', '#!/bin/bash\nprintf -v NAME "ECS_CLUSTER=prod" >> /etc/ecs/ecs.config', '(unknown)'],
  ['printf with another escape', '#!/bin/bash\nprintf "ECS_CLUSTER=pro\\x64\\n" >> /etc/ecs/ecs.config', '(unknown)'],
  ['printf without a format', '#!/bin/bash\nprintf >> /etc/ecs/ecs.config', '(unknown)'],
  ['printf without a line end', '#!/bin/bash\nprintf ECS_CLUSTER= >> /etc/ecs/ecs.config\necho prod >> /etc/ecs/ecs.config', '(unknown)'],
  ['echo without a line end', '#!/bin/bash\necho -n ECS_CLUSTER= >> /etc/ecs/ecs.config\necho prod >> /etc/ecs/ecs.config', '(unknown)'],
  ['echo without text', '#!/bin/bash\necho -e >> /etc/ecs/ecs.config', '(absent)'],
  ['echo with two options', '#!/bin/bash\necho -e -E ECS_CLUSTER=prod >> /etc/ecs/ecs.config', 'prod'],
  ['a file in another folder', '#!/bin/bash\ncd /etc/ecs\necho ECS_CLUSTER=prod >> ecs.config', '(unknown)'],
  ['a relative file', '#!/bin/bash\necho ECS_CLUSTER=prod >> etc/ecs/ecs.config', '(unknown)'],
  ['another path of the file', '#!/bin/bash\necho ECS_CLUSTER=prod >> /etc//ecs/ecs.config', '(unknown)'],
  ['another path of the file, with tee', '#!/bin/bash\necho ECS_CLUSTER=prod | tee -a /etc//ecs/ecs.config', '(unknown)'],
  ['a file that a variable names, with tee', '#!/bin/bash\necho ECS_CLUSTER=prod | tee -a $FILE', '(unknown)'],
  ['a log', '#!/bin/bash\necho begin > /var/log/ecs-setup.log\necho begin | tee /var/log/setup.log\necho begin | logger >> /var/log/a', '(absent)'],
  ['a log in the folder of the script', '#!/bin/bash\necho begin | logger >> a', '(unknown)'],
  ['code that another shell reads', '#!/bin/bash\necho "echo ECS_CLUSTER=prod >> /etc/ecs/ecs.config" | bash', '(unknown)'],
  ['code within a command that reads', '#!/bin/bash\necho a | grep $(setup)', '(unknown)'],
  ['a file that is certainly replaced', '#!/bin/bash\necho ECS_CLUSTER=prod >| /etc/ecs/ecs.config', 'prod'],
  ['a file that is replaced with >|', '#!/bin/bash\necho ECS_CLUSTER=prod >> /etc/ecs/ecs.config\necho ECS_X=1 >| /etc/ecs/ecs.config', '(absent)'],
  ['all output', '#!/bin/bash\necho ECS_X=1 >> /etc/ecs/ecs.config\necho ECS_CLUSTER=prod &>> /etc/ecs/ecs.config', 'prod'],
  ['a command after another one', '#!/bin/bash\nmkdir -p /etc/ecs && echo ECS_CLUSTER=prod >> /etc/ecs/ecs.config', 'prod'],
  ['a command after a test', '#!/bin/bash\n[ -f /a ] && echo ECS_CLUSTER=prod >> /etc/ecs/ecs.config', '(unknown)'],
  ['a command after a failure', '#!/bin/bash\nmkdir /etc/ecs || echo ECS_CLUSTER=prod >> /etc/ecs/ecs.config', '(unknown)'],
  ['a command after two tests', '#!/bin/bash\n[ -f /a ] && mkdir /a && echo ECS_CLUSTER=prod >> /etc/ecs/ecs.config', '(unknown)'],
  ['a file that is replaced after a test', '#!/bin/bash\necho ECS_CLUSTER=prod >> /etc/ecs/ecs.config\n[ -f /a ] && echo ECS_X=1 > /etc/ecs/ecs.config', 'prod'],
  ['an exit after a failure', '#!/bin/bash\nmkdir -p /etc/ecs || exit 1\necho ECS_CLUSTER=prod >> /etc/ecs/ecs.config', 'prod'],
  ['blanks of other kinds', '#!/bin/bash\necho\u00A0a\n\fecho\necho ECS_CLUSTER=prod >> /etc/ecs/ecs.config', 'prod'],
  ['PowerShell whose output is discarded', '<powershell>\nInitialize-ECSAgent -Cluster prod -EnableTaskENI | Out-Null\n</powershell>', 'prod'],
  ['PowerShell with a second statement', '<powershell>\nWrite-Host "a;b"; Initialize-ECSAgent -Cluster \'prod\';\n</powershell>', 'prod'],
  ['PowerShell with a short parameter', '<powershell>\nInitialize-ECSAgent -Clus prod\n</powershell>', '(unknown)'],
  ['PowerShell with a pipe', '<powershell>\nWrite-Output a | Out-Null\n</powershell>', '(absent)'],
  ['PowerShell with a pipe to code', '<powershell>\nWrite-Output a | iex\n</powershell>', '(unknown)'],
  ['PowerShell with code in a text', '<powershell>\nWrite-Output "$(setup)"\n</powershell>', '(unknown)'],
  ['a boothook', '#cloud-boothook\n#!/bin/bash\necho a', '(unknown)'],
  ['more than EC2 accepts', `#!/bin/bash\n${'#'.repeat(16_384)}`, '(unknown)'],
  ['a script that nothing runs', 'echo ECS_CLUSTER=prod >> /etc/ecs/ecs.config', '(absent)'],
])('reads %s', (_, text, expected) => { expect(variable(userData(text))).toBe(expected); });

test.each([
  ['a switch of Initialize-ECSAgent before a pipe', '<powershell>\nInitialize-ECSAgent -Cluster prod -EnableTaskIAMRole | Out-Null\n</powershell>', 'ECS_ENABLE_TASK_IAM_ROLE', 'true'],
  ['a switch that may be shortened', '<powershell>\nInitialize-ECSAgent -Cluster prod -EnableTaskIAM\n</powershell>', 'ECS_ENABLE_TASK_IAM_ROLE', '(unknown)'],
  ['a parameter before a short one', '<powershell>\nInitialize-ECSAgent -Cluster prod -EnableTaskIAM\n</powershell>', 'ECS_CLUSTER', 'prod'],
  ['a value with blanks at its end', '#!/bin/bash\necho "ECS_CLUSTER=prod  " >> /etc/ecs/ecs.config', 'ECS_CLUSTER', 'prod'],
])('reads %s', (_, text, name, expected) => { expect(variable(userData(text), name)).toBe(expected); });

test.each([
  ['blanks', ' '.repeat(40_000)], ['blanks and a letter', `${' '.repeat(40_000)}!`], ['a table that does not end', `[${' '.repeat(15_000)}!`], ['tables', '[a '.repeat(5_000)],
  ['blanks in a value', `#!/bin/bash\necho 'ECS_CLUSTER=${' '.repeat(15_000)}a' >> /etc/ecs/ecs.config`], ['semicolons', `<powershell>${';'.repeat(15_000)}</powershell>`],
  ['quotes', `<powershell>${';"'.repeat(7_500)}'</powershell>`], ['MIME', `Content-Type: a\n${'--\n \n'.repeat(3000)}`],
])('%s are read quickly', (_, text) => {
  const start = performance.now();
  userData(text);
  isBase64(text);
  expect(performance.now() - start).toBeLessThan(500);
});

test('restores parts that only the deployment knows', () => {
  expect(variable(userData('#!/bin/bash\necho ECS_CLUSTER=', STACK, '-web >> /etc/ecs/ecs.config'))).toBe('${AWS::StackName}-web');
  expect(variable(userData('[settings.ecs]\ncluster = "', STACK, '"'))).toBe('${AWS::StackName}');
});

test('knows nothing about the variables of a script with unknown commands', () => {
  expect(variable(userData('#!/bin/bash\n', GAP, '\n'))).toBe('(unknown)');
  expect(variable(userData('#!/bin/bash\necho ECS_CLUSTER=', GAP, ' >> /etc/ecs/ecs.config'), 'ECS_OTHER')).toBe('(absent)');
});

test.each([
  ['SHELL', '#!/bin/bash'], ['CLOUD_CONFIG', '#cloud-config\n'], ['POWERSHELL', '<powershell></powershell>'], ['TOML', '[settings.ecs]\ncluster = "a"'],
  ['TOML', '[settings.ecs]\na = 1\n[settings.ecs]\nb = 2'], ['COMPRESSED', '\u001F\u008B'], ['PLAIN', 'yum update'], ['NONE', ' \n'],
])('form %s', (form, text) => { expect(userData(text).form).toBe(form); });

test('names variables in lines that write nothing', () => {
  expect(userData('#!/bin/bash\nECS_CLUSTER=prod >> /etc/ecs/ecs.config').lost).toEqual(['ECS_CLUSTER']);
  expect(userData('echo ECS_CLUSTER=prod >> /etc/ecs/ecs.config').lost).toEqual(['ECS_CLUSTER']);
});

test('reads the switches of Initialize-ECSAgent and the variables of the machine', () => {
  const data = userData('<powershell>\n[Environment]::SetEnvironmentVariable("ECS_X", "a", "Machine")\nInitialize-ECSAgent -Cluster "web" -EnableTaskIAMRole -LoggingDrivers \'["json-file"]\'\n</powershell>');
  expect(['ECS_X', 'ECS_CLUSTER', 'ECS_ENABLE_TASK_IAM_ROLE', 'ECS_AVAILABLE_LOGGING_DRIVERS', 'ECS_ENABLE_TASK_ENI'].map(name => variable(data, name)))
    .toEqual(['a', 'web', 'true', '["json-file"]', '(absent)']);
});
