import { ApplicationListener, CfnListener, CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ContainerService } from '../../src';

/** Changes that CloudFormation accepts in a template. Elastic Load Balancing refuses both when the stack is deployed. */
export function addMistakes(shop: ContainerService): void {
  useTheCertificateOfCloudFront(shop);
  keepConnectionsForTwoHours(shop);
}

/** A certificate for CloudFront is in us-east-1, where a load balancer in another Region cannot use it. */
function useTheCertificateOfCloudFront({ endpoint }: ContainerService): void {
  const resource = (endpoint?.listener as ApplicationListener).node.defaultChild as CfnListener;
  resource.addPropertyOverride('Certificates', [
    { CertificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/11111111-2222-3333-4444-555555555555' },
  ]);
}

/** A connection may be idle for at most 4000 seconds. */
function keepConnectionsForTwoHours({ endpoint }: ContainerService): void {
  const resource = endpoint?.loadBalancer?.node.defaultChild as CfnLoadBalancer;
  resource.addPropertyOverride('LoadBalancerAttributes', [{ Key: 'idle_timeout.timeout_seconds', Value: '7200' }]);
}
