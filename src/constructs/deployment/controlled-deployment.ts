import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ControlledService, Controls, DeploymentController } from './controller';
import { DeploymentKind, DeploymentSettings } from './deployment-kind';
import { keepRevisions } from './kept-revisions';
import { refuseSettingsOfEcs } from './refused-settings';
import { Traffic } from './traffic';
import { EndpointKind, TrafficTarget } from '../load-balancing/exposure-kind';

/** A deployment with another deployment controller than ECS. */
export class ControlledDeployment implements DeploymentKind {
  public constructor(public readonly controller: DeploymentController) {}

  public get requestScalingProblem(): string | undefined { return this.controller.requestScalingProblem; }

  public problems(traffic: Traffic): readonly string[] { return this.controller.problems(traffic); }

  /** Not used: `furtherExposure` refuses every further exposure of such a service. */
  public exposureProblems(): readonly string[] { return []; }

  /** New tasks start beside all old ones, so that any count can be replaced. */
  public countProblems(): readonly string[] { return []; }

  public settings(): DeploymentSettings {
    return { deploymentController: this.controller.type, minHealthyPercent: 100, maxHealthyPercent: 200 };
  }

  public attach(service: ecs.BaseService, endpoint: EndpointKind, target: TrafficTarget): void { endpoint.attach(service, target); }

  public control(controlled: ControlledService): Controls {
    refuseSettingsOfEcs(controlled, this.controller.factory);
    keepRevisions(controlled.service.taskDefinition);
    return this.controller.control(controlled);
  }

  /** The controller creates the resources that deployments need. */
  public complete(): void {}
}
