import { validate } from '../../src/validation/engine/validate';
import { AMI, launching } from '../../src/validation/scenes/extras';
import { applyChange, sourceIn } from '../../src/validation/scenes/scenes';

const SCENE = 'a service on a capacity provider';
const FILE = '/etc/ecs/ecs.config';
const CLUSTER = 'ECS_CLUSTER=${Cluster}';

function reported(userData: string, image: object = {}): string[] {
  const change = launching({ UserData: { 'Fn::Base64': { 'Fn::Sub': userData } }, ...image });
  return validate([sourceIn(SCENE, applyChange(SCENE, change))]).map(({ rule, message }) => `${rule.id}: ${message}`);
}

describe('a shell script that joins the cluster, or may do so, has no finding', () => {
  test.each<[string, string]>([
    ['a format of printf', `printf 'ECS_CLUSTER=%s\\n' '\${Cluster}' >> ${FILE}`],
    ['a name in a format of printf', `printf "%s=%s\\n" ECS_CLUSTER "\${Cluster}" >> ${FILE}`],
    ['a relative path', `cd /etc/ecs\necho ${CLUSTER} >> ecs.config`],
    ['a path with two slashes', `echo ${CLUSTER} >> /etc/ecs//ecs.config`],
    ['a redirection that replaces the file in any case', `echo ${CLUSTER} >| ${FILE}`],
    ['a here-string for tee', `tee -a ${FILE} <<< "${CLUSTER}"`],
    ['a here-string for cat', `cat >> ${FILE} <<< "${CLUSTER}"`],
    ['a placeholder that sed replaces', `echo ECS_CLUSTER=__NAME__ >> ${FILE}\nsed -i "s/__NAME__/\${Cluster}/" ${FILE}`],
    ['dd', `echo ${CLUSTER} | dd of=${FILE}`],
    ['cat in a pipe', `echo ${CLUSTER} | cat >> ${FILE}`],
    ['a shell in a pipe', `echo "echo ${CLUSTER} >> ${FILE}" | sh`],
    ['a here-document for a shell', `cat <<EOF | bash\necho ${CLUSTER} >> ${FILE}\nEOF`],
    ['xargs', `printf '${CLUSTER}' | xargs -I X sh -c 'echo X >> ${FILE}'`],
    ['sed in a pipe', `echo ECS_CLUSTER=X | sed s/X/web/ | tee -a ${FILE}`],
    ['encoded text', `echo RUNT | base64 -d >> ${FILE}`],
    ['the file in a variable', `CONFIG=${FILE}\necho ${CLUSTER} | tee -a "$CONFIG"`],
    ['the file in a parameter', `echo ${CLUSTER} >> \${AParameter}`],
    ['an exit after a failure', `mkdir -p /data || exit 1\necho ${CLUSTER} >> ${FILE}`],
    ['an exit under a condition', `[ -e /var/done ] && exit 0\necho ${CLUSTER} >> ${FILE}`],
    ['another cluster under a condition', `[ -f /blue ] && echo ECS_CLUSTER=blue >> ${FILE}\necho ${CLUSTER} >> ${FILE}`],
    ['variables of units', 'systemctl set-environment ECS_CLUSTER=web\nsystemctl restart ecs'],
    ['variables of a service', `echo ${CLUSTER} > /etc/sysconfig/ecs`],
    ['a script that cron runs', 'echo setup > /var/spool/cron/root'],
    ['a program of another service', 'echo setup > /usr/local/bin/setup\nservice setup start'],
    ['a repository with packages', 'echo mine > /etc/yum.repos.d/mine.repo\nyum install -y my-setup'],
  ])('%s', (_, script) => { expect(reported(`#!/bin/bash\n${script}\n`)).toEqual([]); });
});

test.each<[string, string, object]>([
  ['cloud-config in one line', `#cloud-config\n{write_files: [{path: ${FILE}, content: "${CLUSTER}"}]}\n`, {}],
  ['cloud-config with a key in quotes', '#cloud-config\n"runcmd": [[sh, /setup]]\n', {}],
  ['a MIME message with another first header', `From nobody\nContent-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/x-shellscript\n\n#!/bin/bash\necho ${CLUSTER} >> ${FILE}\n--b--\n`, {}],
  ['a number in TOML', '[settings.ecs]\ncluster = "${Cluster}"\n[settings.ecs.instance-attributes]\naccount = ${AWS::AccountId}\n', { ImageId: AMI.bottlerocket }],
  ['a module of PowerShell', '<powershell>\nImport-Module C:\\mine\\setup.psm1\n</powershell>', { ImageId: AMI.windows }],
  ['an expression of PowerShell', '<powershell>\nWrite-Output "Initialize-ECSAgent -Cluster web" | Invoke-Expression\n</powershell>', { ImageId: AMI.windows }],
  ['a shortened parameter of PowerShell', '<powershell>\nInitialize-ECSAgent -Clu web\n</powershell>', { ImageId: AMI.windows }],
  ['an item of the environment of Windows', '<powershell>\nNew-Item -Path Env:ECS_CLUSTER -Value web\nInitialize-ECSAgent\n</powershell>', { ImageId: AMI.windows }],
  ['tasks in YAML for Windows', '# tasks\nversion: "1.1"\ntasks:\n- task: executeScript\n', { ImageId: AMI.windows }],
])('%s has no finding', (_, userData, image) => { expect(reported(userData, image)).toEqual([]); });

test.each<[string, string, RegExp, object]>([
  ['another cluster', `#!/bin/bash\necho ECS_CLUSTER=other >> ${FILE}\n`, /^instances-join-cluster: .* names the cluster other$/, {}],
  ['no cluster', '#!/bin/bash\nyum install -y jq\n', /^instances-join-cluster: .* does not name a cluster/, {}],
  ['settings of Kubernetes', '[settings.kubernetes]\ncluster-name = "${Cluster}"\n', /^instances-join-cluster: .* does not name a cluster/, { ImageId: AMI.bottlerocket }],
  ['a name without quotes in TOML', '[settings.ecs]\ncluster = ${Cluster}\n', /^user-data-form: .* no valid TOML/, { ImageId: AMI.bottlerocket }],
])('%s is reported', (_, userData, message, image) => { expect(reported(userData, image)).toEqual([expect.stringMatching(message)]); });
