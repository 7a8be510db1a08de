import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import type { IManagedInstances, ManagedInstancesAttributes } from './managed-instances';
import { CAPACITY_PROVIDER_NAME } from '../../../facts/capacity-provider-name';
import { formatProblem, refuseNew } from '../../checks';

/** Managed Instances that this app did not create. */
export class ImportedManagedInstances extends Construct implements IManagedInstances {
  public readonly capacityProviderName: string;
  public readonly cpuArchitecture?: ecs.CpuArchitecture;
  public readonly connections: ec2.Connections;

  public constructor(scope: Construct, id: string, attributes: ManagedInstancesAttributes) {
    refuseNew(scope, id, formatProblem('capacityProviderName', attributes.capacityProviderName, CAPACITY_PROVIDER_NAME));
    super(scope, id);
    this.capacityProviderName = attributes.capacityProviderName;
    this.cpuArchitecture = attributes.cpuArchitecture;
    this.connections = new ec2.Connections({ securityGroups: attributes.securityGroups });
  }
}
