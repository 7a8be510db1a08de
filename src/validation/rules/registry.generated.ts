// Generated from the files in this folder by projenrc/rule-registry.ts.
import agentSettings from './capacity/agent-settings';
import associatedProviders from './capacity/associated-providers';
import associationBeforeService from './capacity/association-before-service';
import autoScalingGroupPolicies from './capacity/auto-scaling-group-policies';
import autoScalingGroupSettings from './capacity/auto-scaling-group-settings';
import capacityProviderKind from './capacity/capacity-provider-kind';
import capacityProviderName from './capacity/capacity-provider-name';
import capacityProviderSettings from './capacity/capacity-provider-settings';
import clusterBeforeUsers from './capacity/cluster-before-users';
import daemonCapacityProviders from './capacity/daemon-capacity-providers';
import defaultStrategyAssociated from './capacity/default-strategy-associated';
import fargateProviderName from './capacity/fargate-provider-name';
import groupOfOneProvider from './capacity/group-of-one-provider';
import instanceArchitecture from './capacity/instance-architecture';
import instanceCapabilities from './capacity/instance-capabilities';
import instanceDraining from './capacity/instance-draining';
import instanceMetadataEndpoint from './capacity/instance-metadata-endpoint';
import instanceRole from './capacity/instance-role';
import instanceRolePassed from './capacity/instance-role-passed';
import instancesJoinCluster from './capacity/instances-join-cluster';
import launchTypeOrStrategy from './capacity/launch-type-or-strategy';
import launchTypeWithoutInstances from './capacity/launch-type-without-instances';
import machineImageArchitecture from './capacity/machine-image-architecture';
import machineImageSupport from './capacity/machine-image-support';
import managedGroupScaling from './capacity/managed-group-scaling';
import managedInstanceTypes from './capacity/managed-instance-types';
import metadataTagKeys from './capacity/metadata-tag-keys';
import mixedCapacityStrategy from './capacity/mixed-capacity-strategy';
import oneProviderList from './capacity/one-provider-list';
import platformVersionOnFargateOnly from './capacity/platform-version-on-fargate-only';
import policiesBeforeProvider from './capacity/policies-before-provider';
import providerOnCluster from './capacity/provider-on-cluster';
import providerWithInstances from './capacity/provider-with-instances';
import roomForServices from './capacity/room-for-services';
import roomForTasks from './capacity/room-for-tasks';
import storageKey from './capacity/storage-key';
import storageKeyWindows from './capacity/storage-key-windows';
import strategyBase from './capacity/strategy-base';
import strategyLimits from './capacity/strategy-limits';
import strategyWeight from './capacity/strategy-weight';
import taskFitsInstance from './capacity/task-fits-instance';
import terminationProtection from './capacity/termination-protection';
import userDataForm from './capacity/user-data-form';
import warmPoolSettings from './capacity/warm-pool-settings';
import codeDeployConfiguration from './deployment/code-deploy-configuration';
import codeDeployGroup from './deployment/code-deploy-group';
import codeDeployGroupLimits from './deployment/code-deploy-group-limits';
import codeDeployListeners from './deployment/code-deploy-listeners';
import codeDeployService from './deployment/code-deploy-service';
import codeDeployValues from './deployment/code-deploy-values';
import daemonDeploymentController from './deployment/daemon-deployment-controller';
import deploymentAlarms from './deployment/deployment-alarms';
import deploymentControllerSettings from './deployment/deployment-controller-settings';
import deploymentPercentRange from './deployment/deployment-percent-range';
import deploymentStrategySettings from './deployment/deployment-strategy-settings';
import earlySuccessCriteria from './deployment/early-success-criteria';
import externalController from './deployment/external-controller';
import gradualTraffic from './deployment/gradual-traffic';
import imageBeforeService from './deployment/image-before-service';
import lifecycleHooks from './deployment/lifecycle-hooks';
import pipelineActionSettings from './deployment/pipeline-action-settings';
import pipelinePermissions from './deployment/pipeline-permissions';
import pipelineStructure from './deployment/pipeline-structure';
import pipelineTarget from './deployment/pipeline-target';
import rollingUpdateBlocked from './deployment/rolling-update-blocked';
import rollingUpdateHeadroom from './deployment/rolling-update-headroom';
import rollingUpdateOutage from './deployment/rolling-update-outage';
import sharedTrafficRule from './deployment/shared-traffic-rule';
import taskSetService from './deployment/task-set-service';
import trafficShiftListeners from './deployment/traffic-shift-listeners';
import trafficShiftLoadBalancers from './deployment/traffic-shift-load-balancers';
import trafficShiftTargetGroups from './deployment/traffic-shift-target-groups';
import albTargetListener from './load-balancing/alb-target-listener';
import balancingAttributes from './load-balancing/balancing-attributes';
import certificatePlace from './load-balancing/certificate-place';
import classicLoadBalancerHostPort from './load-balancing/classic-load-balancer-host-port';
import classicLoadBalancerSettings from './load-balancing/classic-load-balancer-settings';
import containerExists from './load-balancing/container-exists';
import containerPortMapped from './load-balancing/container-port-mapped';
import dynamicPortHealthCheck from './load-balancing/dynamic-port-health-check';
import forwardAction from './load-balancing/forward-action';
import healthCheckGracePeriod from './load-balancing/health-check-grace-period';
import healthCheckProtocol from './load-balancing/health-check-protocol';
import http2Listener from './load-balancing/http2-listener';
import listenerActions from './load-balancing/listener-actions';
import listenerAuthentication from './load-balancing/listener-authentication';
import listenerBeforeService from './load-balancing/listener-before-service';
import listenerCertificate from './load-balancing/listener-certificate';
import listenerNeedsHttps from './load-balancing/listener-needs-https';
import listenerPort from './load-balancing/listener-port';
import listenerProtocol from './load-balancing/listener-protocol';
import listenerResponse from './load-balancing/listener-response';
import listenerRuleConditions from './load-balancing/listener-rule-conditions';
import listenerRulePriority from './load-balancing/listener-rule-priority';
import listenerRuleRepeated from './load-balancing/listener-rule-repeated';
import listenerTargetProtocol from './load-balancing/listener-target-protocol';
import listenerValueFormat from './load-balancing/listener-value-format';
import loadBalancerEntry from './load-balancing/load-balancer-entry';
import loadBalancerName from './load-balancing/load-balancer-name';
import loadBalancerProperties from './load-balancing/load-balancer-properties';
import loadBalancerSettings from './load-balancing/load-balancer-settings';
import loadBalancerTaskZones from './load-balancing/load-balancer-task-zones';
import loadBalancerZones from './load-balancing/load-balancer-zones';
import mutualTls from './load-balancing/mutual-tls';
import publicLoadBalancerSubnets from './load-balancing/public-load-balancer-subnets';
import sharedLoadBalancerZones from './load-balancing/shared-load-balancer-zones';
import sharedTargetGroup from './load-balancing/shared-target-group';
import spotDeregistrationDelay from './load-balancing/spot-deregistration-delay';
import targetGroupAddressType from './load-balancing/target-group-address-type';
import targetGroupAttributes from './load-balancing/target-group-attributes';
import targetGroupCount from './load-balancing/target-group-count';
import targetGroupHasListener from './load-balancing/target-group-has-listener';
import targetGroupHealthCheck from './load-balancing/target-group-health-check';
import targetGroupLoadBalancer from './load-balancing/target-group-load-balancer';
import targetGroupProperties from './load-balancing/target-group-properties';
import targetTypeFitsNetworkMode from './load-balancing/target-type-fits-network-mode';
import trafficNetworkMode from './load-balancing/traffic-network-mode';
import webAclScope from './load-balancing/web-acl-scope';
import defaultRouteTarget from './network/default-route-target';
import endpointPolicy from './network/endpoint-policy';
import endpointsAdmitTasks from './network/endpoints-admit-tasks';
import gatewayBeforeRoute from './network/gateway-before-route';
import instancesReachEcs from './network/instances-reach-ecs';
import isolatedSubnetEndpoints from './network/isolated-subnet-endpoints';
import latticeReachesTasks from './network/lattice-reaches-tasks';
import loadBalancerEgress from './network/load-balancer-egress';
import loadBalancerReachesTasks from './network/load-balancer-reaches-tasks';
import mountTargetsAdmitTasks from './network/mount-targets-admit-tasks';
import networkAclTraffic from './network/network-acl-traffic';
import networkConfigurationForbidden from './network/network-configuration-forbidden';
import networkConfigurationRequired from './network/network-configuration-required';
import oneVpc from './network/one-vpc';
import outboundTraffic from './network/outbound-traffic';
import privateDnsConflict from './network/private-dns-conflict';
import publicIpNeedsIpv4 from './network/public-ip-needs-ipv4';
import publicIpNeedsRoute from './network/public-ip-needs-route';
import publicIpOnFargateOnly from './network/public-ip-on-fargate-only';
import publicSubnetOnInstances from './network/public-subnet-on-instances';
import publicSubnetPublicIp from './network/public-subnet-public-ip';
import subnetAddresses from './network/subnet-addresses';
import wayOutBeforeService from './network/way-out-before-service';
import alarmSettings from './observability/alarm-settings';
import collectorConfiguration from './observability/collector-configuration';
import collectorPermission from './observability/collector-permission';
import firelensOptions from './observability/firelens-options';
import firelensOutputPermission from './observability/firelens-output-permission';
import firelensRouter from './observability/firelens-router';
import logDriver from './observability/log-driver';
import logGroupKey from './observability/log-group-key';
import logGroupRegion from './observability/log-group-region';
import logOptions from './observability/log-options';
import logWritingPermission from './observability/log-writing-permission';
import awsvpcNetworkMode from './posture/awsvpc-network-mode';
import containerInsights from './posture/container-insights';
import containerLogging from './posture/container-logging';
import containerUser from './posture/container-user';
import deploymentCircuitBreaker from './posture/deployment-circuit-breaker';
import ebsEncryption from './posture/ebs-encryption';
import efsAuthorization from './posture/efs-authorization';
import efsEncryption from './posture/efs-encryption';
import execInitProcess from './posture/exec-init-process';
import execSessionProtection from './posture/exec-session-protection';
import hostNamespaces from './posture/host-namespaces';
import imageTag from './posture/image-tag';
import immutableImageTags from './posture/immutable-image-tags';
import instanceMetadataOfTasks from './posture/instance-metadata-of-tasks';
import instanceMetadataVersion from './posture/instance-metadata-version';
import latestPlatformVersion from './posture/latest-platform-version';
import logRetention from './posture/log-retention';
import managedTerminationProtection from './posture/managed-termination-protection';
import memoryLimit from './posture/memory-limit';
import privilegedContainer from './posture/privileged-container';
import publicHttpListener from './posture/public-http-listener';
import publicIp from './posture/public-ip';
import readOnlyRootFileSystem from './posture/read-only-root-file-system';
import separateRoles from './posture/separate-roles';
import taskRolePrivileges from './posture/task-role-privileges';
import capacityBounds from './scaling/capacity-bounds';
import customizedMetric from './scaling/customized-metric';
import desiredCountWithScaling from './scaling/desired-count-with-scaling';
import expressTaskCount from './scaling/express-task-count';
import highResolutionMetric from './scaling/high-resolution-metric';
import oneScalableTarget from './scaling/one-scalable-target';
import predictiveScaling from './scaling/predictive-scaling';
import requestLabel from './scaling/request-label';
import requestsOfShiftedTraffic from './scaling/requests-of-shifted-traffic';
import scalableTargetService from './scaling/scalable-target-service';
import scaleFromZero from './scaling/scale-from-zero';
import scalingMetric from './scaling/scaling-metric';
import scalingOnEcsAnywhere from './scaling/scaling-on-ecs-anywhere';
import scalingOrder from './scaling/scaling-order';
import scalingPolicyName from './scaling/scaling-policy-name';
import scalingPolicyTarget from './scaling/scaling-policy-target';
import scalingPolicyType from './scaling/scaling-policy-type';
import scalingResource from './scaling/scaling-resource';
import scalingSchedule from './scaling/scaling-schedule';
import scalingSettings from './scaling/scaling-settings';
import scheduledBounds from './scaling/scheduled-bounds';
import serviceMetricDimensions from './scaling/service-metric-dimensions';
import stepAdjustments from './scaling/step-adjustments';
import stepScalingAlarm from './scaling/step-scaling-alarm';
import targetTrackingMetric from './scaling/target-tracking-metric';
import duplicateVariables from './secrets/duplicate-variables';
import environmentFiles from './secrets/environment-files';
import plaintextSecret from './secrets/plaintext-secret';
import registryCredentials from './secrets/registry-credentials';
import secretContents from './secrets/secret-contents';
import secretKeyPermission from './secrets/secret-key-permission';
import secretPolicyWithoutJsonKey from './secrets/secret-policy-without-json-key';
import secretReadPermission from './secrets/secret-read-permission';
import secretReference from './secrets/secret-reference';
import secureParameterReference from './secrets/secure-parameter-reference';
import secureStringResource from './secrets/secure-string-resource';
import tlsKeysExposed from './secrets/tls-keys-exposed';
import availabilityZoneRebalancing from './service/availability-zone-rebalancing';
import circularDependency from './service/circular-dependency';
import clientAlias from './service/client-alias';
import clusterValueFormat from './service/cluster-value-format';
import daemonNotOnFargate from './service/daemon-not-on-fargate';
import daemonSettings from './service/daemon-settings';
import defaultNamespace from './service/default-namespace';
import discoveryInstance from './service/discovery-instance';
import discoveryName from './service/discovery-name';
import discoveryNamespace from './service/discovery-namespace';
import discoveryService from './service/discovery-service';
import discoveryValues from './service/discovery-values';
import ecsAnywhereService from './service/ecs-anywhere-service';
import execLogConfiguration from './service/exec-log-configuration';
import execLogEncryption from './service/exec-log-encryption';
import execPermissions from './service/exec-permissions';
import execProxyBypass from './service/exec-proxy-bypass';
import execSupport from './service/exec-support';
import gatewayConnector from './service/gateway-connector';
import gatewayOnCluster from './service/gateway-on-cluster';
import mountTargetsBeforeService from './service/mount-targets-before-service';
import namedPortTargets from './service/named-port-targets';
import placementOnInstancesOnly from './service/placement-on-instances-only';
import placementSettings from './service/placement-settings';
import policiesBeforeService from './service/policies-before-service';
import referenceKind from './service/reference-kind';
import resourceSettings from './service/resource-settings';
import serviceConnectNamespace from './service/service-connect-namespace';
import serviceConnectPort from './service/service-connect-port';
import serviceConnectProxy from './service/service-connect-proxy';
import serviceConnectServersFirst from './service/service-connect-servers-first';
import serviceConnectTestTraffic from './service/service-connect-test-traffic';
import serviceConnectTls from './service/service-connect-tls';
import serviceListLengths from './service/service-list-lengths';
import serviceName from './service/service-name';
import serviceRegistry from './service/service-registry';
import serviceRole from './service/service-role';
import serviceRolePermissions from './service/service-role-permissions';
import serviceTaskDefinition from './service/service-task-definition';
import serviceValueFormat from './service/service-value-format';
import taskDefinitionBeforeService from './service/task-definition-before-service';
import taskDefinitionFitsLaunchType from './service/task-definition-fits-launch-type';
import accelerators from './task/accelerators';
import appProtocol from './task/app-protocol';
import awsvpcHostPort from './task/awsvpc-host-port';
import containerCommand from './task/container-command';
import containerCpu from './task/container-cpu';
import containerDependencies from './task/container-dependencies';
import containerMemory from './task/container-memory';
import containerOverrides from './task/container-overrides';
import containerPorts from './task/container-ports';
import dependencyConditions from './task/dependency-conditions';
import ebsVolumeMatch from './task/ebs-volume-match';
import ebsVolumeSettings from './task/ebs-volume-settings';
import ebsVolumeType from './task/ebs-volume-type';
import essentialContainer from './task/essential-container';
import eventDeadLetters from './task/event-dead-letters';
import eventInput from './task/event-input';
import eventRuleSettings from './task/event-rule-settings';
import eventTargetClusterArn from './task/event-target-cluster-arn';
import execWritableRoot from './task/exec-writable-root';
import executionRole from './task/execution-role';
import expressTaskDefinition from './task/express-task-definition';
import fargateSpotSystem from './task/fargate-spot-system';
import fargateTaskSize from './task/fargate-task-size';
import fileReadPermission from './task/file-read-permission';
import fileSystemAccess from './task/file-system-access';
import fileSystemMountTargets from './task/file-system-mount-targets';
import fileSystemVolumes from './task/file-system-volumes';
import gpuSharing from './task/gpu-sharing';
import healthCheckCommand from './task/health-check-command';
import hostNetworkHostPort from './task/host-network-host-port';
import hostPorts from './task/host-ports';
import imagePlatform from './task/image-platform';
import imagePullPermission from './task/image-pull-permission';
import imageShell from './task/image-shell';
import listLengthLimits from './task/list-length-limits';
import managedPolicyPath from './task/managed-policy-path';
import mountPoints from './task/mount-points';
import networkMode from './task/network-mode';
import networkModeParameters from './task/network-mode-parameters';
import platformVersion from './task/platform-version';
import portRanges from './task/port-ranges';
import proxyConfiguration from './task/proxy-configuration';
import requiredProperties from './task/required-properties';
import roleTrust from './task/role-trust';
import roleTrustCondition from './task/role-trust-condition';
import rootDirectoryExists from './task/root-directory-exists';
import runTaskArguments from './task/run-task-arguments';
import runTaskPermissions from './task/run-task-permissions';
import runTaskRegion from './task/run-task-region';
import runTaskState from './task/run-task-state';
import scheduleTime from './task/schedule-time';
import scheduledTaskRole from './task/scheduled-task-role';
import starterSettings from './task/starter-settings';
import supportedParameters from './task/supported-parameters';
import swappinessWithoutSwap from './task/swappiness-without-swap';
import systemControls from './task/system-controls';
import taskCpuRange from './task/task-cpu-range';
import taskDefinitionSize from './task/task-definition-size';
import taskRole from './task/task-role';
import taskRoleCredentials from './task/task-role-credentials';
import ulimits from './task/ulimits';
import uniqueNames from './task/unique-names';
import valueFormat from './task/value-format';
import volumeKinds from './task/volume-kinds';
import windowsOnInstances from './task/windows-on-instances';
import type { NamedRule } from './rule';

