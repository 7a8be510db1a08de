import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { AgentValues } from './agent-settings';
import { bottlerocketUserData } from './bottlerocket-user-data';
import { linuxUserData } from './linux-user-data';
import { windowsUserData } from './windows-user-data';
import { AgentSystem } from '../../../facts/agent-settings';

/** The contents of the user data, in any form. */
export interface UserDataRequest {
  readonly clusterName: string;
  readonly values: AgentValues;
  /** Commands of the user that run before the agent starts. */
  readonly commands: readonly string[];
  /** Settings of the user, as TOML. */
  readonly toml: string;
  /** Whether the group has a warm pool. */
  readonly isWarm: boolean;
  /** The lifecycle hook that an instance completes when the agent is set up; only on Windows. */
  readonly lifecycleHookName?: string;
}

const FORMS: Readonly<Record<AgentSystem, (request: UserDataRequest) => ec2.UserData>> = {
  AMAZON_LINUX: linuxUserData,
  BOTTLEROCKET: bottlerocketUserData,
  WINDOWS: windowsUserData,
};

export function userDataOf(system: AgentSystem, request: UserDataRequest): ec2.UserData { return FORMS[system](request); }
