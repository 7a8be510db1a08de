import { Size, Stack, StackProps } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { Capacity, ContainerService, Exposure, SecretSource, TaskSize } from '../../src';

export interface ShopStackProps extends StackProps {
  readonly cluster: ecs.ICluster;

  /** @default - the current version of the shop */
  readonly image?: string;

  /** @default - the size of an ordinary day */
  readonly large?: boolean;
}

/**
 * A shop: a public API, and a worker that accepts no connections.
 *
 * The secret and the parameter exist already, created with the database.
 */
export class ShopStack extends Stack {
  public readonly api: ContainerService;
  public readonly worker: ContainerService;

  public constructor(scope: Construct, id: string, props: ShopStackProps) {
    super(scope, id, props);
    const image = ecs.ContainerImage.fromRegistry(props.image ?? 'public.ecr.aws/docker/library/httpd:2.4');
    const databasePassword = SecretSource.secretsManagerArn(this.formatArn({
      service: 'secretsmanager',
      resource: 'secret:shop/database-x7Kp2Q',
    }), { jsonKey: 'password' });

    this.api = new ContainerService(this, 'Api', {
      cluster: props.cluster,
      image,
      containerPort: 80,
      size: props.large ? TaskSize.fargate({ cpu: 1024, memory: Size.gibibytes(2) }) : TaskSize.fargate({ cpu: 512, memory: Size.gibibytes(1) }),
      exposure: Exposure.publicAlb({ healthCheckPath: '/', insecureHttp: true }),
      environment: { LOG_LEVEL: 'info' },
      secrets: {
        DB_PASSWORD: databasePassword,
        PAYMENT_KEY: SecretSource.parameterStoreName('/shop/payment-key'),
      },
    });
    this.api.autoScale({ minTasks: 2, maxTasks: 20 }).onCpu(60);

    this.worker = new ContainerService(this, 'Worker', {
      cluster: props.cluster,
      image,
      command: ['sleep', 'infinity'],
      capacity: Capacity.fargateAndSpot({ onDemandBase: 1, spotWeight: 3 }),
      secrets: { DB_PASSWORD: databasePassword },
      desiredCount: 3,
    });
  }
}
