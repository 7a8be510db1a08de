import { Validations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ManagedGrantsRole } from './managed-grants-role';

/** The cdk-nag packs that reject every VPC with public subnets. */
const IGW_RULES = ['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'].map(pack => `${pack}-VPCNoUnrestrictedRouteToIGW`);

/** A VPC with a closed default security group, whose subnets assign no public IP addresses. */
export function regulatedVpc(scope: Construct, id: string): ec2.Vpc {
  const vpc = new ec2.Vpc(scope, id, {
    maxAzs: 2,
    restrictDefaultSecurityGroup: true,
    subnetConfiguration: [
      { name: 'Public', subnetType: ec2.SubnetType.PUBLIC, mapPublicIpOnLaunch: false },
      { name: 'Private', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
    ],
  });
  for (const subnet of vpc.publicSubnets) {
    Validations.of(subnet).acknowledge(...IGW_RULES.map(rule => ({
      id: rule,
      reason: 'Only load balancers and NAT gateways are placed in this public subnet; tasks run in private subnets',
    })));
  }
  return vpc;
}

/** Writes flow logs of a VPC to a log group, without an inline policy. */
export function recordFlowRegulated(vpc: ec2.Vpc, logGroup: logs.ILogGroup): void {
  const role = new ManagedGrantsRole(vpc, 'FlowLogRole', { assumedBy: new iam.ServicePrincipal('vpc-flow-logs.amazonaws.com') });
  vpc.addFlowLog('FlowLog', { destination: ec2.FlowLogDestination.toCloudWatchLogs(logGroup, role) });
}
