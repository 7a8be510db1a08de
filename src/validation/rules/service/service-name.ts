import { SERVICE_NAME } from '../../../facts/service-names';
import { inWords } from '../../../facts/value-format';
import type { Application } from '../../model/application';
import type { Resource } from '../../model/evaluation/resource';
import { repetitions } from '../../model/index/repetitions';
import { breaksFormat } from '../../model/queries/value-format';
import { furtherService } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'The name of a service is valid and unique in its cluster',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS refuses a name with characters other than letters, digits, hyphens and underscores, and a second service with the same name in a cluster.',
  fix: 'Remove `serviceName`, so that CloudFormation generates a name, or set another one. In CloudFormation: ServiceName.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',

  subject: 'application',
  *check(application) {
    yield* malformed(application);
    for (const { again, first } of repetitions(application.ofType('AWS::ECS::Service'), service => keyOf(service, application))) {
      const name = again.properties.text('ServiceName');
      yield { location: again.at('ServiceName'), related: [first.at('ServiceName')], message: `the service is named "${name}", as is service ${first.logicalId} in the same cluster; use another name` };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a dot in the name': { Service: { ServiceName: 'shop.api' } },
    'a name of 256 letters': { Service: { ServiceName: 'a'.repeat(256) } },
    'one name for two services': { Service: { ServiceName: 'shop' }, Other: serviceNamed('shop', { 'Fn::GetAtt': ['Cluster', 'Arn'] }) },
    'one name in a cluster outside the app': { Service: { ServiceName: 'shop', Cluster: 'shared' }, Other: serviceNamed('shop', 'shared') },
  },
  good: {
    'two names': { Service: { ServiceName: 'shop' }, Other: serviceNamed('shop_2', { Ref: 'Cluster' }) },
    'one name in two clusters': { Service: { ServiceName: 'shop' }, Other: serviceNamed('shop', 'other') },
    'one name in clusters from parameters': { Service: { ServiceName: 'shop', Cluster: { Ref: 'ClusterA' } }, Other: serviceNamed('shop', { Ref: 'ClusterB' }) },
    'empty names': { Service: { ServiceName: '' }, Other: serviceNamed('', { Ref: 'Cluster' }) },
    'a name from a parameter': { Service: { ServiceName: { 'Fn::Sub': '${Prefix}.api' } } },
    'services under different conditions': {
      Service: { ServiceName: 'shop', Condition: 'IsProduction' }, Other: { ...serviceNamed('shop', { Ref: 'Cluster' }), Condition: 'IsTest' },
    },
  },
});

function* malformed(application: Application): Iterable<Violation> {
  for (const { node } of application.services) {
    const name = node.get('ServiceName');
    if (breaksFormat(name, SERVICE_NAME)) {
      yield { location: name.location, message: `ServiceName ("${name.asText}") must be ${inWords(SERVICE_NAME)}` };
    }
  }
}

/** A cluster in the app, or one with the same reference in the same template. */
function keyOf(service: Resource, application: Application): string | undefined {
  const name = service.properties.text('ServiceName').known;
  const cluster = application.serviceOf(service).cluster?.resource;
  if (name === undefined || name === '') { return undefined; }
  if (cluster) { return `${cluster.template.name}#${cluster.logicalId} ${name}`; }
  const named = service.properties.partialString('Cluster');
  return named?.isTraceable ? `${service.template.name} ${named.key} ${name}` : undefined;
}

function serviceNamed(ServiceName: string, Cluster: unknown) { return furtherService({ Cluster, ServiceName }); }
