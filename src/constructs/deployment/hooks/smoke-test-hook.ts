import { Duration, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { HookedDeployment, HookHost, HookKind } from './hook-kind';
import { LambdaHook } from './lambda-hook';
import { SMOKE_TEST_CODE } from './smoke-test-code';
import { Format } from '../../../facts/value-format';
import { formatProblem, isKnownLater, refuse, wholeNumberProblem } from '../../checks';
import { isHostName } from '../../load-balancing/alb/alb-url';
import { ForwardedRequests, TestTarget } from '../../load-balancing/exposure-kind';
import { QUERY_STRING } from '../../load-balancing/listener-rule/listener-rule-conditions';
import { acknowledgeInsideVpc, acknowledgeOutsideVpc, acknowledgeWaitedFor } from '../../nag/function-acknowledgements';

/**
 * Options of a smoke test.
 */
export interface SmokeTestProps {
  /**
   * The status codes that the new version may answer with.
   *
   * @default [200]
   */
  readonly statusCodes?: number[];

  /**
   * The number of attempts before the test fails, 1 to 20. Each attempt times out after 5 seconds, and there are 5 seconds between attempts.
   *
   * @default 5
   */
  readonly attempts?: number;

  /**
   * The host name of the request. Required if the exposure forwards wildcard hosts only.
   *
   * @default - the first host of the exposure that is not a wildcard, otherwise the DNS name of the load balancer
   */
  readonly host?: string;

  /**
   * Whether the function runs in the subnets of the tasks. It has no public IP address there: a public load balancer can only be reached from
   * subnets with a NAT gateway.
   *
   * @default - true for an internal load balancer of this app, otherwise false
   */
  readonly fromVpc?: boolean;
}

/** The paths that Node.js sends unchanged. */
const REQUEST_PATH: Format = { pattern: /^\/[!"$-~]{0,1023}$/, form: 'a path of at most 1024 printable ASCII characters that begins with /, without # and blanks; write others with %' };
const ATTEMPTS = { min: 1, max: 20 };
const STATUS_CODES = { min: 100, max: 599 };
/** An attempt and the pause after it. */
const SECONDS_FOR_AN_ATTEMPT = 10;

const MEMORY_MIB = 128;

/** Requests a path of the new version. */
export class SmokeTestHook implements HookKind {
  public readonly type = 'function';
  private readonly attempts: number;
  private readonly statusCodes: readonly number[];

  public constructor(private readonly path: string, private readonly props: SmokeTestProps) {
    const { attempts = 5, statusCodes = [200] } = props;
    this.attempts = attempts;
    this.statusCodes = statusCodes;
  }

  public waitMinutes(): number { return 0; }

  public problems({ hasTestTraffic, hasRequests, requests = {} }: HookedDeployment): readonly string[] {
    const { path, attempts, statusCodes } = this;
    return [
      ...(hasRequests ? [] : ['DeploymentHook.smokeTest needs an exposure on an Application Load Balancer; use DeploymentHook.lambda with your own test']),
      ...(hasTestTraffic ? [] : ['DeploymentHook.smokeTest needs testTraffic, or its request would reach the old version; set TestTraffic.header, TestTraffic.port (for a load balancer of the service) or TestTraffic.listener (for an existing listener)']),
      ...formatProblem('DeploymentHook.smokeTest: path', path, REQUEST_PATH),
      ...this.reachProblems(requests),
      ...([attempts, ...statusCodes].some(each => Token.isUnresolved(each)) ? ['DeploymentHook.smokeTest: attempts and statusCodes must be known at synthesis'] : []),
      ...wholeNumberProblem('DeploymentHook.smokeTest: attempts', attempts, ATTEMPTS),
      ...(statusCodes.length === 0 ? ['DeploymentHook.smokeTest: statusCodes is empty, so no response would be accepted; remove it'] : []),
      ...statusCodes.flatMap(code => wholeNumberProblem('DeploymentHook.smokeTest: statusCodes', code, STATUS_CODES)),
    ];
  }

  /** Why its request would not reach the service, so that no deployment could succeed. */
  private reachProblems({ hosts, paths, sourceIps, further = [], obstacles = [] }: ForwardedRequests): readonly string[] {
    const { path, props: { host } } = this;
    return [
      ...(isForwarded(path, paths) ? [] : [`DeploymentHook.smokeTest: path '${path}' is not among the paths that the exposure forwards (${paths?.join(', ')}), so the request would not reach the service`]),
      ...(host === undefined && hosts && hosts.length > 0 && hosts.every(each => !isKnownLater(each) && !isHostName(each))
        ? [`DeploymentHook.smokeTest needs host: the exposure forwards wildcard hosts only (${hosts.join(', ')})`]
        : []),
      ...(host === undefined || isForwarded(host, hosts, 'i') ? [] : [`DeploymentHook.smokeTest: host '${host}' is not among the hosts that the exposure forwards (${hosts?.join(', ')})`]),
      ...(sourceIps ? ['DeploymentHook.smokeTest: the exposure forwards requests from sourceIps only, which do not include the address of the function; use DeploymentHook.lambda with a function that has such an address'] : []),
      ...further.filter(need => need !== QUERY_STRING || !path.includes('?')).map(need =>
        `DeploymentHook.smokeTest requests its path with GET and the header of testTraffic, and the exposure forwards requests with ${need} only; use DeploymentHook.lambda`),
      ...obstacles.map(obstacle => `DeploymentHook.smokeTest: ${obstacle}; use DeploymentHook.lambda with a function that can connect`),
    ];
  }

  public create(host: HookHost): object {
    const found = host.endpoint?.testTarget;
    refuse(host.scope, found ? [] : ['DeploymentHook.smokeTest: the DNS name of the load balancer is not known; import it with fromSharedAlbAttributes and loadBalancerDnsName, or use DeploymentHook.lambda']);
    refuse(host.scope, this.subnetProblems(host, found!));
    const { props } = this;
    const handler = this.createFunction(host, { ...found!, host: props.host ?? found!.host, isInternal: props.fromVpc ?? found!.isInternal });
    return new LambdaHook(handler, { stages: [ecs.DeploymentLifecycleStage.POST_TEST_TRAFFIC_SHIFT] }).create(host);
  }

  /** A function has no public IP address, so from a subnet without a NAT gateway it does not reach a public load balancer. */
  private subnetProblems({ vpc, subnets }: HookHost, { isOwn, isInternal }: TestTarget): readonly string[] {
    if (this.props.fromVpc !== true || !isOwn || isInternal) { return []; }
    const others = [...vpc.isolatedSubnets, ...vpc.publicSubnets];
    const withoutNat = vpc.selectSubnets(subnets).subnets.filter(subnet => others.includes(subnet));
    return withoutNat.length === 0
      ? []
      : [`DeploymentHook.smokeTest: fromVpc (true) needs subnets with a NAT gateway for a public load balancer, and '${withoutNat[0].node.path}' has none; remove fromVpc`];
  }

  private createFunction({ scope, index, vpc, subnets, endpoint, regulated }: HookHost, target: TestTarget): lambda.Function {
    const id = `SmokeTest${index === 0 ? '' : index + 1}`;
    // a security group rule cannot refer to a client that connects over the internet
    const isInside = target.isInternal && target.isOwn && endpoint?.testTarget?.isInternal === true;
    const handler = new lambda.Function(scope, id, {
      description: `Smoke test of deployments of ${scope.node.path}`,
      runtime: lambda.determineLatestNodeRuntime(scope),
      handler: 'index.handler',
      code: lambda.Code.fromInline(SMOKE_TEST_CODE),
      memorySize: MEMORY_MIB,
      timeout: Duration.seconds(this.attempts * SECONDS_FOR_AN_ATTEMPT),
      environment: this.environment(target),
      logGroup: regulated?.logGroup(scope, `${id}Logs`),
      ...(target.isInternal ? { vpc, vpcSubnets: subnets, allowPublicSubnet: true, allowAllOutbound: !isInside } : {}),
    });
    acknowledgeWaitedFor(handler);
    if (target.isInternal) { acknowledgeInsideVpc(handler); } else { acknowledgeOutsideVpc(handler, 'The function calls a public load balancer only'); }
    if (isInside) { endpoint?.connections.allowFrom(handler, ec2.Port.tcp(target.port), 'Smoke test'); }
    return handler;
  }

  private environment({ dnsName, port, isSecure, host, header }: TestTarget): Record<string, string> {
    return {
      PROTOCOL: isSecure ? 'https' : 'http',
      DNS_NAME: dnsName,
      PORT: String(port),
      REQUEST_PATH: this.path,
      STATUS_CODES: this.statusCodes.join(','),
      ATTEMPTS: String(this.attempts),
      ...(host === undefined ? {} : { HOST: host }),
      ...(header ? { HEADER_NAME: header.name, HEADER_VALUE: header.value } : {}),
    };
  }
}

/** Whether a text matches one of the patterns of a listener rule; true without patterns. The query string of a path is ignored, and the case of a host (flag `i`). */
function isForwarded(text: string, patterns: readonly string[] | undefined, flags = ''): boolean {
  return patterns === undefined || isKnownLater(text) || patterns.some(pattern => isKnownLater(pattern) || matches(pattern, text.split('?')[0], flags));
}

function matches(pattern: string, text: string, flags: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.');
  return new RegExp(`^${escaped}$`, flags).test(text);
}
