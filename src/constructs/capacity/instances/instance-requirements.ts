import { Size, SizeRoundingBehavior } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { InstanceAccelerator } from './instance-accelerator';

type Requirements = autoscaling.CfnAutoScalingGroup.InstanceRequirementsProperty;

/** The requirements in the form of the Auto Scaling group. An AMI without drivers gets no instance types with accelerators. */
export function renderRequirements(config: ec2.InstanceRequirementsConfig, accelerator: InstanceAccelerator): Requirements {
  return {
    ...sizes(config),
    ...accelerators(config, accelerator),
    ...storage(config),
    allowedInstanceTypes: config.allowedInstanceTypes,
    excludedInstanceTypes: config.excludedInstanceTypes,
    bareMetal: config.bareMetal,
    burstablePerformance: config.burstablePerformance,
    cpuManufacturers: config.cpuManufacturers,
    instanceGenerations: config.instanceGenerations,
    maxSpotPriceAsPercentageOfOptimalOnDemandPrice: config.maxSpotPriceAsPercentageOfOptimalOnDemandPrice,
    onDemandMaxPricePercentageOverLowestPrice: config.onDemandMaxPricePercentageOverLowestPrice,
    spotMaxPricePercentageOverLowestPrice: config.spotMaxPricePercentageOverLowestPrice,
    requireHibernateSupport: config.requireHibernateSupport,
  };
}

function sizes(config: ec2.InstanceRequirementsConfig): Pick<Requirements, 'vCpuCount' | 'memoryMiB' | 'memoryGiBPerVCpu' | 'networkBandwidthGbps' | 'networkInterfaceCount'> {
  return {
    vCpuCount: { min: config.vCpuCountMin, max: config.vCpuCountMax },
    memoryMiB: { min: config.memoryMin.toMebibytes(), max: config.memoryMax?.toMebibytes() },
    memoryGiBPerVCpu: range(gibibytes(config.memoryPerVCpuMin), gibibytes(config.memoryPerVCpuMax)),
    networkBandwidthGbps: range(config.networkBandwidthGbpsMin, config.networkBandwidthGbpsMax),
    networkInterfaceCount: range(config.networkInterfaceCountMin, config.networkInterfaceCountMax),
  };
}

/** EC2 accepts parts of a GiB for each vCPU. */
function gibibytes(size: Size | undefined): number | undefined { return size?.toGibibytes({ rounding: SizeRoundingBehavior.NONE }); }

function accelerators(config: ec2.InstanceRequirementsConfig, accelerator: InstanceAccelerator): Partial<Requirements> {
  if (accelerator === InstanceAccelerator.NONE) { return { acceleratorCount: { max: 0 } }; }
  const manufacturer = accelerator === InstanceAccelerator.NVIDIA_GPU ? ec2.AcceleratorManufacturer.NVIDIA : ec2.AcceleratorManufacturer.AWS;
  return {
    acceleratorCount: { min: config.acceleratorCountMin ?? 1, max: config.acceleratorCountMax },
    acceleratorManufacturers: config.acceleratorManufacturers ?? [manufacturer],
    acceleratorNames: config.acceleratorNames,
    acceleratorTypes: config.acceleratorTypes,
    acceleratorTotalMemoryMiB: range(config.acceleratorTotalMemoryMin?.toMebibytes(), config.acceleratorTotalMemoryMax?.toMebibytes()),
  };
}

function storage(config: ec2.InstanceRequirementsConfig): Partial<Requirements> {
  return {
    baselineEbsBandwidthMbps: range(config.baselineEbsBandwidthMbpsMin, config.baselineEbsBandwidthMbpsMax),
    localStorage: config.localStorage,
    localStorageTypes: config.localStorageTypes,
    totalLocalStorageGb: range(config.totalLocalStorageGBMin, config.totalLocalStorageGBMax),
  };
}

function range(min: number | undefined, max: number | undefined): { readonly min?: number; readonly max?: number } | undefined {
  return min === undefined && max === undefined ? undefined : { min, max };
}
