/**
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
 */
export const PORT_MAXIMUM = 65_535;

/** Ports of an instance that the agent and Docker keep, unless `ECS_RESERVED_PORTS` says otherwise. */
export const RESERVED_HOST_PORTS: readonly number[] = [22, 2375, 2376, 51678, 51679, 51680];

/** From where on an instance gives out ports by itself. */
export const EPHEMERAL_HOST_PORTS = { linux: 32_768, windows: 49_152 } as const;

/**
 * Where the router of FireLens listens: for the logs of the other containers, and for its health check.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html
 * @see https://github.com/aws/amazon-ecs-agent/blob/master/agent/taskresource/firelens/firelensconfig_unix.go
 */
export const FIRELENS_PORTS: Readonly<Record<string, readonly number[]>> = { fluentbit: [24_224, 8_877], fluentd: [24_224] };

/**
 * Where instances with Windows hand out the roles of tasks, unless these have a network interface of their own.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/windows_task_IAM_roles.html
 */
export const CREDENTIAL_PROXY_PORT = 80;
