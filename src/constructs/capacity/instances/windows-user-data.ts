import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { agentVariables } from './agent-variables';
import type { UserDataRequest } from './user-data';
import { completeLifecycleAction } from './windows-warm-pool';
import { WARM_POOLS_VARIABLE, WINDOWS_LOG_DRIVERS, WINDOWS_LOG_ROLE_VARIABLE } from '../../../facts/agent-settings';

/** A PowerShell script. `Initialize-ECSAgent` sets the variables that it has parameters for, and starts the agent. */
export function windowsUserData({ clusterName, values, commands, isWarm, lifecycleHookName }: UserDataRequest): ec2.UserData {
  const { blockInstanceMetadata, logDrivers = WINDOWS_LOG_DRIVERS, ...others } = values;
  const variables = [[WINDOWS_LOG_ROLE_VARIABLE, 'true'], ...agentVariables(others), ...isWarm ? [[WARM_POOLS_VARIABLE, 'true']] : []];
  const userData = ec2.UserData.forWindows();
  userData.addCommands(
    ...variables.map(([name, value]) => `[Environment]::SetEnvironmentVariable(${quoted(name)}, ${quoted(value)}, 'Machine')`),
    ...commands,
    'Import-Module ECSTools',
    [
      `Initialize-ECSAgent -Cluster ${quoted(clusterName)} -EnableTaskIAMRole -EnableTaskENI`,
      ...blockInstanceMetadata ? ['-AwsvpcBlockIMDS'] : [],
      `-LoggingDrivers ${quoted(JSON.stringify(logDrivers))}`,
    ].join(' '),
    ...lifecycleHookName ? completeLifecycleAction(lifecycleHookName) : [],
  );
  return userData;
}

/** PowerShell expands nothing in single quotes. */
function quoted(text: string): string { return `'${text.replace(/'/g, "''")}'`; }
