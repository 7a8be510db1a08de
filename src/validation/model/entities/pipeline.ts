import { DeploymentGroup } from './deployment-group';
import { Entity } from './entity';
import { Role } from './role';
import { Service } from './service';
import type { TaskRunnerIndex } from './task-definition';
import { PIPELINE_PROVIDERS, PipelineProvider } from '../../../facts/pipeline-actions';
import type { Node } from '../evaluation/node';
import type { Resource } from '../evaluation/resource';

/** A pipeline of CodePipeline with an action that deploys services or builds their images. */
export class Pipeline extends Entity<TaskRunnerIndex> {
  public static readonly TYPE = 'AWS::CodePipeline::Pipeline';

  public static allOf(application: TaskRunnerIndex): readonly Pipeline[] { return application.memo(findPipelines); }

  /** The actions about containers that certainly exist. */
  public readonly actions: readonly PipelineAction[] = this.node.list('Stages').sure
    .flatMap(stage => [...stage.list('Actions').sure])
    .flatMap(node => {
      const type = node.get('ActionTypeId');
      const provider = PIPELINE_PROVIDERS.get(type.text('Provider').known ?? '');
      return provider && type.text('Owner').is('AWS') ? [new PipelineAction(this, node, provider)] : [];
    });

  /** Whether it certainly deploys a service. */
  public get deploysServices(): boolean { return this.actions.some(action => action.isDeployment); }
}

/** An action of a pipeline. */
export class PipelineAction {
  public constructor(public readonly pipeline: Pipeline, public readonly node: Node, public readonly kind: PipelineProvider) {}

  public get provider(): string { return this.node.get('ActionTypeId').text('Provider').known ?? ''; }

  public get configuration(): Node { return this.node.get('Configuration'); }

  /** As messages print it. */
  public get label(): string { return `action ${this.node.text('Name').known ?? this.provider} of ${this.pipeline.resource.logicalId}`; }

  public get isDeployment(): boolean { return this.kind.category === 'Deploy'; }

  /** The role of the app with which it certainly runs in the account and Region of the pipeline: its own, or else that of the pipeline. */
  public get role(): Role | undefined {
    return this.isHere ? this.ownRole ?? Role.at(this.pipeline.node.get('RoleArn'), this.pipeline.application) : undefined;
  }

  private get ownRole(): Role | undefined { return Role.at(this.node.get('RoleArn'), this.pipeline.application); }

  /** Whether it certainly runs in the account and Region of the pipeline. A role outside the app may be one of another account. */
  private get isHere(): boolean {
    const place = this.node.get('RoleArn');
    const isRoleHere = place.asAttribute !== undefined && this.ownRole?.resource.template.environment === this.node.resource.template.environment;
    return this.node.get('Region').isAbsent && (place.isAbsent || isRoleHere);
  }

  /** The service of the app that the ECS action certainly updates. */
  public get service(): Service | undefined {
    if (this.provider !== 'ECS' || !this.isHere) { return undefined; }
    const { application } = this.pipeline;
    const found = application.resolve(this.configuration.get('ServiceName'), Service.TYPE, 'ServiceName');
    return found && application.view(Service, found);
  }

  /** The deployment group of the app that the action for CodeDeploy certainly names. */
  public get group(): Resource | undefined {
    if (this.provider !== 'CodeDeployToECS' || !this.isHere) { return undefined; }
    return this.pipeline.application.resolve(this.configuration.get('DeploymentGroupName'), 'AWS::CodeDeploy::DeploymentGroup', 'DeploymentGroupName');
  }

  /** The service that it updates, or that its deployment group deploys. */
  public get deployedService(): Service | undefined {
    const { group } = this;
    return this.service ?? (group && DeploymentGroup.allOf(this.pipeline.application).find(({ node }) => node.resource === group)?.service);
  }
}

function findPipelines(application: TaskRunnerIndex): readonly Pipeline[] {
  return application.ofType(Pipeline.TYPE).map(resource => application.view(Pipeline, resource)).filter(({ actions }) => actions.length > 0);
}
