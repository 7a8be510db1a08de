import { IMAGE_PLATFORMS, ImagePlatform } from '../../../facts/image-platforms';
import { own } from '../../../facts/own';
import type { Container } from '../entities/container';
import type { ResourceIndex } from '../index/resource-index';

/** An image that is built with the app. */
export interface BuiltImage extends ImagePlatform {
  /** The platform as Docker calls it. */
  readonly name: string;
}

/** What the image of a container is built for, when the app builds it for one platform. */
export function builtFor({ node }: Container, application: ResourceIndex): BuiltImage | undefined {
  const platforms = application.memo(platformsByTag);
  if (platforms.size === 0) { return undefined; }
  const [, tag] = /:([^:/]+)$/.exec(node.partialString('Image')?.tail ?? '') ?? [];
  const name = tag === undefined ? undefined : platforms.get(tag);
  const platform = name === undefined ? undefined : own(IMAGE_PLATFORMS, name);
  return name !== undefined && platform ? { ...platform, name } : undefined;
}

/** An image may be used in another stack than the one it is built with; a tag that two have tells nothing. */
function platformsByTag({ templates }: ResourceIndex): ReadonlyMap<string, string | undefined> {
  const platforms = new Map<string, string | undefined>();
  for (const [tag, platform] of templates.flatMap(({ source }) => Object.entries(source.images ?? {}))) {
    platforms.set(tag, platforms.has(tag) && platforms.get(tag) !== platform ? undefined : platform);
  }
  return platforms;
}
