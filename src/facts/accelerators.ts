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
