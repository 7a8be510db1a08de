import { RESOURCE_SETTINGS, ResourceSettings } from '../../../facts/resource-settings';
import type { Resource } from '../../model/evaluation/resource';
import { missingMembers } from '../../model/queries/missing-member';
import { wrongValues } from '../../model/queries/value-format';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'The required settings of services, daemons and gateways are set, and settings of daemons, Express services and gateways have a format that ECS accepts',
  severity: 'error',
  outcome: 'refused',
  why: 'CloudFormation treats many of these settings as optional, or accepts any text. ECS refuses the resource when it is created. CloudFormation refuses a service without a setting that its schema requires.',
  fix: 'Set the property that the message names, in the format that it names, on CfnService, CfnDaemon, CfnExpressGatewayService, CfnGateway or CfnGatewayClusterAssociations.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Operations.html',

  subject: 'application',
  *check(application) {
    for (const settings of RESOURCE_SETTINGS) {
      for (const resource of application.ofType(settings.type)) { yield* problemsOf(resource, settings); }
    }
  },

  scene: 'a daemon on Managed Instances',
  bad: {
    'a daemon that drains more instances than there are': { Daemon: { DeploymentConfiguration: { DrainPercent: 150 } } },
    'a daemon that waits longer than a day': { Daemon: { DeploymentConfiguration: { BakeTimeInMinutes: 2000 } } },
    'a daemon that passes on the tags of a service': { Daemon: { PropagateTags: 'SERVICE' } },
    'a daemon with a dot in its name': { Daemon: { DaemonName: 'agent.v1' } },
    'a health check path without a slash': { scene: 'an Express service', change: { Express: { HealthCheckPath: 'health' } } },
    'an unknown metric': { scene: 'an Express service', change: { Express: { ScalingTarget: { AutoScalingMetric: 'CPUUtilization' } } } },
    'a port above 65535': { scene: 'an Express service', change: { Express: { PrimaryContainer: { ContainerPort: 80_000 } } } },
    'a shell variable in the image': { scene: 'an Express service', change: { Express: { PrimaryContainer: { Image: '$IMAGE' } } } },
    'a variable without a name': { scene: 'an Express service', change: { Express: { PrimaryContainer: { Environment: [{ Value: 'on' }] } } } },
    'a space in the name of a variable': { scene: 'an Express service', change: { Express: { PrimaryContainer: { Environment: [{ Name: 'LOG LEVEL', Value: 'on' }] } } } },
    'a gateway on port 80': { scene: 'a service behind a gateway', change: { Gateway: { Configuration: { HostSharedAlb: { Port: 80 } } } } },
    'a gateway with HTTP': { scene: 'a service behind a gateway', change: { Gateway: { Configuration: { HostSharedAlb: { Protocol: 'HTTP' } } } } },
    'an underscore in the name of a gateway': { scene: 'a service behind a gateway', change: { Gateway: { GatewayName: 'public_gateway' } } },
    'a client alias without a port': {
      scene: 'a Fargate service with encrypted Service Connect', change: { Service: { ServiceConnectConfiguration: { Services: { 0: { ClientAliases: [{ DnsName: 'web' }] } } } } },
    },
    'empty registry credentials': { scene: 'an Express service', change: { Express: { PrimaryContainer: { RepositoryCredentials: { CredentialsParameter: '' } } } } },
  },
  good: {
    'settings from parameters': { Daemon: { DaemonName: { Ref: 'AParameter' }, DeploymentConfiguration: { DrainPercent: { Ref: 'AParameter' } }, CapacityProviderArns: { Ref: 'AParameter' } } },
    'a client alias with a port from a parameter': {
      scene: 'a Fargate service with encrypted Service Connect',
      change: { Service: { ServiceConnectConfiguration: { Services: { 0: { ClientAliases: [{ Port: { Ref: 'AParameter' } }] } } } } },
    },
    'all instances at once': { Daemon: { DeploymentConfiguration: { DrainPercent: 100, BakeTimeInMinutes: 0 } } },
    'a health check path with a query': { scene: 'an Express service', change: { Express: { HealthCheckPath: '/ping?format=json' } } },
    'the default form of the health check path': { scene: 'an Express service', change: { Express: { HealthCheckPath: 'HTTP:80/ping' } } },
    'HTTPS on port 443': { scene: 'a service behind a gateway', change: { Gateway: { Configuration: { HostSharedAlb: { Port: 443, Protocol: 'HTTPS' } } } } },
  },
});

function* problemsOf({ properties }: Resource, { what, formats, required }: ResourceSettings): Iterable<Violation> {
  for (const { location, problem, isRefused } of missingMembers(properties, required)) {
    yield { location, message: `${what} has ${problem}; it is required`, ...isRefused ? {} : { severity: 'warning' } };
  }
  yield* wrongValues(properties, formats, () => what);
}
