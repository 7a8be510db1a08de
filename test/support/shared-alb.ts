import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { IMAGE } from './container-service';
import {
  AlbAuthentication, AlbAuthenticationOptions, ContainerService, EcsCluster, Exposure, ISharedAlb, SharedAlb, SharedAlbExposureProps, SharedAlbProps,
} from '../../src';

/** A stack with a shared load balancer, and stacks of services that use it. */
export class Edge {
  public readonly stack: Stack;
  public readonly vpc: ec2.Vpc;
  public readonly cluster: EcsCluster;
  public readonly alb: SharedAlb;

  public constructor(
    props: (stack: Stack) => Partial<SharedAlbProps> = () => ({ insecureHttp: true }), private readonly scope: Construct = new App(), region?: string,
  ) {
    this.stack = new Stack(scope, 'Edge', { env: { region } });
    this.vpc = new ec2.Vpc(this.stack, 'Vpc');
    this.cluster = new EcsCluster(this.stack, 'Cluster', { vpc: this.vpc });
    this.alb = new SharedAlb(this.stack, 'Alb', { vpc: this.vpc, ...props(this.stack) });
  }

  public get app(): App { return this.stack.node.root as App; }

  /** A service in its own stack. */
  public serve(name: string, props: SharedAlbExposureProps | ((stack: Stack) => SharedAlbExposureProps), alb: ISharedAlb = this.alb): Served {
    const stack = new Stack(this.scope, name, { env: { region: this.stack.region } });
    return this.exposed(stack, Exposure.sharedAlb(alb, typeof props === 'function' ? props(stack) : props));
  }

  public exposed(stack: Stack, exposure: Exposure): Served {
    return new Served(new ContainerService(stack, 'Api', { cluster: this.cluster, image: IMAGE, exposure }));
  }
}

/** A service and its template. */
export class Served {
  public constructor(public readonly service: ContainerService) {}

  public get template(): Template { return Template.fromStack(Stack.of(this.service)); }
}

export const ZONE_ID = 'Z0123456789';

export function zoneIn(scope: Construct, zoneName = 'example.com'): route53.IHostedZone {
  const hostedZoneId = zoneName === 'example.com' ? ZONE_ID : 'Z9876543210';
  return scope.node.tryFindChild(zoneName) as route53.IHostedZone | undefined
    ?? route53.HostedZone.fromHostedZoneAttributes(scope, zoneName, { hostedZoneId, zoneName });
}

export function certificateIn(scope: Construct, id: string, region = 'eu-west-1'): acm.ICertificate {
  return acm.Certificate.fromCertificateArn(scope, `Certificate${id}`, `arn:aws:acm:${region}:111122223333:certificate/${id}`);
}

/** Authentication with a client secret in the stack. */
export function oidcIn(scope: Construct, options: AlbAuthenticationOptions = {}): AlbAuthentication {
  return AlbAuthentication.oidc({
    issuer: 'https://login.example.com',
    authorizationEndpoint: 'https://login.example.com/authorize',
    tokenEndpoint: 'https://login.example.com/token',
    userInfoEndpoint: 'https://login.example.com/userinfo',
    clientId: 'shop',
    clientSecret: new secretsmanager.Secret(scope, 'Oidc').secretValue,
    ...options,
  });
}
