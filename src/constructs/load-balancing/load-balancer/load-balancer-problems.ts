import { Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { CLIENT_KEEP_ALIVE, IDLE_TIMEOUT, isAvailabilityZone, LOAD_BALANCER_ZONES } from '../../../facts/load-balancers';
import { PORT_MAXIMUM } from '../../../facts/ports';
import { isCloudFrontWebAcl } from '../../../facts/web-firewall';
import { secondsProblem, wholeNumberProblem } from '../../checks';
import { otherPlace } from '../../network/own-place';
import { AlbProps } from '../alb/alb-props';

/** Why Elastic Load Balancing or AWS WAF would refuse a load balancer with these props. */
export function loadBalancerProblems(scope: Construct, props: AlbProps, subnets: ec2.SelectedSubnets): string[] {
  return [
    ...wholeNumberProblem('listenerPort', props.listenerPort, { min: 1, max: PORT_MAXIMUM }),
    ...secondsProblem('idleTimeout', props.idleTimeout, IDLE_TIMEOUT),
    ...secondsProblem('clientKeepAlive', props.clientKeepAlive, CLIENT_KEEP_ALIVE),
    ...webAclProblems(scope, props),
    ...zoneProblems(subnets),
  ];
}

function webAclProblems(scope: Construct, { webAclArn }: AlbProps): string[] {
  if (webAclArn === undefined) { return []; }
  if (isCloudFrontWebAcl(webAclArn)) {
    return [`webAclArn ('${webAclArn}') is a web ACL for CloudFront, which a load balancer cannot use; create one with scope REGIONAL`];
  }
  const place = otherPlace(scope, webAclArn);
  return place === undefined ? [] : [`webAclArn ('${webAclArn}') is in ${place}; use a web ACL in the Region and account of the stack`];
}

/** Subnets on an Outpost or in Local Zones may be in one zone; the zone of a subnet may be known at deployment only. */
function zoneProblems({ subnets, isPendingLookup }: ec2.SelectedSubnets): string[] {
  const zones = new Set(subnets.map(({ availabilityZone }) => availabilityZone));
  const isCertain = !isPendingLookup && [...zones].every(zone => Token.isUnresolved(zone) ? subnets.length === 1 : isAvailabilityZone(zone));
  if (!isCertain || zones.size >= LOAD_BALANCER_ZONES) { return []; }
  const [zone] = zones;
  return [`an Application Load Balancer needs subnets in ${LOAD_BALANCER_ZONES} Availability Zones, and these are all in ${Token.isUnresolved(zone) ? 'one' : zone}; use a VPC with maxAzs of at least ${LOAD_BALANCER_ZONES}, or other loadBalancerSubnets`];
}
