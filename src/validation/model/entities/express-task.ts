import { TaskDefinition } from './task-definition';
import type { Compute } from '../../../facts/compute';
import type { Host } from '../../../facts/hosts';
import { List } from '../evaluation/node';

/** The task definition that ECS creates for an Express service, from the properties of the service. */
export class ExpressTask extends TaskDefinition {
  public static readonly TYPE = 'AWS::ECS::ExpressGatewayService';
  public static readonly NAME = 'ServiceName';

  public get isExpress(): boolean { return true; }

  /** Its container that receives traffic. */
  public get containerList(): List { return new List([this.node.get('PrimaryContainer')], true); }

  protected get label(): string { return 'the Express service'; }
  protected get unnamedContainer(): string { return 'the primary container'; }

  public get computes(): readonly Compute[] { return ['FARGATE']; }
  public mayRunOn(compute: Compute): boolean { return compute === 'FARGATE'; }
  public lists(compute: Compute): boolean { return compute === 'FARGATE'; }
  public get hosts(): readonly (readonly Host[])[] { return [['FARGATE_LINUX']]; }
}
