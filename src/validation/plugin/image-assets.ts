import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { Stack, Stage } from 'aws-cdk-lib';

interface DockerImage {
  readonly source?: { readonly platform?: string };
  readonly destinations?: Readonly<Record<string, { readonly imageTag?: string }>>;
}

/** The metadata entry from synthesizers without an asset manifest. */
interface AssetMetadata {
  readonly packaging?: string;
  readonly sourceHash?: string;
  readonly platform?: string;
}

/**
 * The platforms of the image assets of a top-level stack and its nested stacks, by image tag.
 * An image without a platform is built for the machine that deploys it, which may differ from this one.
 */
export function imagePlatforms(stack: Stack): Readonly<Record<string, string>> {
  const entries = [...ofManifest(stack), ...ofMetadata(stack)];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry.every(text => text !== undefined)));
}

type Entry = readonly [tag: string | undefined, platform: string | undefined];

/** The CDK writes the manifest with the template. */
function ofManifest(stack: Stack): readonly Entry[] {
  const file = join(Stage.of(stack)?.outdir ?? '', `${stack.artifactId}.assets.json`);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (!text.includes('"platform"')) { return []; }
  const { dockerImages = {} } = JSON.parse(text) as { readonly dockerImages?: Readonly<Record<string, DockerImage>> };
  return Object.values(dockerImages).flatMap(({ source, destinations = {} }) =>
    Object.values(destinations).map(({ imageTag }): Entry => [imageTag, source?.platform]));
}

function ofMetadata(stack: Stack): readonly Entry[] {
  return stack.node.metadata.filter(({ type }) => type === 'aws:cdk:asset')
    .map(({ data }) => data as AssetMetadata)
    .filter(({ packaging }) => packaging === 'container-image')
    .map(({ sourceHash, platform }): Entry => [sourceHash, platform]);
}
