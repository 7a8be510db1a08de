import { SharedAlbProps } from './shared-alb-props';

type Prop = keyof SharedAlbProps & string;

/** The props of a SharedAlb that set a property, by resource type and property path. A finding about the property names the prop. */
export const SHARED_ALB_PROPS: Readonly<Record<string, Readonly<Record<string, Prop>>>> = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    Scheme: 'internetFacing',
    Subnets: 'loadBalancerSubnets',
    Name: 'loadBalancerName',
    IpAddressType: 'ipAddressType',
  },
  'AWS::ElasticLoadBalancingV2::Listener': {
    Port: 'listenerPort',
    SslPolicy: 'sslPolicy',
    Certificates: 'certificates',
    DefaultActions: 'defaultAction',
    MutualAuthentication: 'mutualAuthentication',
  },
  'AWS::WAFv2::WebACLAssociation': { WebACLArn: 'webAclArn' },
};
