import { Stack, StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { EcsCluster } from '../../src';

/** The resources that the services of a team share: the network and the cluster. */
export class PlatformStack extends Stack {
  public readonly cluster: EcsCluster;

  public constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    const vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2 });
    this.cluster = new EcsCluster(this, 'Cluster', { vpc });
  }
}
