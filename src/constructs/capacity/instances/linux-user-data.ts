import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { agentVariables } from './agent-variables';
import type { UserDataRequest } from './user-data';
import { WARM_POOLS_VARIABLE } from '../../../facts/agent-settings';

/** The daemon that gets the credentials of a gMSA for containers. */
const CREDENTIALS_FETCHER: readonly string[] = ['dnf install -y credentials-fetcher', 'systemctl enable --now credentials-fetcher'];

/** A shell script. The agent starts after it, and reads the file. */
export function linuxUserData({ clusterName, values, commands, isWarm }: UserDataRequest): ec2.UserData {
  const variables = [['ECS_CLUSTER', clusterName], ...agentVariables(values), ...isWarm ? [[WARM_POOLS_VARIABLE, 'true']] : []];
  const userData = ec2.UserData.forLinux();
  userData.addCommands("cat <<'EOF' >> /etc/ecs/ecs.config", ...variables.map(([name, value]) => `${name}=${value}`), 'EOF', ...values.gmsa === true ? CREDENTIALS_FETCHER : [], ...commands);
  return userData;
}