export const RULES: readonly NamedRule[] = [
  { id: 'agent-settings', domain: 'capacity', ...agentSettings } as NamedRule,
  { id: 'associated-providers', domain: 'capacity', ...associatedProviders } as NamedRule,
  { id: 'association-before-service', domain: 'capacity', ...associationBeforeService } as NamedRule,
  { id: 'auto-scaling-group-policies', domain: 'capacity', ...autoScalingGroupPolicies } as NamedRule,
  { id: 'auto-scaling-group-settings', domain: 'capacity', ...autoScalingGroupSettings } as NamedRule,
  { id: 'capacity-provider-kind', domain: 'capacity', ...capacityProviderKind } as NamedRule,
  { id: 'capacity-provider-name', domain: 'capacity', ...capacityProviderName } as NamedRule,
  { id: 'capacity-provider-settings', domain: 'capacity', ...capacityProviderSettings } as NamedRule,
  { id: 'cluster-before-users', domain: 'capacity', ...clusterBeforeUsers } as NamedRule,
  { id: 'daemon-capacity-providers', domain: 'capacity', ...daemonCapacityProviders } as NamedRule,
  { id: 'default-strategy-associated', domain: 'capacity', ...defaultStrategyAssociated } as NamedRule,
  { id: 'fargate-provider-name', domain: 'capacity', ...fargateProviderName } as NamedRule,
  { id: 'group-of-one-provider', domain: 'capacity', ...groupOfOneProvider } as NamedRule,
  { id: 'instance-architecture', domain: 'capacity', ...instanceArchitecture } as NamedRule,
  { id: 'instance-capabilities', domain: 'capacity', ...instanceCapabilities } as NamedRule,
  { id: 'instance-draining', domain: 'capacity', ...instanceDraining } as NamedRule,
  { id: 'instance-metadata-endpoint', domain: 'capacity', ...instanceMetadataEndpoint } as NamedRule,
  { id: 'instance-role', domain: 'capacity', ...instanceRole } as NamedRule,
  { id: 'instance-role-passed', domain: 'capacity', ...instanceRolePassed } as NamedRule,
  { id: 'instances-join-cluster', domain: 'capacity', ...instancesJoinCluster } as NamedRule,
  { id: 'launch-type-or-strategy', domain: 'capacity', ...launchTypeOrStrategy } as NamedRule,
  { id: 'launch-type-without-instances', domain: 'capacity', ...launchTypeWithoutInstances } as NamedRule,
  { id: 'machine-image-architecture', domain: 'capacity', ...machineImageArchitecture } as NamedRule,
  { id: 'machine-image-support', domain: 'capacity', ...machineImageSupport } as NamedRule,
  { id: 'managed-group-scaling', domain: 'capacity', ...managedGroupScaling } as NamedRule,
  { id: 'managed-instance-types', domain: 'capacity', ...managedInstanceTypes } as NamedRule,
  { id: 'metadata-tag-keys', domain: 'capacity', ...metadataTagKeys } as NamedRule,
  { id: 'mixed-capacity-strategy', domain: 'capacity', ...mixedCapacityStrategy } as NamedRule,
  { id: 'one-provider-list', domain: 'capacity', ...oneProviderList } as NamedRule,
  { id: 'platform-version-on-fargate-only', domain: 'capacity', ...platformVersionOnFargateOnly } as NamedRule,
  { id: 'policies-before-provider', domain: 'capacity', ...policiesBeforeProvider } as NamedRule,
  { id: 'provider-on-cluster', domain: 'capacity', ...providerOnCluster } as NamedRule,
  { id: 'provider-with-instances', domain: 'capacity', ...providerWithInstances } as NamedRule,
  { id: 'room-for-services', domain: 'capacity', ...roomForServices } as NamedRule,
  { id: 'room-for-tasks', domain: 'capacity', ...roomForTasks } as NamedRule,
  { id: 'storage-key', domain: 'capacity', ...storageKey } as NamedRule,
  { id: 'storage-key-windows', domain: 'capacity', ...storageKeyWindows } as NamedRule,
  { id: 'strategy-base', domain: 'capacity', ...strategyBase } as NamedRule,
  { id: 'strategy-limits', domain: 'capacity', ...strategyLimits } as NamedRule,
  { id: 'strategy-weight', domain: 'capacity', ...strategyWeight } as NamedRule,
  { id: 'task-fits-instance', domain: 'capacity', ...taskFitsInstance } as NamedRule,
  { id: 'termination-protection', domain: 'capacity', ...terminationProtection } as NamedRule,
  { id: 'user-data-form', domain: 'capacity', ...userDataForm } as NamedRule,
  { id: 'warm-pool-settings', domain: 'capacity', ...warmPoolSettings } as NamedRule,
  { id: 'code-deploy-configuration', domain: 'deployment', ...codeDeployConfiguration } as NamedRule,
  { id: 'code-deploy-group', domain: 'deployment', ...codeDeployGroup } as NamedRule,
  { id: 'code-deploy-group-limits', domain: 'deployment', ...codeDeployGroupLimits } as NamedRule,
  { id: 'code-deploy-listeners', domain: 'deployment', ...codeDeployListeners } as NamedRule,
  { id: 'code-deploy-service', domain: 'deployment', ...codeDeployService } as NamedRule,
  { id: 'code-deploy-values', domain: 'deployment', ...codeDeployValues } as NamedRule,
  { id: 'daemon-deployment-controller', domain: 'deployment', ...daemonDeploymentController } as NamedRule,
  { id: 'deployment-alarms', domain: 'deployment', ...deploymentAlarms } as NamedRule,
  { id: 'deployment-controller-settings', domain: 'deployment', ...deploymentControllerSettings } as NamedRule,
  { id: 'deployment-percent-range', domain: 'deployment', ...deploymentPercentRange } as NamedRule,
  { id: 'deployment-strategy-settings', domain: 'deployment', ...deploymentStrategySettings } as NamedRule,
  { id: 'early-success-criteria', domain: 'deployment', ...earlySuccessCriteria } as NamedRule,
  { id: 'external-controller', domain: 'deployment', ...externalController } as NamedRule,
  { id: 'gradual-traffic', domain: 'deployment', ...gradualTraffic } as NamedRule,
  { id: 'image-before-service', domain: 'deployment', ...imageBeforeService } as NamedRule,
  { id: 'lifecycle-hooks', domain: 'deployment', ...lifecycleHooks } as NamedRule,
  { id: 'pipeline-action-settings', domain: 'deployment', ...pipelineActionSettings } as NamedRule,
  { id: 'pipeline-permissions', domain: 'deployment', ...pipelinePermissions } as NamedRule,
  { id: 'pipeline-structure', domain: 'deployment', ...pipelineStructure } as NamedRule,
  { id: 'pipeline-target', domain: 'deployment', ...pipelineTarget } as NamedRule,
  { id: 'rolling-update-blocked', domain: 'deployment', ...rollingUpdateBlocked } as NamedRule,
  { id: 'rolling-update-headroom', domain: 'deployment', ...rollingUpdateHeadroom } as NamedRule,
  { id: 'rolling-update-outage', domain: 'deployment', ...rollingUpdateOutage } as NamedRule,
  { id: 'shared-traffic-rule', domain: 'deployment', ...sharedTrafficRule } as NamedRule,
  { id: 'task-set-service', domain: 'deployment', ...taskSetService } as NamedRule,
  { id: 'traffic-shift-listeners', domain: 'deployment', ...trafficShiftListeners } as NamedRule,
  { id: 'traffic-shift-load-balancers', domain: 'deployment', ...trafficShiftLoadBalancers } as NamedRule,
  { id: 'traffic-shift-target-groups', domain: 'deployment', ...trafficShiftTargetGroups } as NamedRule,
  { id: 'alb-target-listener', domain: 'load-balancing', ...albTargetListener } as NamedRule,
  { id: 'balancing-attributes', domain: 'load-balancing', ...balancingAttributes } as NamedRule,
  { id: 'certificate-place', domain: 'load-balancing', ...certificatePlace } as NamedRule,
  { id: 'classic-load-balancer-host-port', domain: 'load-balancing', ...classicLoadBalancerHostPort } as NamedRule,
  { id: 'classic-load-balancer-settings', domain: 'load-balancing', ...classicLoadBalancerSettings } as NamedRule,
  { id: 'container-exists', domain: 'load-balancing', ...containerExists } as NamedRule,
  { id: 'container-port-mapped', domain: 'load-balancing', ...containerPortMapped } as NamedRule,
  { id: 'dynamic-port-health-check', domain: 'load-balancing', ...dynamicPortHealthCheck } as NamedRule,
  { id: 'forward-action', domain: 'load-balancing', ...forwardAction } as NamedRule,
  { id: 'health-check-grace-period', domain: 'load-balancing', ...healthCheckGracePeriod } as NamedRule,
  { id: 'health-check-protocol', domain: 'load-balancing', ...healthCheckProtocol } as NamedRule,
  { id: 'http2-listener', domain: 'load-balancing', ...http2Listener } as NamedRule,
  { id: 'listener-actions', domain: 'load-balancing', ...listenerActions } as NamedRule,
  { id: 'listener-authentication', domain: 'load-balancing', ...listenerAuthentication } as NamedRule,
  { id: 'listener-before-service', domain: 'load-balancing', ...listenerBeforeService } as NamedRule,
  { id: 'listener-certificate', domain: 'load-balancing', ...listenerCertificate } as NamedRule,
  { id: 'listener-needs-https', domain: 'load-balancing', ...listenerNeedsHttps } as NamedRule,
  { id: 'listener-port', domain: 'load-balancing', ...listenerPort } as NamedRule,
  { id: 'listener-protocol', domain: 'load-balancing', ...listenerProtocol } as NamedRule,
  { id: 'listener-response', domain: 'load-balancing', ...listenerResponse } as NamedRule,
  { id: 'listener-rule-conditions', domain: 'load-balancing', ...listenerRuleConditions } as NamedRule,
  { id: 'listener-rule-priority', domain: 'load-balancing', ...listenerRulePriority } as NamedRule,
  { id: 'listener-rule-repeated', domain: 'load-balancing', ...listenerRuleRepeated } as NamedRule,
  { id: 'listener-target-protocol', domain: 'load-balancing', ...listenerTargetProtocol } as NamedRule,
  { id: 'listener-value-format', domain: 'load-balancing', ...listenerValueFormat } as NamedRule,
  { id: 'load-balancer-entry', domain: 'load-balancing', ...loadBalancerEntry } as NamedRule,
  { id: 'load-balancer-name', domain: 'load-balancing', ...loadBalancerName } as NamedRule,
  { id: 'load-balancer-properties', domain: 'load-balancing', ...loadBalancerProperties } as NamedRule,
  { id: 'load-balancer-settings', domain: 'load-balancing', ...loadBalancerSettings } as NamedRule,
  { id: 'load-balancer-task-zones', domain: 'load-balancing', ...loadBalancerTaskZones } as NamedRule,
  { id: 'load-balancer-zones', domain: 'load-balancing', ...loadBalancerZones } as NamedRule,
  { id: 'mutual-tls', domain: 'load-balancing', ...mutualTls } as NamedRule,
  { id: 'public-load-balancer-subnets', domain: 'load-balancing', ...publicLoadBalancerSubnets } as NamedRule,
  { id: 'shared-load-balancer-zones', domain: 'load-balancing', ...sharedLoadBalancerZones } as NamedRule,
  { id: 'shared-target-group', domain: 'load-balancing', ...sharedTargetGroup } as NamedRule,
  { id: 'spot-deregistration-delay', domain: 'load-balancing', ...spotDeregistrationDelay } as NamedRule,
  { id: 'target-group-address-type', domain: 'load-balancing', ...targetGroupAddressType } as NamedRule,
  { id: 'target-group-attributes', domain: 'load-balancing', ...targetGroupAttributes } as NamedRule,
  { id: 'target-group-count', domain: 'load-balancing', ...targetGroupCount } as NamedRule,
  { id: 'target-group-has-listener', domain: 'load-balancing', ...targetGroupHasListener } as NamedRule,
  { id: 'target-group-health-check', domain: 'load-balancing', ...targetGroupHealthCheck } as NamedRule,
  { id: 'target-group-load-balancer', domain: 'load-balancing', ...targetGroupLoadBalancer } as NamedRule,
  { id: 'target-group-properties', domain: 'load-balancing', ...targetGroupProperties } as NamedRule,
  { id: 'target-type-fits-network-mode', domain: 'load-balancing', ...targetTypeFitsNetworkMode } as NamedRule,
  { id: 'traffic-network-mode', domain: 'load-balancing', ...trafficNetworkMode } as NamedRule,
  { id: 'web-acl-scope', domain: 'load-balancing', ...webAclScope } as NamedRule,
  { id: 'default-route-target', domain: 'network', ...defaultRouteTarget } as NamedRule,
  { id: 'endpoint-policy', domain: 'network', ...endpointPolicy } as NamedRule,
  { id: 'endpoints-admit-tasks', domain: 'network', ...endpointsAdmitTasks } as NamedRule,
  { id: 'gateway-before-route', domain: 'network', ...gatewayBeforeRoute } as NamedRule,
  { id: 'instances-reach-ecs', domain: 'network', ...instancesReachEcs } as NamedRule,
  { id: 'isolated-subnet-endpoints', domain: 'network', ...isolatedSubnetEndpoints } as NamedRule,
  { id: 'lattice-reaches-tasks', domain: 'network', ...latticeReachesTasks } as NamedRule,
  { id: 'load-balancer-egress', domain: 'network', ...loadBalancerEgress } as NamedRule,
  { id: 'load-balancer-reaches-tasks', domain: 'network', ...loadBalancerReachesTasks } as NamedRule,
  { id: 'mount-targets-admit-tasks', domain: 'network', ...mountTargetsAdmitTasks } as NamedRule,
  { id: 'network-acl-traffic', domain: 'network', ...networkAclTraffic } as NamedRule,
  { id: 'network-configuration-forbidden', domain: 'network', ...networkConfigurationForbidden } as NamedRule,
  { id: 'network-configuration-required', domain: 'network', ...networkConfigurationRequired } as NamedRule,
  { id: 'one-vpc', domain: 'network', ...oneVpc } as NamedRule,
  { id: 'outbound-traffic', domain: 'network', ...outboundTraffic } as NamedRule,
  { id: 'private-dns-conflict', domain: 'network', ...privateDnsConflict } as NamedRule,
  { id: 'public-ip-needs-ipv4', domain: 'network', ...publicIpNeedsIpv4 } as NamedRule,
  { id: 'public-ip-needs-route', domain: 'network', ...publicIpNeedsRoute } as NamedRule,
  { id: 'public-ip-on-fargate-only', domain: 'network', ...publicIpOnFargateOnly } as NamedRule,
  { id: 'public-subnet-on-instances', domain: 'network', ...publicSubnetOnInstances } as NamedRule,
  { id: 'public-subnet-public-ip', domain: 'network', ...publicSubnetPublicIp } as NamedRule,
  { id: 'subnet-addresses', domain: 'network', ...subnetAddresses } as NamedRule,
  { id: 'way-out-before-service', domain: 'network', ...wayOutBeforeService } as NamedRule,
  { id: 'alarm-settings', domain: 'observability', ...alarmSettings } as NamedRule,
  { id: 'collector-configuration', domain: 'observability', ...collectorConfiguration } as NamedRule,
  { id: 'collector-permission', domain: 'observability', ...collectorPermission } as NamedRule,
  { id: 'firelens-options', domain: 'observability', ...firelensOptions } as NamedRule,
  { id: 'firelens-output-permission', domain: 'observability', ...firelensOutputPermission } as NamedRule,
  { id: 'firelens-router', domain: 'observability', ...firelensRouter } as NamedRule,
  { id: 'log-driver', domain: 'observability', ...logDriver } as NamedRule,
  { id: 'log-group-key', domain: 'observability', ...logGroupKey } as NamedRule,
  { id: 'log-group-region', domain: 'observability', ...logGroupRegion } as NamedRule,
  { id: 'log-options', domain: 'observability', ...logOptions } as NamedRule,
  { id: 'log-writing-permission', domain: 'observability', ...logWritingPermission } as NamedRule,
  { id: 'awsvpc-network-mode', domain: 'posture', ...awsvpcNetworkMode } as NamedRule,
  { id: 'container-insights', domain: 'posture', ...containerInsights } as NamedRule,
  { id: 'container-logging', domain: 'posture', ...containerLogging } as NamedRule,
  { id: 'container-user', domain: 'posture', ...containerUser } as NamedRule,
  { id: 'deployment-circuit-breaker', domain: 'posture', ...deploymentCircuitBreaker } as NamedRule,
  { id: 'ebs-encryption', domain: 'posture', ...ebsEncryption } as NamedRule,
  { id: 'efs-authorization', domain: 'posture', ...efsAuthorization } as NamedRule,
  { id: 'efs-encryption', domain: 'posture', ...efsEncryption } as NamedRule,
  { id: 'exec-init-process', domain: 'posture', ...execInitProcess } as NamedRule,
  { id: 'exec-session-protection', domain: 'posture', ...execSessionProtection } as NamedRule,
  { id: 'host-namespaces', domain: 'posture', ...hostNamespaces } as NamedRule,
  { id: 'image-tag', domain: 'posture', ...imageTag } as NamedRule,
  { id: 'immutable-image-tags', domain: 'posture', ...immutableImageTags } as NamedRule,
  { id: 'instance-metadata-of-tasks', domain: 'posture', ...instanceMetadataOfTasks } as NamedRule,
  { id: 'instance-metadata-version', domain: 'posture', ...instanceMetadataVersion } as NamedRule,
  { id: 'latest-platform-version', domain: 'posture', ...latestPlatformVersion } as NamedRule,
  { id: 'log-retention', domain: 'posture', ...logRetention } as NamedRule,
  { id: 'managed-termination-protection', domain: 'posture', ...managedTerminationProtection } as NamedRule,
  { id: 'memory-limit', domain: 'posture', ...memoryLimit } as NamedRule,
  { id: 'privileged-container', domain: 'posture', ...privilegedContainer } as NamedRule,
  { id: 'public-http-listener', domain: 'posture', ...publicHttpListener } as NamedRule,
  { id: 'public-ip', domain: 'posture', ...publicIp } as NamedRule,
  { id: 'read-only-root-file-system', domain: 'posture', ...readOnlyRootFileSystem } as NamedRule,
  { id: 'separate-roles', domain: 'posture', ...separateRoles } as NamedRule,
  { id: 'task-role-privileges', domain: 'posture', ...taskRolePrivileges } as NamedRule,
  { id: 'capacity-bounds', domain: 'scaling', ...capacityBounds } as NamedRule,
  { id: 'customized-metric', domain: 'scaling', ...customizedMetric } as NamedRule,
  { id: 'desired-count-with-scaling', domain: 'scaling', ...desiredCountWithScaling } as NamedRule,
  { id: 'express-task-count', domain: 'scaling', ...expressTaskCount } as NamedRule,
  { id: 'high-resolution-metric', domain: 'scaling', ...highResolutionMetric } as NamedRule,
  { id: 'one-scalable-target', domain: 'scaling', ...oneScalableTarget } as NamedRule,
  { id: 'predictive-scaling', domain: 'scaling', ...predictiveScaling } as NamedRule,
  { id: 'request-label', domain: 'scaling', ...requestLabel } as NamedRule,
  { id: 'requests-of-shifted-traffic', domain: 'scaling', ...requestsOfShiftedTraffic } as NamedRule,
  { id: 'scalable-target-service', domain: 'scaling', ...scalableTargetService } as NamedRule,
  { id: 'scale-from-zero', domain: 'scaling', ...scaleFromZero } as NamedRule,
  { id: 'scaling-metric', domain: 'scaling', ...scalingMetric } as NamedRule,
  { id: 'scaling-on-ecs-anywhere', domain: 'scaling', ...scalingOnEcsAnywhere } as NamedRule,
  { id: 'scaling-order', domain: 'scaling', ...scalingOrder } as NamedRule,
  { id: 'scaling-policy-name', domain: 'scaling', ...scalingPolicyName } as NamedRule,
  { id: 'scaling-policy-target', domain: 'scaling', ...scalingPolicyTarget } as NamedRule,
  { id: 'scaling-policy-type', domain: 'scaling', ...scalingPolicyType } as NamedRule,
  { id: 'scaling-resource', domain: 'scaling', ...scalingResource } as NamedRule,
  { id: 'scaling-schedule', domain: 'scaling', ...scalingSchedule } as NamedRule,
  { id: 'scaling-settings', domain: 'scaling', ...scalingSettings } as NamedRule,
  { id: 'scheduled-bounds', domain: 'scaling', ...scheduledBounds } as NamedRule,
  { id: 'service-metric-dimensions', domain: 'scaling', ...serviceMetricDimensions } as NamedRule,
  { id: 'step-adjustments', domain: 'scaling', ...stepAdjustments } as NamedRule,
  { id: 'step-scaling-alarm', domain: 'scaling', ...stepScalingAlarm } as NamedRule,
  { id: 'target-tracking-metric', domain: 'scaling', ...targetTrackingMetric } as NamedRule,
  { id: 'duplicate-variables', domain: 'secrets', ...duplicateVariables } as NamedRule,
  { id: 'environment-files', domain: 'secrets', ...environmentFiles } as NamedRule,
  { id: 'plaintext-secret', domain: 'secrets', ...plaintextSecret } as NamedRule,
  { id: 'registry-credentials', domain: 'secrets', ...registryCredentials } as NamedRule,
  { id: 'secret-contents', domain: 'secrets', ...secretContents } as NamedRule,
  { id: 'secret-key-permission', domain: 'secrets', ...secretKeyPermission } as NamedRule,
  { id: 'secret-policy-without-json-key', domain: 'secrets', ...secretPolicyWithoutJsonKey } as NamedRule,
  { id: 'secret-read-permission', domain: 'secrets', ...secretReadPermission } as NamedRule,
  { id: 'secret-reference', domain: 'secrets', ...secretReference } as NamedRule,
  { id: 'secure-parameter-reference', domain: 'secrets', ...secureParameterReference } as NamedRule,
  { id: 'secure-string-resource', domain: 'secrets', ...secureStringResource } as NamedRule,
  { id: 'tls-keys-exposed', domain: 'secrets', ...tlsKeysExposed } as NamedRule,
  { id: 'availability-zone-rebalancing', domain: 'service', ...availabilityZoneRebalancing } as NamedRule,
  { id: 'circular-dependency', domain: 'service', ...circularDependency } as NamedRule,
  { id: 'client-alias', domain: 'service', ...clientAlias } as NamedRule,
  { id: 'cluster-value-format', domain: 'service', ...clusterValueFormat } as NamedRule,
  { id: 'daemon-not-on-fargate', domain: 'service', ...daemonNotOnFargate } as NamedRule,
  { id: 'daemon-settings', domain: 'service', ...daemonSettings } as NamedRule,
  { id: 'default-namespace', domain: 'service', ...defaultNamespace } as NamedRule,
  { id: 'discovery-instance', domain: 'service', ...discoveryInstance } as NamedRule,
  { id: 'discovery-name', domain: 'service', ...discoveryName } as NamedRule,
  { id: 'discovery-namespace', domain: 'service', ...discoveryNamespace } as NamedRule,
  { id: 'discovery-service', domain: 'service', ...discoveryService } as NamedRule,
  { id: 'discovery-values', domain: 'service', ...discoveryValues } as NamedRule,
  { id: 'ecs-anywhere-service', domain: 'service', ...ecsAnywhereService } as NamedRule,
  { id: 'exec-log-configuration', domain: 'service', ...execLogConfiguration } as NamedRule,
  { id: 'exec-log-encryption', domain: 'service', ...execLogEncryption } as NamedRule,
  { id: 'exec-permissions', domain: 'service', ...execPermissions } as NamedRule,
  { id: 'exec-proxy-bypass', domain: 'service', ...execProxyBypass } as NamedRule,
  { id: 'exec-support', domain: 'service', ...execSupport } as NamedRule,
  { id: 'gateway-connector', domain: 'service', ...gatewayConnector } as NamedRule,
  { id: 'gateway-on-cluster', domain: 'service', ...gatewayOnCluster } as NamedRule,
  { id: 'mount-targets-before-service', domain: 'service', ...mountTargetsBeforeService } as NamedRule,
  { id: 'named-port-targets', domain: 'service', ...namedPortTargets } as NamedRule,
  { id: 'placement-on-instances-only', domain: 'service', ...placementOnInstancesOnly } as NamedRule,
  { id: 'placement-settings', domain: 'service', ...placementSettings } as NamedRule,
  { id: 'policies-before-service', domain: 'service', ...policiesBeforeService } as NamedRule,
  { id: 'reference-kind', domain: 'service', ...referenceKind } as NamedRule,
  { id: 'resource-settings', domain: 'service', ...resourceSettings } as NamedRule,
  { id: 'service-connect-namespace', domain: 'service', ...serviceConnectNamespace } as NamedRule,
  { id: 'service-connect-port', domain: 'service', ...serviceConnectPort } as NamedRule,
  { id: 'service-connect-proxy', domain: 'service', ...serviceConnectProxy } as NamedRule,
  { id: 'service-connect-servers-first', domain: 'service', ...serviceConnectServersFirst } as NamedRule,
  { id: 'service-connect-test-traffic', domain: 'service', ...serviceConnectTestTraffic } as NamedRule,
  { id: 'service-connect-tls', domain: 'service', ...serviceConnectTls } as NamedRule,
  { id: 'service-list-lengths', domain: 'service', ...serviceListLengths } as NamedRule,
  { id: 'service-name', domain: 'service', ...serviceName } as NamedRule,
  { id: 'service-registry', domain: 'service', ...serviceRegistry } as NamedRule,
  { id: 'service-role', domain: 'service', ...serviceRole } as NamedRule,
  { id: 'service-role-permissions', domain: 'service', ...serviceRolePermissions } as NamedRule,
  { id: 'service-task-definition', domain: 'service', ...serviceTaskDefinition } as NamedRule,
  { id: 'service-value-format', domain: 'service', ...serviceValueFormat } as NamedRule,
  { id: 'task-definition-before-service', domain: 'service', ...taskDefinitionBeforeService } as NamedRule,
  { id: 'task-definition-fits-launch-type', domain: 'service', ...taskDefinitionFitsLaunchType } as NamedRule,
  { id: 'accelerators', domain: 'task', ...accelerators } as NamedRule,
  { id: 'app-protocol', domain: 'task', ...appProtocol } as NamedRule,
  { id: 'awsvpc-host-port', domain: 'task', ...awsvpcHostPort } as NamedRule,
  { id: 'container-command', domain: 'task', ...containerCommand } as NamedRule,
  { id: 'container-cpu', domain: 'task', ...containerCpu } as NamedRule,
  { id: 'container-dependencies', domain: 'task', ...containerDependencies } as NamedRule,
  { id: 'container-memory', domain: 'task', ...containerMemory } as NamedRule,
  { id: 'container-overrides', domain: 'task', ...containerOverrides } as NamedRule,
  { id: 'container-ports', domain: 'task', ...containerPorts } as NamedRule,
  { id: 'dependency-conditions', domain: 'task', ...dependencyConditions } as NamedRule,
  { id: 'ebs-volume-match', domain: 'task', ...ebsVolumeMatch } as NamedRule,
  { id: 'ebs-volume-settings', domain: 'task', ...ebsVolumeSettings } as NamedRule,
  { id: 'ebs-volume-type', domain: 'task', ...ebsVolumeType } as NamedRule,
  { id: 'essential-container', domain: 'task', ...essentialContainer } as NamedRule,
  { id: 'event-dead-letters', domain: 'task', ...eventDeadLetters } as NamedRule,
  { id: 'event-input', domain: 'task', ...eventInput } as NamedRule,
  { id: 'event-rule-settings', domain: 'task', ...eventRuleSettings } as NamedRule,
  { id: 'event-target-cluster-arn', domain: 'task', ...eventTargetClusterArn } as NamedRule,
  { id: 'exec-writable-root', domain: 'task', ...execWritableRoot } as NamedRule,
  { id: 'execution-role', domain: 'task', ...executionRole } as NamedRule,
  { id: 'express-task-definition', domain: 'task', ...expressTaskDefinition } as NamedRule,
  { id: 'fargate-spot-system', domain: 'task', ...fargateSpotSystem } as NamedRule,
  { id: 'fargate-task-size', domain: 'task', ...fargateTaskSize } as NamedRule,
  { id: 'file-read-permission', domain: 'task', ...fileReadPermission } as NamedRule,
  { id: 'file-system-access', domain: 'task', ...fileSystemAccess } as NamedRule,
  { id: 'file-system-mount-targets', domain: 'task', ...fileSystemMountTargets } as NamedRule,
  { id: 'file-system-volumes', domain: 'task', ...fileSystemVolumes } as NamedRule,
  { id: 'gpu-sharing', domain: 'task', ...gpuSharing } as NamedRule,
  { id: 'health-check-command', domain: 'task', ...healthCheckCommand } as NamedRule,
  { id: 'host-network-host-port', domain: 'task', ...hostNetworkHostPort } as NamedRule,
  { id: 'host-ports', domain: 'task', ...hostPorts } as NamedRule,
  { id: 'image-platform', domain: 'task', ...imagePlatform } as NamedRule,
  { id: 'image-pull-permission', domain: 'task', ...imagePullPermission } as NamedRule,
  { id: 'image-shell', domain: 'task', ...imageShell } as NamedRule,
  { id: 'list-length-limits', domain: 'task', ...listLengthLimits } as NamedRule,
  { id: 'managed-policy-path', domain: 'task', ...managedPolicyPath } as NamedRule,
  { id: 'mount-points', domain: 'task', ...mountPoints } as NamedRule,
  { id: 'network-mode', domain: 'task', ...networkMode } as NamedRule,
  { id: 'network-mode-parameters', domain: 'task', ...networkModeParameters } as NamedRule,
  { id: 'platform-version', domain: 'task', ...platformVersion } as NamedRule,
  { id: 'port-ranges', domain: 'task', ...portRanges } as NamedRule,
  { id: 'proxy-configuration', domain: 'task', ...proxyConfiguration } as NamedRule,
  { id: 'required-properties', domain: 'task', ...requiredProperties } as NamedRule,
  { id: 'role-trust', domain: 'task', ...roleTrust } as NamedRule,
  { id: 'role-trust-condition', domain: 'task', ...roleTrustCondition } as NamedRule,
  { id: 'root-directory-exists', domain: 'task', ...rootDirectoryExists } as NamedRule,
  { id: 'run-task-arguments', domain: 'task', ...runTaskArguments } as NamedRule,
  { id: 'run-task-permissions', domain: 'task', ...runTaskPermissions } as NamedRule,
  { id: 'run-task-region', domain: 'task', ...runTaskRegion } as NamedRule,
  { id: 'run-task-state', domain: 'task', ...runTaskState } as NamedRule,
  { id: 'schedule-time', domain: 'task', ...scheduleTime } as NamedRule,
  { id: 'scheduled-task-role', domain: 'task', ...scheduledTaskRole } as NamedRule,
  { id: 'starter-settings', domain: 'task', ...starterSettings } as NamedRule,
  { id: 'supported-parameters', domain: 'task', ...supportedParameters } as NamedRule,
  { id: 'swappiness-without-swap', domain: 'task', ...swappinessWithoutSwap } as NamedRule,
  { id: 'system-controls', domain: 'task', ...systemControls } as NamedRule,
  { id: 'task-cpu-range', domain: 'task', ...taskCpuRange } as NamedRule,
  { id: 'task-definition-size', domain: 'task', ...taskDefinitionSize } as NamedRule,
  { id: 'task-role', domain: 'task', ...taskRole } as NamedRule,
  { id: 'task-role-credentials', domain: 'task', ...taskRoleCredentials } as NamedRule,
  { id: 'ulimits', domain: 'task', ...ulimits } as NamedRule,
  { id: 'unique-names', domain: 'task', ...uniqueNames } as NamedRule,
  { id: 'value-format', domain: 'task', ...valueFormat } as NamedRule,
  { id: 'volume-kinds', domain: 'task', ...volumeKinds } as NamedRule,
  { id: 'windows-on-instances', domain: 'task', ...windowsOnInstances } as NamedRule,
];
