import { IMAGE_PLATFORMS, ImagePlatform } from '../../../facts/image-platforms';
import { own } from '../../../facts/own';
import type { Container } from '../entities/container';
import type { ResourceIndex } from '../index/resource-index';

/** An image that is built with the app. */
export interface BuiltImage extends ImagePlatform {
  /** The platform in the notation of Docker. */
  readonly name: string;
}

/** The platform of the image of a container, if the app builds it for one platform. */
export function builtFor({ node }: Container, application: ResourceIndex): BuiltImage | undefined {
  const platforms = application.memo(platformsByTag);
  if (platforms.size === 0) { return undefined; }
  const [, tag] = /:([^:/]+)$/.exec(node.partialString('Image')?.tail ?? '') ?? [];
  const name = tag === undefined ? undefined : platforms.get(tag);
  const platform = name === undefined ? undefined : own(IMAGE_PLATFORMS, name);
  return name !== undefined && platform ? { ...platform, name } : undefined;
}

/** All stacks share the tags, because a stack may use an image that is built with another. A tag with two platforms is unknown. */
function platformsByTag({ templates }: ResourceIndex): ReadonlyMap<string, string | undefined> {
  const platforms = new Map<string, string | undefined>();
  for (const [tag, platform] of templates.flatMap(({ source }) => Object.entries(source.images ?? {}))) {
    platforms.set(tag, platforms.has(tag) && platforms.get(tag) !== platform ? undefined : platform);
  }
  return platforms;
}
