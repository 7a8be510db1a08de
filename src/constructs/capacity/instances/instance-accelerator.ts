/**
 * The accelerator of the instances of a group. It selects the AMI with its driver.
 */
export enum InstanceAccelerator {
  /** No accelerator. */
  NONE = 'NONE',
  /** NVIDIA GPUs, such as those of the families g6 and p5. */
  NVIDIA_GPU = 'NVIDIA_GPU',
  /** AWS Inferentia and Trainium, the families inf and trn. */
  AWS_NEURON = 'AWS_NEURON',
}

/** The hardware for which an AMI is selected. */
export interface Hardware {
  readonly architecture: 'X86_64' | 'ARM64';
  readonly accelerator: InstanceAccelerator;
}
