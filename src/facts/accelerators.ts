/**
 * The quantities of accelerators that a container can request.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ResourceRequirement.html
 */
export const ACCELERATORS = {
  gpu: /^(?:[1-9]\d*|ALL)$/,
  /** Parts of a GPU, on Managed Instances that divide it. */
  gpuParts: ['0.125', '0.25', '0.5'] as readonly string[],
  neuron: 'ALL',
} as const;

/**
 * The bounds of a GPU that containers share: its memory in MiB, and the part of its compute capacity in percent.
 *
 * Read on 2026-11-29, in the schema of the resource type and in @aws-sdk/client-ecs 3.1164.0.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_NvidiaMpsAllocation.html
 */
export const SHARED_GPU = { memory: { min: 1 }, computePercent: { min: 1, max: 100 } } as const;
