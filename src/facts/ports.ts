/**
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
 */
export const PORT_MAXIMUM = 65_535;

/** A port from 1 to `PORT_MAXIMUM`, as a part of a regular expression. */
export const PORT_NUMBER = '(?:[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])';

/** Ports of a container instance that the agent and Docker reserve, unless `ECS_RESERVED_PORTS` sets others. */
export const RESERVED_HOST_PORTS: readonly number[] = [22, 2375, 2376, 51678, 51679, 51680];

/** The first port of the range that an instance assigns dynamically. */
export const EPHEMERAL_HOST_PORTS = { linux: 32_768, windows: 49_152 } as const;

/**
 * The ports of the FireLens router: for the logs of the other containers, and for its health check.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html
 * @see https://github.com/aws/amazon-ecs-agent/blob/master/agent/taskresource/firelens/firelensconfig_unix.go
 */
export const FIRELENS_PORTS: Readonly<Record<string, readonly number[]>> = { fluentbit: [24_224, 8_877], fluentd: [24_224] };

/**
 * The port of a Windows instance that serves the credentials of task roles outside network mode awsvpc.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/windows_task_IAM_roles.html
 */
export const CREDENTIAL_PROXY_PORT = 80;
