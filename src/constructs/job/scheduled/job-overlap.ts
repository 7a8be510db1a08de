/** What happens when a run starts while another one of the same job is running. */
export enum JobOverlap {
  /** The new run ends at once, and counts as succeeded. */
  SKIP = 'skip',
  /** Both run. */
  ALLOW = 'allow',
}
