import { CodeDeploy } from './code-deploy/code-deploy';
import { CodeDeployProps } from './code-deploy/code-deploy-props';
import { ControlledDeployment } from './controlled-deployment';
import { checkCodeDeploy, checkDeployment } from './deployment-arguments';
import { DeploymentKind } from './deployment-kind';
import { External } from './external/external';
import { ExternalDeploymentProps } from './external/external-props';
import { Rolling, RollingDeploymentProps } from './rolling';
import { AT_ONCE, canaryStrategy, linearStrategy } from './shift-strategy';
import { BlueGreenDeploymentProps, CanaryDeploymentProps, LinearDeploymentProps } from './traffic-shift-props';
import { TrafficShifting } from './traffic-shifting';

/**
 * How a new version of a service replaces the old one.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service-options.html
 */
export class Deployment {
  /**
   * A rolling deployment: new tasks start, and old tasks stop when the new ones are healthy.
   *
   * A deployment whose tasks fail to start is rolled back.
   *
   * @param props percentages, circuit breaker and alarms
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html
   */
  public static rolling(props: RollingDeploymentProps = {}): Deployment {
    checkDeployment('rolling', props);
    return new Deployment(new Rolling(props));
  }

  /**
   * A blue/green deployment: all new tasks start beside the old ones, then all traffic is shifted at once, and the old tasks stop after the bake time.
   *
   * A service without an exposure and without Service Connect has no traffic to shift: its new tasks start, and the old ones stop after the bake time.
   *
   * An existing service must first be deployed with `rolling({ trafficShift: true })`.
   *
   * @param props bake time, test traffic, hooks and alarms
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-blue-green.html
   */
  public static blueGreen(props: BlueGreenDeploymentProps = {}): Deployment {
    checkDeployment('blueGreen', props);
    return new Deployment(new TrafficShifting(props, AT_ONCE));
  }

  /**
   * A canary deployment: as `blueGreen`, but a small part of the traffic is shifted first, and the rest later.
   *
   * Requires an exposure, or `ServiceConnect.server`.
   *
   * @param props the part, times, test traffic, hooks and alarms
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/canary-deployment.html
   */
  public static canary(props: CanaryDeploymentProps = {}): Deployment {
    checkDeployment('canary', props);
    return new Deployment(new TrafficShifting(props, canaryStrategy(props)));
  }

  /**
   * A linear deployment: as `blueGreen`, but the traffic is shifted in equal steps.
   *
   * Requires an exposure, or `ServiceConnect.server`.
   *
   * @param props the steps, times, test traffic, hooks and alarms
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-linear.html
   */
  public static linear(props: LinearDeploymentProps = {}): Deployment {
    checkDeployment('linear', props);
    return new Deployment(new TrafficShifting(props, linearStrategy(props)));
  }

  /**
   * A blue/green deployment by AWS CodeDeploy: it starts all new tasks behind a second target group, shifts the traffic to them, and then stops the old tasks.
   *
   * CloudFormation creates the service. After that, deploy new task definitions with CodeDeploy: see `codeDeploy.appSpec` of the service.
   * CloudFormation refuses nearly every change of the service.
   *
   * Requires an exposure that creates a load balancer: `Exposure.publicAlb`, `internalAlb`, `publicNlb` or `internalNlb`.
   *
   * @param props speed, test listener, hooks and alarms
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html
   */
  public static codeDeploy(props: CodeDeployProps = {}): Deployment {
    checkCodeDeploy(props);
    return new Deployment(new ControlledDeployment(new CodeDeploy(props)));
  }

  /**
   * Deployments by an external controller, which creates and deletes task sets.
   *
   * The stack creates the service and the first task set. The controller deploys new task definitions: see `taskSets.createInput` of the service.
   *
   * @param props whether the stack creates the first task set
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-external.html
   */
  public static external(props: ExternalDeploymentProps = {}): Deployment {
    checkDeployment('external', props);
    return new Deployment(new ControlledDeployment(new External(props)));
  }

  private constructor(
    /** @internal */
    public readonly _kind: DeploymentKind,
  ) {}
}
