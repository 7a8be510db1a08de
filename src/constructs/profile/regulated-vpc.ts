import { Validations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ManagedGrantsRole } from './managed-grants-role';

/** Packs of cdk-nag that know no VPC with public subnets. */
const IGW_RULES = ['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'].map(pack => `${pack}-VPCNoUnrestrictedRouteToIGW`);

/** A VPC whose default security group is closed, and whose subnets give no public addresses away. */
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
      reason: 'Load balancers and NAT gateways alone are placed in this public subnet; tasks run in private ones',
    })));
  }
  return vpc;
}

/** Records the traffic of a VPC in a log group, without an inline policy. */
export function recordFlowRegulated(vpc: ec2.Vpc, logGroup: logs.ILogGroup): void {
  const role = new ManagedGrantsRole(vpc, 'FlowLogRole', { assumedBy: new iam.ServicePrincipal('vpc-flow-logs.amazonaws.com') });
  vpc.addFlowLog('FlowLog', { destination: ec2.FlowLogDestination.toCloudWatchLogs(logGroup, role) });
}
