import { NlbForAlbProps } from './nlb-for-alb-props';

type Prop = keyof NlbForAlbProps & string;

/** The props of an NlbForAlb that set a property, by resource type and property path. A finding about the property names the prop. */
export const NLB_FOR_ALB_PROPS: Readonly<Record<string, Readonly<Record<string, Prop>>>> = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    Scheme: 'internetFacing',
    Subnets: 'loadBalancerSubnets',
    SubnetMappings: 'subnetMappings',
    Name: 'loadBalancerName',
    IpAddressType: 'ipAddressType',
  },
  'AWS::ElasticLoadBalancingV2::Listener': { Port: 'listenerPort' },
  'AWS::ElasticLoadBalancingV2::TargetGroup': { Port: 'albPort', Targets: 'loadBalancer' },
};
