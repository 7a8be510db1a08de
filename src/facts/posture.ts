/**
 * The settings that security standards report about ECS.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html
 * @see https://docs.aws.amazon.com/controltower/latest/controlreference/ecs-rules.html
 */

/** Users of a Linux container that are root: by name or by id, with or without a group. */
export const ROOT_USER = /^(?:root|0+)(?::.*)?$/;

/**
 * Users of a Windows container that are administrators. `ContainerAdministrator` is the default of Windows Server Core images.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/ecs-task-definition-windows-user-non-admin.html
 */
export const WINDOWS_ADMINISTRATOR = /^(?:.*\\)?(?:ContainerAdministrator|Administrator)$/i;

/** Linux capabilities with which a process can leave its container. */
export const POWERFUL_CAPABILITIES: readonly string[] = ['ALL', 'SYS_ADMIN'];

/** The settings of a task definition that share a namespace of the host, with the value that shares it and what tasks then see. */
export const HOST_NAMESPACES: Readonly<Record<string, string>> = {
  NetworkMode: 'the network interfaces of the host',
  PidMode: 'the processes of the host and of other tasks',
  IpcMode: 'the shared memory of the host and of other tasks',
};

/** The network modes, besides `host`, in which tasks have no network interface and no security group. */
export const SHARED_NETWORK_MODES: readonly string[] = ['bridge', 'default'];

/**
 * AWS managed policies that allow nearly everything, by path and name.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html
 */
export const ADMINISTRATOR_POLICIES: readonly string[] = ['AdministratorAccess', 'PowerUserAccess', 'IAMFullAccess'];

/** An action that allows every action, or every action of a service. */
export const WHOLE_SERVICE = /^(?:\*|[a-z0-9-]+:\*)$/i;

/** The image tag that a registry uses if there is none, and that images are pushed with again and again. */
export const FLOATING_TAG = 'latest';

/** The values of the cluster setting `containerInsights` that collect metrics. */
export const INSIGHTS_ON: readonly string[] = ['enabled', 'enhanced'];

/**
 * Words in user data that keep tasks in network mode awsvpc, and tasks in network mode bridge, from the instance metadata.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export const BLOCKED_METADATA = { awsvpc: /ECS_AWSVPC_BLOCK_IMDS|awsvpc-block-imds|AwsvpcBlockIMDS/, bridge: /iptables|nft\b/ } as const;

/**
 * AMIs with the attribute `ImdsSupport: v2.0`, which require tokens of IMDSv2 and set the hop limit, unless the launch template or the account sets
 * other values: those of Amazon Linux 2023, by their public parameters.
 *
 * @see https://docs.aws.amazon.com/linux/al2023/ug/ec2.html
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html
 */
export const IMAGES_WITH_IMDSV2 = /amazon-linux-2023|al2023/;

/** The hop limit that these AMIs set. */
export const HOPS_WITH_IMDSV2 = 2;
