import { CfnOutput, Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { Capacity, ContainerService, EcsCluster, ExternalInstances } from '../../src';

/**
 * An agent on servers in shops (ECS Anywhere). The stack creates the activation, and its outputs have the commands that register a server.
 */
export class TillsStack extends Stack {
  public readonly servers: ExternalInstances;

  public constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    const vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2, natGateways: 1, flowLogs: { all: {} } });
    const cluster = new EcsCluster(this, 'Cluster', { vpc });
    this.servers = cluster.addExternalInstances('Servers', {
      activation: { registrationLimit: 20, expiresAfter: Duration.days(7), instanceName: 'till' },
    });

    new ContainerService(this, 'Agent', {
      cluster,
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/aws-observability/aws-otel-collector:v0.43.1'),
      capacity: Capacity.external({ networkMode: ecs.NetworkMode.HOST }),
    });

    new CfnOutput(this, 'ActivationSecret', { value: this.servers.activationSecret!.secretName });
    new CfnOutput(this, 'RegisterLinux', { value: this.servers.linuxRegistrationCommand });
    new CfnOutput(this, 'RegisterWindows', { value: this.servers.windowsRegistrationCommand });
  }
}
