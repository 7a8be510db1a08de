import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { agentVariables } from './agent-variables';
import type { UserDataRequest } from './user-data';
import { WARM_POOLS_VARIABLE } from '../../../facts/agent-settings';

/** A shell script. The agent starts after it, and reads the file. */
export function linuxUserData({ clusterName, values, commands, isWarm }: UserDataRequest): ec2.UserData {
  const variables = [['ECS_CLUSTER', clusterName], ...agentVariables(values), ...isWarm ? [[WARM_POOLS_VARIABLE, 'true']] : []];
  const userData = ec2.UserData.forLinux();
  userData.addCommands("cat <<'EOF' >> /etc/ecs/ecs.config", ...variables.map(([name, value]) => `${name}=${value}`), 'EOF', ...commands);
  return userData;
}
