const VCPU = /^(\d+(?:\.\d+)?|\.\d+)\s*vcpus?$/i;
const GIGABYTES = /^(\d+(?:\.\d+)?|\.\d+)\s*g(?:i?b)?$/i;
const PLAIN = /^\d+$/;

/** CPU units, 1024 per vCPU, from any spelling that ECS accepts: `1024`, `1 vCPU`, `.25 vcpu`. */
export function cpuUnits(text: string): number | undefined {
  const vcpu = VCPU.exec(text.trim());
  if (vcpu) { return Number(vcpu[1]) * 1024; }
  return PLAIN.test(text.trim()) ? Number(text) : undefined;
}

/** MiB, from any spelling that ECS accepts: `2048`, `2 GB`, `0.5gb`. */
export function mebibytes(text: string): number | undefined {
  const gigabytes = GIGABYTES.exec(text.trim());
  if (gigabytes) { return Number(gigabytes[1]) * 1024; }
  return PLAIN.test(text.trim()) ? Number(text) : undefined;
}
