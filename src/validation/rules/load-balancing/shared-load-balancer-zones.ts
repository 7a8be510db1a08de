import { LOAD_BALANCER_ZONES } from '../../../facts/load-balancers';
import type { Application } from '../../model/application';
import { availabilityZoneOf } from '../../model/entities/availability-zone';
import { allOf } from '../../model/entities/entity';
import { Gateway } from '../../model/entities/gateway';
import type { Subnet } from '../../model/entities/subnet';
import type { JoinedList } from '../../model/evaluation/joined-list';
import type { Node } from '../../model/evaluation/node';
import { defineRule } from '../rule';

const BOTH = { Subnets: [{ Ref: 'SubnetA' }, { Ref: 'SubnetB' }] };

export default defineRule({
  title: 'A gateway or Express service has subnets in at least two Availability Zones',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS creates an Application Load Balancer in these subnets. Elastic Load Balancing refuses one with subnets in a single Availability Zone, and a gateway needs two subnets.',
  fix: 'Use a VPC with `maxAzs` of at least 2, and the subnets of two zones. In CloudFormation: Subnets in NetworkConfiguration of the gateway or the Express service.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html',

  subject: 'application',
  *check(application) {
    for (const { place, subnets, isDoubtful } of placements(application)) {
      const problem = problemOf(place, subnets);
      if (problem !== undefined) {
        yield { location: place.location, message: `${problem}; use subnets in at least ${LOAD_BALANCER_ZONES} Availability Zones`, ...isDoubtful ? { severity: 'warning' } : {} };
      }
    }
  },

  scene: 'a Fargate service in public subnets',
  bad: {
    'an Express service with one subnet': { Express: express({ Subnets: ['subnet-0a1b2c3d4e5f60718'] }) },
    'an Express service in one zone': { Express: express(BOTH), SubnetB: { AvailabilityZone: { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] } } },
    'a gateway with one subnet': {
      scene: 'a service behind a gateway', change: { Gateway: { Configuration: { HostSharedAlb: { NetworkConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'] } } } } },
    },
  },
  good: {
    'two zones': { Express: express(BOTH) },
    'a zone from a parameter': { Express: express(BOTH), SubnetB: { AvailabilityZone: { Ref: 'AParameter' } } },
    'two zones from parameters': { Express: express(BOTH), SubnetA: { AvailabilityZone: { Ref: 'ZoneA' } }, SubnetB: { AvailabilityZone: { Ref: 'ZoneB' } } },
    'the subnets of the default VPC': { Express: express(undefined) },
    'subnets from a parameter': { Express: express({ Subnets: { Ref: 'AParameter' } }) },
    'a gateway in the default VPC': { scene: 'a service behind a gateway', change: { Gateway: { Configuration: { HostSharedAlb: { NetworkConfiguration: undefined } } } } },
    'a parameter that may be a list': { Express: express({ Subnets: [{ Ref: 'AParameter' }] }) },
  },
});

interface Placement {
  readonly place: Node;
  readonly subnets: JoinedList<Subnet>;
  readonly isDoubtful: boolean;
}

/** Where ECS creates load balancers. That they are in the subnets of an Express service is not documented, but observed. */
function placements(application: Application): readonly Placement[] {
  return [
    ...allOf(Gateway, application).map(({ subnetPlace: place, subnets }) => ({ place, subnets, isDoubtful: false })),
    ...application.expressServices.map(({ awsvpc, subnets }) => ({ place: awsvpc.get('Subnets'), subnets, isDoubtful: true })),
  ];
}

function problemOf({ asList: { isKnown, length } }: Node, { all }: JoinedList<Subnet>): string | undefined {
  if (isKnown && length === 1) { return 'has one subnet'; }
  const [zone, ...others] = all.map(availabilityZoneOf);
  return zone !== undefined && others.every(other => other === zone) ? `has ${all.length} subnets in one Availability Zone` : undefined;
}

function express(NetworkConfiguration: object | undefined): object {
  const [ExecutionRoleArn, InfrastructureRoleArn] = ['execution', 'infrastructure'].map(name => `arn:aws:iam::111122223333:role/${name}`);
  const PrimaryContainer = { Image: 'public.ecr.aws/nginx/nginx:1.27' };
  return { Type: 'AWS::ECS::ExpressGatewayService', Properties: { ExecutionRoleArn, InfrastructureRoleArn, PrimaryContainer, NetworkConfiguration } };
}
