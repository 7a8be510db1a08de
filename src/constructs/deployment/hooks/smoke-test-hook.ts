import { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { HookedDeployment, HookHost, HookKind } from './hook-kind';
import { LambdaHook } from './lambda-hook';
import { SMOKE_TEST_CODE } from './smoke-test-code';
import { HEALTH_CHECK_PATH } from '../../../facts/target-health-checks';
import { isKnownLater, wholeNumberProblem } from '../../checks';
import { TestTarget } from '../../load-balancing/exposure-kind';
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
   * How often to try before the test has failed, 1 to 20. There are 5 seconds between attempts, and an answer may take 5 seconds.
   *
   * @default 5
   */
  readonly attempts?: number;
}

const ATTEMPTS = { min: 1, max: 20 };
const STATUS_CODES = { min: 100, max: 599 };
/** An attempt and the pause after it. */
const SECONDS_FOR_AN_ATTEMPT = 10;

const MEMORY_MIB = 128;

/** Requests a path of the new version. */
export class SmokeTestHook implements HookKind {
  public readonly type = 'function';
  public readonly waitMinutes = 0;
  private readonly attempts: number;
  private readonly statusCodes: readonly number[];

  public constructor(private readonly path: string, { attempts = 5, statusCodes = [200] }: SmokeTestProps) {
    this.attempts = attempts;
    this.statusCodes = statusCodes;
  }

  public problems({ hasTestTraffic, hasRequests, paths }: HookedDeployment): readonly string[] {
    const { path, attempts, statusCodes } = this;
    return [
      ...(hasRequests ? [] : ['DeploymentHook.smokeTest needs an exposure on an Application Load Balancer; use DeploymentHook.lambda with a test of your own']),
      ...(hasTestTraffic ? [] : ['DeploymentHook.smokeTest needs testTraffic, or its request would reach the old version; set TestTraffic.header or TestTraffic.port']),
      ...(isKnownLater(path) || HEALTH_CHECK_PATH.pattern.test(path) ? [] : [`DeploymentHook.smokeTest: path '${path}' must ${HEALTH_CHECK_PATH.form}`]),
      ...(paths === undefined || isKnownLater(path) || paths.some(each => isKnownLater(each) || matches(each, path))
        ? []
        : [`DeploymentHook.smokeTest: path '${path}' is none of the paths that the exposure forwards (${paths.join(', ')}), so that its request would not reach the service`]),
      ...wholeNumberProblem('DeploymentHook.smokeTest: attempts', attempts, ATTEMPTS),
      ...(statusCodes.length === 0 ? ['DeploymentHook.smokeTest: statusCodes is empty, so that no answer would be accepted; remove it'] : []),
      ...statusCodes.flatMap(code => wholeNumberProblem('DeploymentHook.smokeTest: statusCodes', code, STATUS_CODES)),
    ];
  }

  public create(host: HookHost): object {
    const target = host.endpoint?.testTarget;
    if (!target) {
      throw new Error(`[${host.scope.node.path}] DeploymentHook.smokeTest: the DNS name of the load balancer is not known; import it with fromSharedAlbAttributes and loadBalancerDnsName, or use DeploymentHook.lambda`);
    }
    const handler = this.createFunction(host, target);
    return new LambdaHook(handler, { stages: [ecs.DeploymentLifecycleStage.POST_TEST_TRAFFIC_SHIFT] }).create(host);
  }

  private createFunction({ scope, index, vpc, subnets, endpoint, regulated }: HookHost, target: TestTarget): lambda.Function {
    const id = `SmokeTest${index === 0 ? '' : index + 1}`;
    const handler = new lambda.Function(scope, id, {
      description: `Smoke test of deployments of ${scope.node.path}`,
      runtime: lambda.determineLatestNodeRuntime(scope),
      handler: 'index.handler',
      code: lambda.Code.fromInline(SMOKE_TEST_CODE),
      memorySize: MEMORY_MIB,
      timeout: Duration.seconds(this.attempts * SECONDS_FOR_AN_ATTEMPT),
      environment: this.environment(target),
      logGroup: regulated?.logGroup(scope, `${id}Logs`),
      ...(target.isInternal ? { vpc, vpcSubnets: subnets } : {}),
    });
    acknowledgeWaitedFor(handler);
    if (target.isInternal) { acknowledgeInsideVpc(handler); } else { acknowledgeOutsideVpc(handler, 'The function calls a public load balancer only'); }
    if (target.isInternal && target.isOwn) { endpoint?.connections.allowFrom(handler, ec2.Port.tcp(target.port), 'Smoke test'); }
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

/** Whether a pattern of a listener rule stands for a path. The query string does not count. */
function matches(pattern: string, path: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.');
  return new RegExp(`^${escaped}$`).test(path.split('?')[0]);
}
