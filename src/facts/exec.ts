import { IMAGES_WITHOUT_SHELL } from './images-without-shell';

/**
 * The requirements of ECS Exec, and the platforms that do not support it.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */

/** The Windows versions on which the ECS Exec agent does not run. */
export const SYSTEMS_WITHOUT_EXEC = /^WINDOWS_SERVER_2016/;

/** Images, by name, without the programs that a session needs. */
export interface BareImage {
  readonly name: RegExp;
  readonly lacks: string;
}

export const BARE_IMAGES: readonly BareImage[] = [
  ...IMAGES_WITHOUT_SHELL.map(({ name }) => ({ name, lacks: 'has no shell, and no script and cat, which session logging needs' })),
  { name: /^mcr\.microsoft\.com\/windows\/nanoserver\b/, lacks: 'is a Nano Server image, on which the ECS Exec agent does not run' },
];

/** Variables, in upper or lower case, that route the calls of the agent through a proxy, and the variable with the exceptions. */
export const PROXY_VARIABLES: readonly string[] = ['HTTP_PROXY', 'HTTPS_PROXY'];
export const PROXY_EXCEPTIONS = 'NO_PROXY';
/** The metadata of the instance, and the credentials of the task. */
export const ADDRESSES_WITHOUT_PROXY: readonly string[] = ['169.254.169.254', '169.254.170.2'];

/**
 * The mount paths of a volume that allow the ECS Exec agent to write although the root file system is read-only. It works, but ECS does not document
 * it.
 *
 * @see https://github.com/aws/containers-roadmap/issues/1359
 */
export const EXEC_STATE = /^\/var(?:\/lib(?:\/amazon(?:\/ssm)?)?)?\/?$/;
