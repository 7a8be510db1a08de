import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { Stack, Stage } from 'aws-cdk-lib';

interface DockerImage {
  readonly source?: { readonly platform?: string };
  readonly destinations?: Readonly<Record<string, { readonly imageTag?: string }>>;
}

/** The entry that synthesizers without an asset manifest leave behind. */
interface AssetMetadata {
  readonly packaging?: string;
  readonly sourceHash?: string;
  readonly platform?: string;
}

/**
 * The platforms that the image assets of a top-level stack and its nested ones are built for, by the tags they get.
 * An image without one is built for the machine at hand, which is not that of whoever deploys.
 */
export function imagePlatforms(stack: Stack): Readonly<Record<string, string>> {
  const entries = [...ofManifest(stack), ...ofMetadata(stack)];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry.every(text => text !== undefined)));
}

type Entry = readonly [tag: string | undefined, platform: string | undefined];

/** The manifest is written with the template. */
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
