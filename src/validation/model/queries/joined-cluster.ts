import { imageParameterOf } from './machine-image';
import { CLUSTER_VARIABLE, DEFAULT_CLUSTER } from '../../../facts/agent-settings';
import { hasAgent, systemOfImage } from '../../../facts/machine-images';
import { INITIALIZE_AGENT, SYSTEM_FORMS } from '../../../facts/user-data';
import { Cluster } from '../entities/cluster';
import type { LaunchSettings } from '../entities/launch-template';
import { UserData, userDataOf } from '../entities/user-data';
import type { PartialString } from '../evaluation/partial-string';
import type { ResourceIndex } from '../index/resource-index';

/** Why instances certainly do not join a cluster. */
export interface Missed {
  readonly problem: string;
  /** Whether something else, such as the AMI or further code, may still make them join it. */
  readonly isDoubtful: boolean;
}

/** Generated names end in 12 or 13 random characters. */
const GENERATED = /-[A-Za-z0-9]{12,13}$/;

/** Why the instances of a launch template certainly do not join a cluster; `undefined` if they may. */
export function missedCluster(launch: LaunchSettings, cluster: Cluster): Missed | undefined {
  const data = userDataOf(launch);
  if (!data) { return undefined; }
  const image = imageParameterOf(launch);
  const system = systemOfImage(image);
  // another rule reports user data that the system does not read
  if (system && !SYSTEM_FORMS[system].forms.includes(data.form)) { return undefined; }
  if (data.lost.includes(CLUSTER_VARIABLE) && data.variable(CLUSTER_VARIABLE).state !== 'set') {
    return data.form === 'SHELL' ? { problem: `has ${CLUSTER_VARIABLE}=… without echo, so that it writes nothing to the file`, isDoubtful: system === undefined } : undefined;
  }
  const named = data.variable(CLUSTER_VARIABLE);
  if (named.state === 'set') { return otherCluster(named.value, cluster, data); }
  return named.state === 'absent' && system !== undefined ? unnamed(data, cluster, image) : undefined;
}

function otherCluster(name: PartialString, cluster: Cluster, data: UserData): Missed | undefined {
  return isOther(name, cluster) ? { problem: `names the cluster ${String(name)}`, isDoubtful: !data.isClosed } : undefined;
}

function isOther(name: PartialString, { resource, node, application }: Cluster): boolean {
  const [target, ...others] = name.resources;
  if (target) { return others.length === 0 && name.parts.length === 1 && target.type === Cluster.TYPE && target !== resource; }
  const literal = name.literal?.split('/').at(-1);
  if (literal === undefined) { return false; }
  const own = node.text(Cluster.NAME);
  // a cluster without a name is not among them
  return own.isAbsent ? application.memo(clusterNames).has(literal) || !GENERATED.test(literal) : own.differs(literal);
}

/** The names of the clusters in an app. */
function clusterNames(application: ResourceIndex): ReadonlySet<string> {
  return new Set(application.ofType(Cluster.TYPE).flatMap(({ properties }) => properties.text(Cluster.NAME).known ?? []));
}

/** Instances without a name of a cluster join the default one. */
function unnamed(data: UserData, { node }: Cluster, image: string | undefined): Missed | undefined {
  const name = node.text(Cluster.NAME);
  if (!name.isAbsent && !name.satisfies(text => text !== DEFAULT_CLUSTER)) { return undefined; }
  if (data.form === 'POWERSHELL' && data.variable(INITIALIZE_AGENT).state === 'absent') { return { problem: `does not start the agent with ${INITIALIZE_AGENT}`, isDoubtful: false }; }
  return { problem: hasAgent(image) ? `does not name a cluster, so that they join the cluster "${DEFAULT_CLUSTER}"` : 'does not name a cluster', isDoubtful: false };
}
