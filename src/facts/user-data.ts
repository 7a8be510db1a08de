/** The systems of AMIs, which read user data in different forms. */
export type ImageSystem = 'AMAZON_LINUX' | 'BOTTLEROCKET' | 'WINDOWS';

/** The form of user data. `PLAIN`: none of the other forms, so that nothing runs it. */
export type UserDataForm = 'NONE' | 'SHELL' | 'POWERSHELL' | 'TOML' | 'CLOUD_CONFIG' | 'MIME' | 'CLOUD_INIT' | 'COMPRESSED' | 'PLAIN';

/** The first characters of each form. Anything else is TOML if it can be read as such. */
export const FORM_STARTS: readonly (readonly [UserDataForm, RegExp])[] = [
  ['SHELL', /^#!/],
  ['CLOUD_CONFIG', /^#cloud-config\b/],
  ['COMPRESSED', /^\u001F/],
  ['MIME', /^(?:from [^\n]*\n)?(?:[a-z][a-z-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)*(?:content-type|mime-version):/i],
  // cloud-init reads these too: a boothook, an include, a part handler, an archive, a Jinja template
  ['CLOUD_INIT', /^(?:#(?:cloud-boothook|include|include-once|part-handler|cloud-config-archive)\b|## template:)/],
  ['POWERSHELL', /<(?:powershell|script|persist)>|^version:[ \t]*["']?1\.\d/im],
];

/** What a system reads: the forms, and how messages name them. */
export interface SystemForms {
  /** The system as messages print it. */
  readonly name: string;
  readonly forms: readonly UserDataForm[];
  /** "use …" */
  readonly says: string;
}

/**
 * The forms of user data that an AMI reads. cloud-init on Amazon Linux runs scripts that begin with `#!`, and reads cloud-config and MIME messages; anything
 * else is ignored. Bottlerocket has no shell, and reads TOML. EC2Launch on Windows runs what stands between its tags.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
 * @see https://cloudinit.readthedocs.io/en/latest/explanation/format.html
 * @see https://bottlerocket.dev/en/os/latest/install/quickstart/aws/ecs/
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-windows-user-data.html
 */
export const SYSTEM_FORMS: Readonly<Record<ImageSystem, SystemForms>> = {
  AMAZON_LINUX: { name: 'Amazon Linux', forms: ['NONE', 'SHELL', 'CLOUD_CONFIG', 'MIME', 'CLOUD_INIT', 'COMPRESSED'], says: 'a script that begins with #!' },
  BOTTLEROCKET: { name: 'Bottlerocket', forms: ['NONE', 'TOML', 'COMPRESSED'], says: 'TOML, such as [settings.ecs] with cluster = "…"' },
  WINDOWS: { name: 'Windows', forms: ['NONE', 'POWERSHELL'], says: 'a script between <powershell> and </powershell>' },
};

export const FORM_NAMES: Readonly<Record<UserDataForm, string>> = {
  NONE: 'empty',
  SHELL: 'a shell script',
  POWERSHELL: 'a PowerShell script',
  TOML: 'TOML',
  CLOUD_CONFIG: 'cloud-config',
  MIME: 'a MIME message',
  CLOUD_INIT: 'a file for cloud-init',
  COMPRESSED: 'compressed',
  PLAIN: 'text that does not begin with #!',
};

/**
 * EC2 refuses larger user data, before it is encoded.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
 */
export const USER_DATA_LIMIT = 16_384;

/**
 * The file with the environment variables of the agent on Linux.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
 */
export const AGENT_FILE = '/etc/ecs/ecs.config';

/**
 * Commands in a shell script that set no variable of the agent and run no other code. A script with any other command may set all of them.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_container_instance.html
 */
export const HARMLESS_COMMANDS: ReadonlySet<string> = new Set([
  'apt-get', 'chmod', 'chown', 'dnf', 'echo', 'exit', 'export', 'groupadd', 'hostnamectl', 'iptables', 'mkdir', 'printf', 'set', 'sleep', 'swapon', 'mkswap',
  'sysctl', 'timedatectl', 'touch', 'ulimit', 'useradd', 'usermod', 'yum', 'amazon-linux-extras', 'systemctl', 'service', 'start', 'modprobe', 'fallocate',
]);

/** Commands that only read what another command writes, and run no code. `tee` also writes files. */
export const HARMLESS_READERS: ReadonlySet<string> = new Set(['cat', 'grep', 'head', 'logger', 'tail', 'tee', 'wc']);

/** Cmdlets and statements with the same meaning in a PowerShell script. */
export const HARMLESS_CMDLETS = /^(?:import-module\s+ecstools$|install-windowsfeature|mkdir|new-item(?!.*env:)|set-executionpolicy|set-timezone|start-sleep|write-\w+|#)/i;

/**
 * The cmdlet that starts the agent on Windows.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_windows_container_instance.html
 */
export const INITIALIZE_AGENT = 'Initialize-ECSAgent';

/**
 * Its parameters in lower case, and the variables that they set. A switch sets `true`. The cmdlet has others, and PowerShell accepts shortened names.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_windows_container_instance.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/windows_task_IAM_roles.html
 * @see https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.core/about/about_parameters
 */
export const INITIALIZE_PARAMETERS: ReadonlyMap<string, string> = new Map([
  ['cluster', 'ECS_CLUSTER'],
  ['enabletaskiamrole', 'ECS_ENABLE_TASK_IAM_ROLE'],
  ['enabletaskeni', 'ECS_ENABLE_TASK_ENI'],
  ['awsvpcblockimds', 'ECS_AWSVPC_BLOCK_IMDS'],
  ['loggingdrivers', 'ECS_AVAILABLE_LOGGING_DRIVERS'],
]);

/** Tables of Bottlerocket with which an instance may change its settings later. */
export const BOTTLEROCKET_CODE: readonly string[] = ['bootstrap-containers', 'bootstrap-commands', 'host-containers'];
