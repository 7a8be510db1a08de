import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CapacityReservationPreference, ManagedInstancesProps } from './managed-instances-props';
import { MANAGED_SCALE_IN_SECONDS, METADATA_TAG_KEY } from '../../../facts/managed-instances';
import { formatProblem } from '../../checks';

type Provider = ecs.CfnCapacityProvider.ManagedInstancesProviderProperty;
type LaunchTemplate = ecs.CfnCapacityProvider.InstanceLaunchTemplateProperty;

/** Sets the properties that the L2 does not have. */
export function completeProvider(resource: ecs.CfnCapacityProvider, props: ManagedInstancesProps): void {
  const { autoRepair } = props;
  const provider = resource.managedInstancesProvider as Provider;
  resource.managedInstancesProvider = {
    ...provider,
    instanceLaunchTemplate: launchTemplateOf(provider.instanceLaunchTemplate as LaunchTemplate, props),
    infrastructureOptimization: optimizationOf(props),
    autoRepairConfiguration: autoRepair === undefined ? undefined : { actionsStatus: autoRepair ? 'ENABLED' : 'DISABLED' },
  };
}

/** Why instances with the tags of the capacity provider would not be launched. Tags are complete at synthesis. */
export function metadataTagProblems({ tags }: ecs.CfnCapacityProvider): string[] {
  return Object.keys(tags.tagValues()).flatMap(key => formatProblem('instanceMetadataTags (true): the tag key', key, METADATA_TAG_KEY));
}

function launchTemplateOf(template: LaunchTemplate, props: ManagedInstancesProps): LaunchTemplate {
  const { capacityReservations, useLocalStorage, fips, instanceMetadataTags = false } = props;
  return {
    ...template,
    ...(capacityReservations ? {
      capacityOptionType: 'RESERVED',
      capacityReservations: {
        reservationPreference: capacityReservations.preference ?? CapacityReservationPreference.RESERVATIONS_FIRST,
        reservationGroupArn: capacityReservations.reservationGroupArn,
      },
    } : {}),
    localStorageConfiguration: useLocalStorage === undefined ? undefined : { useLocalStorage },
    fipsEnabled: fips,
    instanceMetadataTagsPropagation: instanceMetadataTags,
  };
}

function optimizationOf({ scaleInAfter, infrastructureOptimization }: ManagedInstancesProps): Provider['infrastructureOptimization'] {
  if (infrastructureOptimization === false) { return { scaleInAfter: MANAGED_SCALE_IN_SECONDS.off }; }
  return scaleInAfter && { scaleInAfter: scaleInAfter.toSeconds() };
}
