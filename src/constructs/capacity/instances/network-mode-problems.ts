import * as ecs from 'aws-cdk-lib/aws-ecs';
import { hostNameOf, hostsOf } from '../../../facts/hosts';
import { NETWORK_MODES, NETWORK_MODES_REFUSED } from '../../../facts/task-network-modes';

/** Why instances with this operating system do not support a network mode. `NAT` is the absent mode of a template: `nat` on Windows, `bridge` on Linux. */
export function networkModeProblems(networkMode: ecs.NetworkMode, operatingSystemFamily: string): string[] {
  const hosts = hostsOf('EC2', operatingSystemFamily);
  const refused = NETWORK_MODES_REFUSED[hosts[0]];
  const allowed = NETWORK_MODES.filter(mode => refused[mode] === undefined);
  const modes: readonly string[] = hosts[0] === 'EC2_WINDOWS' ? [...allowed, ecs.NetworkMode.NAT] : allowed;
  return modes.includes(networkMode) ? [] : [`${hostNameOf(hosts)} does not support networkMode ${networkMode}; use one of ${modes.join(', ')}`];
}
