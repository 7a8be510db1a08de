import { InjectionContext, IPropertyInjector, PropertyInjectors } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import { IConstruct } from 'constructs';
import { RegulatedResources } from '../profile/regulated-resources';
import { injectOuterProps } from '../property-injection';

/** Encrypts the log groups that log drivers create below a task: for `logging` without a log group, and for the log router. */
export function encryptDriverLogs(task: IConstruct, regulated: RegulatedResources, retention?: logs.RetentionDays): void {
  PropertyInjectors.of(task).add(new EncryptedLogs(task, regulated, retention));
}

class EncryptedLogs implements IPropertyInjector {
  public readonly constructUniqueId = logs.LogGroup.PROPERTY_INJECTION_ID;

  public constructor(
    private readonly task: IConstruct,
    private readonly regulated: RegulatedResources,
    private readonly retention?: logs.RetentionDays,
  ) {}

  public inject(originalProps: logs.LogGroupProps, context: InjectionContext): logs.LogGroupProps {
    const props = injectOuterProps(this.task, this.constructUniqueId, originalProps, context);
    const isKeptForEver = props.retention === undefined || props.retention === logs.RetentionDays.INFINITE || props.retention === Infinity;
    return {
      ...props,
      encryptionKey: props.encryptionKey ?? this.regulated.logKey(context.scope),
      retention: isKeptForEver ? this.retention : props.retention,
    };
  }
}
