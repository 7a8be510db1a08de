import { SERVICE_FORMATS } from '../../../facts/service-formats';
import { wrongValues } from '../../model/queries/value-format';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Values in a service have a format that ECS accepts',
  severity: 'error',
  outcome: 'refused',
  why: 'The service has a value that is not in the list or the range that AWS documents. CloudFormation or ECS refuses the service.',
  fix: 'Set the value in the format that the message names, in the props of the service or its serviceConnectConfiguration. In CloudFormation: the property that the message names.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',

  subject: 'service',
  check({ node, resource }) { return wrongValues(node, SERVICE_FORMATS, () => `service ${resource.logicalId}`); },

  scene: 'a Fargate service with encrypted Service Connect',
  bad: {
    'a negative number of tasks': { Service: { DesiredCount: -1 } },
    'a negative grace period': { Service: { HealthCheckGracePeriodSeconds: -5 } },
    'tags from nowhere': { Service: { PropagateTags: 'NONE' } },
    'Managed Instances as a launch type': { scene: 'a service on Managed Instances', change: { Service: { CapacityProviderStrategy: undefined, LaunchType: 'MANAGED_INSTANCES' } } },
    'a placement strategy in upper case': { scene: 'a service on a capacity provider', change: { Service: { PlacementStrategies: [{ Type: 'SPREAD', Field: 'instanceId' }] } } },
    'another resolution': { Service: { Monitoring: { MetricConfigurations: [{ MetricNames: ['CPUUtilization'], ResolutionSeconds: 30 }] } } },
    'another metric': { Service: { Monitoring: { MetricConfigurations: [{ MetricNames: ['DiskUtilization'], ResolutionSeconds: 20 }] } } },
    'a reserved tag key': { Service: { Tags: [{ Key: 'aws:team', Value: 'web' }] } },
    'a client port above 65535': { Service: connecting({ ClientAliases: { 0: { Port: 70000 } } }) },
    'client port 0': { Service: connecting({ ClientAliases: { 0: { Port: 0 } } }) },
    'a client name with a slash': { Service: connecting({ ClientAliases: { 0: { DnsName: 'web/api' } } }) },
    'a client name in upper case': { Service: connecting({ ClientAliases: { 0: { DnsName: 'Web' } } }) },
    'a proxy port above 65535': { Service: connecting({ IngressPortOverride: 70000 }) },
    'a negative timeout': { Service: connecting({ Timeout: { IdleTimeoutSeconds: -1 } }) },
  },
  good: {
    'values in the required format': {
      Service: {
        DesiredCount: 0,
        HealthCheckGracePeriodSeconds: 60,
        PropagateTags: 'SERVICE',
        Tags: [{ Key: 'team', Value: 'web' }],
        Monitoring: { MetricConfigurations: [{ MetricNames: ['CPUUtilization', 'MemoryUtilization'], ResolutionSeconds: 20 }] },
        ...connecting({ ClientAliases: { 0: { Port: 8080, DnsName: 'web_1.shop-a' } }, IngressPortOverride: 15000, Timeout: { IdleTimeoutSeconds: 0, PerRequestTimeoutSeconds: 30 } }),
      },
    },
    'a number of tasks from a parameter': { Service: { DesiredCount: { Ref: 'AParameter' } } },
  },
});

function connecting(offer: object) { return { ServiceConnectConfiguration: { Services: { 0: offer } } }; }
